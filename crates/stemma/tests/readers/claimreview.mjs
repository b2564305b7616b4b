// ClaimReview drafts, checked by the TypeScript compiler against schema.org's own terms.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [folder, packages] = process.argv.slice(2);
const store = JSON.parse(readFileSync(join(folder, "stemma.json"), "utf8"));
const drafts = JSON.parse(readFileSync(join(folder, "claimreview.jsonld"), "utf8"));

// It does look: another name, or another sort of value, is an error.
const draft = drafts["@graph"][0];
const wrong = [
  { ...draft, claimReviewd: "x" },
  { ...draft, itemReviewed: { ...draft.itemReviewed, firstAppearance: 7 } },
];
const code = [
  `import type { ClaimReview, Graph } from "schema-dts";`,
  `type Draft = Exclude<ClaimReview, string>;`,
  `export const drafts: Omit<Graph, "@graph"> & { "@graph": readonly Draft[] } = ${JSON.stringify(drafts, null, 1)};`,
  ...wrong.flatMap((one, n) => [`// @ts-expect-error`, `export const wrong${n}: Draft = ${JSON.stringify(one)};`]),
];
const work = mkdtempSync(join(tmpdir(), "claimreview-"));
try {
  symlinkSync(packages, join(work, "node_modules"));
  writeFileSync(join(work, "drafts.ts"), code.join("\n"));
  const options = ["--noEmit", "--strict", "--skipLibCheck", "--target", "es2022", "--module", "nodenext", "drafts.ts"];
  const tsc = [join(packages, "typescript/bin/tsc"), ...options];
  const ran = spawnSync(process.execPath, tsc, { cwd: work, encoding: "utf8" });
  assert.equal(ran.stdout + ran.stderr, "");
  assert.equal(ran.status, 0);
} finally {
  rmSync(work, { recursive: true });
}

assert.equal(drafts["@context"], "https://schema.org");
const shared = store.claims.filter(claim => claim.accounts > 1);
assert.equal(drafts["@graph"].length, shared.length);
assert.ok(shared.length > 0);
const account = id => store.accounts.find(account => account.id === id);
const entity = id => store.entities.find(entity => entity.id === id);
drafts["@graph"].forEach((draft, n) => {
  const claim = shared[n];
  assert.equal(draft.claimReviewed, claim.text);
  assert.equal(draft.creativeWorkStatus, "Draft");
  for (const key of ["reviewRating", "author", "url", "datePublished"]) assert.ok(!(key in draft), key);
  const speaker = claim.speaker === null ? undefined : entity(claim.speaker);
  if (speaker && ["person", "organisation"].includes(speaker.kind)) assert.equal(draft.itemReviewed.author.name, speaker.name);
  const words = member => [...account(member.account)[member.of]].slice(...member.span).join("");
  const appearance = draft.itemReviewed.appearance;
  assert.equal(appearance.length, claim.accounts);
  assert.deepEqual(appearance.flatMap(article => article.hasPart.map(part => part.text)).sort(), claim.members.map(words).sort());
  const outlets = new Set(claim.members.map(member => account(member.account).outlet));
  assert.deepEqual(new Set(appearance.map(article => article.publisher.name)), outlets);
});
console.log(`drafts: ${shared.length}`);
