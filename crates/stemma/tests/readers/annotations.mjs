// Web Annotations, anchored in the texts by Apache Annotator: each selector, by position and by
// quotation, selects just the words that it names.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, packages] = process.argv.slice(2);
const require = createRequire(join(packages, "x.js"));
const { JSDOM } = require("jsdom");
const window = new JSDOM("<!doctype html><body></body>").window;
for (const name of ["document", "Node", "NodeFilter", "Range", "Text"]) globalThis[name] = window[name];
const entry = join(packages, "@apache-annotator/dom/lib/index.js");
const { createTextPositionSelectorMatcher, createTextQuoteSelectorMatcher } = await import(pathToFileURL(entry));

const store = JSON.parse(readFileSync(join(folder, "stemma.json"), "utf8"));
const collection = JSON.parse(readFileSync(join(folder, "annotations.jsonld"), "utf8"));
assert.equal(collection["@context"], "http://www.w3.org/ns/anno.jsonld");
assert.equal(collection.type, "AnnotationCollection");
assert.equal(collection.first.type, "AnnotationPage");
assert.equal(collection.first.partOf, collection.id);
const annotations = collection.first.items;
assert.equal(collection.total, annotations.length);

// The texts by their names; accounts may have one text.
const nameOf = text => `nih:sha-256;${createHash("sha256").update(text).digest("hex")}`;
const texts = new Map();
for (const account of store.accounts) {
  assert.equal(nameOf(account.text), `nih:sha-256;${account.sha256}`);
  for (const text of [account.text, account.title ?? ""]) {
    const element = window.document.createElement("pre");
    element.textContent = text;
    window.document.body.append(element);
    texts.set(nameOf(text), { element, text });
  }
}

async function matches(matcher, element) {
  const ranges = [];
  for await (const range of matcher(element)) {
    const before = window.document.createRange();
    before.setStart(element, 0);
    before.setEnd(range.startContainer, range.startOffset);
    // Code points, not the UTF-16 units of JavaScript.
    const start = [...before.toString()].length;
    const words = range.toString();
    ranges.push({ start, end: start + [...words].length, words });
  }
  return ranges;
}

const found = { statement: [], claim: [] };
const ids = new Set();
for (const annotation of annotations) {
  assert.equal(annotation.type, "Annotation");
  assert.match(annotation.id, /^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  ids.add(annotation.id);
  const tags = annotation.body.filter(body => body.purpose === "tagging").map(body => body.value);
  const kind = tags.includes("claim") ? "claim" : "statement";
  for (const target of [annotation.target].flat()) {
    const name = target.state?.cached ?? target.source.id;
    const { element, text } = texts.get(name);
    const [position, quotation] = target.selector;
    assert.equal(position.type, "TextPositionSelector");
    assert.equal(quotation.type, "TextQuoteSelector");
    const byPosition = await matches(createTextPositionSelectorMatcher(position), element);
    assert.equal(byPosition.length, 1);
    assert.equal(byPosition[0].words, quotation.exact);
    assert.equal([...text].slice(position.start, position.end).join(""), quotation.exact);
    const byQuotation = await matches(createTextQuoteSelectorMatcher(quotation), element);
    assert.deepEqual(byQuotation, byPosition);
    found[kind].push([name, position.start, position.end].join(" "));
  }
}
assert.equal(ids.size, annotations.length);

const names = new Map(store.accounts.map(account =>
  [account.id, { text: nameOf(account.text), title: nameOf(account.title ?? "") }]));
const said = store.accounts.flatMap(account => account.statements.flatMap(statement =>
  statement.content.map(span => [names.get(account.id)[statement.manner === "headline" ? "title" : "text"], ...span].join(" "))));
const claimed = store.claims.flatMap(claim => claim.members.map(member =>
  [names.get(member.account)[member.of], ...member.span].join(" ")));
assert.deepEqual(found.statement.sort(), said.sort());
assert.deepEqual(found.claim.sort(), claimed.sort());
console.log(`annotations: ${found.statement.length} pieces of statements, ${found.claim.length} passages of claims`);
