// The little that makes Stemma's pages quicker by hand: keys, and copying what is to be cited.
// Everything works without it. It loads nothing, sends nothing and writes no markup.
//
// What it goes by in the markup of a page:
//   [data-item]               what j and k move among (a claim, a paragraph, a row of a list)
//   [data-account]            whose the words within are
//   [data-at]                 words of that account (a.words): exactly the passage that it names,
//                             t310-420, title0-12 or d2-0-30, in code points; never a label of
//                             ours, and never words that are shortened
//   [data-of][data-from]      a stretch of the account that the page is of: t, title or d2, and the
//                             code points that stand before it there
//   [data-more="t310-420"]    a further piece of the passage whose first piece has that id
//   [data-filtered]           what holds [data-item] that a filter above the first of them may hide
//   #cited                    JSON: what a citation says of each account on the page
//   #announced                     where things are said, for the eye and for screen readers
"use strict";

(() => {
  // The root of the site: this script lies there, so that a page need not know where it is.
  const root = new URL(".", document.currentScript.src);
  const page = document.documentElement;

  // What a person chose stays chosen, where the browser lets anything stay.
  const kept = {
    get(name) { try { return localStorage.getItem(`stemma-${name}`); } catch { return null; } },
    set(name, value) { try { localStorage.setItem(`stemma-${name}`, value); } catch { /* not kept */ } },
  };

  // Before anything is painted, so that a page chosen dark never flashes.
  const scheme = kept.get("scheme");
  if (scheme === "dark" || scheme === "light") page.dataset.scheme = scheme;

  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const made = (name, props, ...children) => {
    const element = Object.assign(document.createElement(name), props);
    element.append(...children);
    return element;
  };

  let quiet;
  function say(words) {
    const said = $("#announced");
    said.textContent = words;
    clearTimeout(quiet);
    quiet = setTimeout(() => { said.textContent = ""; }, 6000);
  }

  // ---- Passages: where words stand, in code points of the text of their account ----

  const points = (text) => [...text].length;

  // "t310-420" as {of: "t", start: 310, end: 420}.
  function parsed(anchor) {
    const found = /^(t|title|d\d+-)(\d+)-(\d+)$/.exec(anchor);
    return found && { of: found[1], start: Number(found[2]), end: Number(found[3]) };
  }
  const anchor = (at) => `${at.of}${at.start}-${at.end}`;

  // Elements that hold nothing but words of an account.
  const RUN = "[data-at], [data-of]";

  const whose = (run) => run.closest("[data-account]")?.dataset.account;

  // Which text a run is of, and where in it the run begins.
  function begin(run) {
    if (run.dataset.at) return parsed(run.dataset.at);
    const { of, from } = run.dataset;
    return { of: /^d\d+$/.test(of) ? `${of}-` : of, start: Number(from) };
  }

  // The text nodes of words, each with the code point it begins at.
  function texts(run) {
    const nodes = [];
    const walker = document.createTreeWalker(run, NodeFilter.SHOW_TEXT);
    let start = begin(run)?.start ?? 0;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      nodes.push({ node, start });
      start += points(node.data);
    }
    return nodes;
  }

  // A passage without the spaces at its ends; null where nothing is left.
  function trimmed(passage) {
    const words = passage.words.trim();
    const start = passage.start + points(passage.words.slice(0, passage.words.indexOf(words)));
    return words && passage.account ? { ...passage, words, start, end: start + points(words) } : null;
  }

  // The passage of an element that holds words, as a whole.
  function whole(run) {
    const at = begin(run);
    const words = texts(run).map(({ node }) => node.data).join("");
    return at && trimmed({ of: at.of, start: at.start, account: whose(run), words, run });
  }

  // The passage that is selected: null where nothing is, or not words of one account in one piece.
  function selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    const within = range.commonAncestorContainer;
    const element = within.nodeType === Node.TEXT_NODE ? within.parentElement : within;
    const outer = element.closest(RUN);
    // Where paragraphs of an account are selected, notes in the margin are not meant.
    const runs = (kind) => $$(kind, element).filter((run) => range.intersectsNode(run));
    const text = outer ? [outer] : runs("[data-of]");
    let found = null;
    for (const run of text.length ? text : runs("[data-at]")) {
      const of = begin(run)?.of;
      for (const { node, start } of texts(run)) {
        if (!range.intersectsNode(node)) continue;
        const from = node === range.startContainer ? range.startOffset : 0;
        const to = node === range.endContainer ? range.endOffset : node.length;
        if (from >= to) continue;
        const words = node.data.slice(from, to);
        const begins = start + points(node.data.slice(0, from));
        if (!found) {
          found = { account: whose(run), of, start: begins, end: begins, words: "", run };
        } else if (found.account !== whose(run) || found.of !== of || found.end !== begins) {
          return null;
        }
        found.words += words;
        found.end = begins + points(words);
      }
    }
    // Spaces at the ends come with the gesture and are not meant.
    return found && trimmed(found);
  }

  // The DOM ranges of a passage on this page, one for each paragraph it runs through.
  function ranges(at) {
    const found = [];
    for (const run of $$("[data-of]")) {
      if (begin(run).of !== at.of) continue;
      let range = null;
      for (const { node, start } of texts(run)) {
        const characters = [...node.data];
        const from = Math.max(at.start - start, 0);
        const to = Math.min(at.end - start, characters.length);
        if (from >= to) continue;
        // Back from code points to what the DOM counts in.
        const unit = (n) => characters.slice(0, n).join("").length;
        if (!range) {
          range = new Range();
          range.setStart(node, unit(from));
          found.push(range);
        }
        range.setEnd(node, unit(to));
      }
    }
    return found;
  }

  // ---- The words that the address names ----

  let target = null;

  function showTarget() {
    $$(".target").forEach((element) => element.classList.remove("target"));
    CSS.highlights?.delete("target");
    $$("mark.target").forEach((mark) => mark.replaceWith(...mark.childNodes));
    target = null;
    // The ids of passages have no character that an address writes otherwise.
    const id = location.hash.slice(1);
    const at = parsed(id);
    if (!at) return;
    const element = document.getElementById(id);
    const those = ranges(at);
    const first = element ?? those[0]?.startContainer.parentElement;
    if (!first) {
      say("These words are not on this page.");
      return;
    }
    for (let box = first.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
    if (element) {
      $$("[data-more]").filter((piece) => piece.dataset.more === id).forEach((piece) => piece.classList.add("target"));
    } else if (CSS.highlights) {
      CSS.highlights.set("target", new Highlight(...those));
    } else {
      for (const range of those) mark(range);
    }
    target = { ...at, account: whose(first), words: those.join(""), run: first, range: those.at(-1) };
    if (!element) first.scrollIntoView({ block: "center" });
    offer(target);
  }

  // For browsers that highlight no ranges: the same, text node by text node.
  function mark(range) {
    const walker = document.createTreeWalker(range.commonAncestorContainer, NodeFilter.SHOW_TEXT);
    const nodes = [];
    if (range.commonAncestorContainer.nodeType === Node.TEXT_NODE) nodes.push(range.commonAncestorContainer);
    while (walker.nextNode()) if (range.intersectsNode(walker.currentNode)) nodes.push(walker.currentNode);
    const { startContainer, startOffset, endContainer, endOffset } = range;
    for (const node of nodes) {
      const piece = new Range();
      piece.setStart(node, node === startContainer ? startOffset : 0);
      piece.setEnd(node, node === endContainer ? endOffset : node.length);
      if (!piece.collapsed) piece.surroundContents(made("mark", { className: "target" }));
    }
  }

  // ---- Citing ----

  const cited = () => JSON.parse($("#cited")?.textContent || "{}");

  function link(passage) {
    const address = new URL(cited()[passage.account].page, root);
    address.hash = anchor(passage);
    return address.href;
  }

  function citation(passage) {
    const account = cited()[passage.account];
    const field = passage.of === "title" ? "headline" : passage.of === "t" ? "text" : "left out of the text";
    return [
      [account.outlet, account.title && `“${account.title}”`, account.date].filter(Boolean).join(", "),
      account.url ?? "no address",
      `“${passage.words}”`,
      `${field}, characters ${passage.start}–${passage.end}, of sha256 ${account.sha256}`,
      link(passage),
    ].join("\n");
  }

  // What is meant: what is selected, or where the keys are, or what the address names.
  function meant() {
    const those = selected();
    // What is selected and is not an account's words is not what stands beside it either.
    if (those || getSelection().toString().trim()) return those;
    const here = document.activeElement;
    if (here && here !== document.body && !here.closest(".cite")) {
      const run = here.closest(RUN);
      // A sign that leads to words elsewhere has none of its own.
      if (!run && here.hash && parsed(here.hash.slice(1))) return null;
      const runs = run ? [run] : $$(RUN, here.closest("[data-item]") ?? here);
      const passage = here.contains($("main")) ? null : runs.map(whole).find(Boolean);
      if (passage) return passage;
    }
    return offered ?? target;
  }

  async function copy(words, what) {
    try {
      await navigator.clipboard.writeText(words);
      say(`${what} copied.`);
    } catch {
      // No clipboard here: show what is to be copied, already selected.
      const box = made("textarea", { value: words, rows: 8, readOnly: true, ariaLabel: what });
      const dialog = made("dialog", { className: "copy" }, made("p", { textContent: `${what}, to copy by hand:` }), box);
      dialog.addEventListener("close", () => dialog.remove());
      document.body.append(dialog);
      dialog.showModal();
      box.select();
    }
  }

  function cite(passage, what = "Citation") {
    if (!passage || !cited()[passage.account]) {
      say("Nothing to cite here: select words of one account, or go to a passage shown in full.");
      return;
    }
    copy(what === "Link" ? link(passage) : citation(passage), what);
  }

  // Two buttons at the passage that is meant, for a mouse or a finger.
  let offered = null;
  const bar = made("div", { className: "cite", hidden: true });
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "This passage");
  for (const what of ["Citation", "Link"]) {
    const button = made("button", { type: "button", textContent: `Copy ${what.toLowerCase()}` });
    // A press must not take the selection away before it is read.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => cite(offered, what));
    bar.append(button);
  }

  function offer(passage) {
    offered = passage && cited()[passage.account] ? passage : null;
    bar.hidden = !offered;
    if (!offered) return;
    const selection = getSelection();
    const range = passage.range ?? (selection.rangeCount && !selection.isCollapsed && selection.getRangeAt(0));
    const boxes = [...(range || passage.run).getClientRects()];
    const box = boxes.at(-1) ?? passage.run.getBoundingClientRect();
    const left = Math.min(box.left, page.clientWidth - bar.offsetWidth - 8);
    bar.style.left = `${Math.max(left, 8) + scrollX}px`;
    bar.style.top = `${box.bottom + scrollY + 4}px`;
  }

  // ---- Moving ----

  const items = () => $$("[data-item]").filter((item) => item.checkVisibility());

  function current(all) {
    const here = document.activeElement?.closest("[data-item]") ?? $(":target")?.closest("[data-item]");
    if (here) return all.indexOf(here);
    // Nothing is chosen yet: the one before what is read now.
    return all.findIndex((item) => item.getBoundingClientRect().top >= 0) - 1;
  }

  function move(by) {
    const all = items();
    const next = all[Math.min(Math.max(current(all) + by, 0), all.length - 1)];
    if (!next) {
      say("Nothing to move among on this page.");
      return;
    }
    if (!next.hasAttribute("tabindex") && next.tabIndex < 0) next.tabIndex = -1;
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  function search() {
    const field = $("#q") ?? $("#filter");
    if (field) {
      field.focus();
      field.select();
      return;
    }
    // Pages as files have no search: names are what can be looked up in them.
    const names = new URL("entities.html", root);
    names.hash = "filter";
    location.assign(names.href);
  }

  function clear() {
    getSelection().removeAllRanges();
    offer(null);
    if (document.activeElement !== document.body) document.activeElement?.blur();
    if (!location.hash) return;
    // Only going somewhere takes a target back; the place that is read stays.
    const [x, y] = [scrollX, scrollY];
    location.replace("#");
    scrollTo({ left: x, top: y, behavior: "instant" });
    history.replaceState(null, "", location.pathname + location.search);
    showTarget();
  }

  function help() {
    const keys = $("#keys");
    if (keys.open) keys.close();
    else keys.showModal();
  }

  const KEYS = {
    "/": search,
    j: () => move(1),
    k: () => move(-1),
    c: () => cite(meant()),
    l: () => cite(meant(), "Link"),
    "?": help,
  };

  function onKey(event) {
    const { key, target: at } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const typing = at.closest?.("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    if (key === "Escape") {
      // A dialog closes itself.
      if ($("dialog[open]")) return;
      if (typing) at.blur();
      else clear();
      return;
    }
    if (key === "Enter" && at.matches?.("[data-item]:not(a, button, summary, input)")) {
      $("a[href]", at)?.click();
      return;
    }
    if (typing || kept.get("keys") === "off" || !Object.hasOwn(KEYS, key)) return;
    if ($("dialog[open]") && key !== "?") return;
    event.preventDefault();
    KEYS[key]();
  }

  // ---- A page that is there ----

  function schemes() {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const button = made("button", { type: "button", className: "scheme" });
    const isDark = () => (page.dataset.scheme ? page.dataset.scheme === "dark" : dark.matches);
    const label = () => { button.textContent = isDark() ? "Light" : "Dark"; };
    button.addEventListener("click", () => {
      page.dataset.scheme = isDark() ? "light" : "dark";
      kept.set("scheme", page.dataset.scheme);
      label();
    });
    dark.addEventListener("change", label);
    button.title = "Light or dark pages";
    label();
    $(".top nav")?.append(button);
  }

  function filters() {
    const lists = $$("[data-filtered]");
    if (!lists.length) return;
    const input = made("input", { type: "search", id: "filter", autocomplete: "off" });
    const label = made("label", { htmlFor: "filter", textContent: "Filter" });
    lists[0].before(made("p", { className: "filter" }, label, input));
    input.addEventListener("input", () => {
      const wanted = plain(input.value.trim());
      let [shown, all] = [0, 0];
      for (const list of lists) {
        const items = $$("[data-item]", list);
        for (const item of items) item.hidden = !plain(item.textContent).includes(wanted);
        const left = items.filter((item) => !item.hidden).length;
        list.hidden = !left;
        shown += left;
        all += items.length;
      }
      say(`${shown} of ${all}`);
    });
    if (location.hash === "#filter") input.focus();
  }
  // Letters alone: no accents, no capitals.
  const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

  function ready() {
    schemes();
    filters();
    document.body.append(bar);
    const keysOn = $("#keys-on");
    keysOn.checked = kept.get("keys") !== "off";
    keysOn.addEventListener("change", () => kept.set("keys", keysOn.checked ? "on" : "off"));
    document.addEventListener("keydown", onKey);
    document.addEventListener("focusin", ({ target: at }) => {
      if (at.closest(".cite")) return;
      const runs = at.matches(RUN) ? [at] : at.matches("[data-item]") ? $$(RUN, at) : [];
      const passage = runs.map(whole).find(Boolean);
      if (passage) offer(passage);
      else if (!selected()) offer(null);
    });
    document.addEventListener("selectionchange", () => {
      const those = selected();
      if (those) offer(those);
      else if (offered && !offered.range && document.activeElement === document.body) offer(target);
    });
    addEventListener("hashchange", showTarget);
    addEventListener("resize", () => offer(offered));
    // Weaving takes a moment: say so, and take no second judgement meanwhile.
    document.addEventListener("submit", ({ target: form }) => {
      if (form.method !== "post") return;
      $("main").setAttribute("aria-busy", "true");
      say("Weaving anew…");
      // Only when the form is under way: a button's own value is read after this event.
      setTimeout(() => $$("form[method=post] button").forEach((button) => { button.disabled = true; }));
    });
    // Back to a page that was left busy.
    addEventListener("pageshow", () => {
      $("main").removeAttribute("aria-busy");
      $$("form[method=post] button").forEach((button) => { button.disabled = false; });
    });
    showTarget();
  }

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", ready);
  else ready();
})();
