#!/usr/bin/env python3
"""How often each named rule fired, was right and was wrong: a line `part rule fired right wrong`.

    errors/rules.py statements GOLD.jsonl ANNOTATED.jsonl
    errors/rules.py dates GOLD.jsonl ANNOTATED.jsonl
    errors/rules.py story EXPORT.json FOLDER...

Right is what the scorers match. In stories, whose gold names only what a reader looks for, what is
in no gold is neither: it counts as fired alone.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path

from statements import covered
from table import rows

counts = Counter()


def count(part, item, verdict):
    rule = item.get("by") or "(no rule)"
    counts[part, rule, "fired"] += 1
    if verdict is not None:
        counts[part, rule, "right" if verdict else "wrong"] += 1


def matched(want, have, least):
    """Which of ours match one of the gold, each once, best first: index to index."""
    overlaps = (
        (len(w & h) / len(w | h), g, s)
        for g, w in enumerate(want)
        for s, h in enumerate(have)
        if w & h
    )
    of_gold, of_ours = {}, {}
    for share, g, s in sorted(overlaps, reverse=True):
        if share >= least and g not in of_gold and s not in of_ours:
            of_gold[g], of_ours[s] = s, g
    return of_ours


def statements(gold, annotated):
    """Right: the content is an attribution's, and so is the speaker."""
    for row, ours in zip(gold, annotated):
        golds = row["attributions"]
        found = [s for s in ours["statements"] if s["manner"] != "headline"]
        of_ours = matched(
            [covered(a["content"]) for a in golds], [covered(s["content"]) for s in found], 0.5
        )
        for s, statement in enumerate(found):
            right = s in of_ours
            if right:
                source = covered(golds[of_ours[s]]["source"])
                speaker = statement["speaker"] and covered([statement["speaker"]["span"]])
                right = bool(source & speaker) if source and speaker else not source and not speaker
            count("statements", statement, right)


def dates(gold, annotated):
    """Right: an expression of the gold has the same value; first to last, the most overlap."""
    for row, ours in zip(gold, annotated):
        values = {}
        for date in row["dates"]:
            overlaps = (
                (min(date["span"][1], d["span"][1]) - max(date["span"][0], d["span"][0]), -k)
                for k, d in enumerate(ours["dates"])
                if k not in values
            )
            share, k = max(overlaps, default=(0, 0))
            if share > 0:
                values[-k] = date["value"]
        for k, date in enumerate(ours["dates"]):
            count("dates", date, values.get(k) == date["value"])


def fold(text):
    return " ".join(re.sub(r"[“”\"„«»‘’'`–—-]", " ", text).split()).lower()


def inside(one, other):
    return bool(one) and bool(other) and (one in other or other in one)


def story(export, folders):
    accounts = {Path(a["source"]).name: a for a in export["accounts"]}
    for folder in folders:
        gold = {
            name: json.loads((Path(folder) / "gold" / f"{name}.json").read_text(encoding="utf-8"))
            for name in ("accounts", "story")
        }
        kinds = {
            fold(name): entity["kind"]
            for entity in gold["story"]["entities"]
            if "kind" in entity
            for name in [entity["name"], *entity["names"]]
        }
        for file, wanted in gold["accounts"]["accounts"].items():
            if file in accounts:
                account(accounts[file], wanted, kinds)


def account(ours, wanted, kinds):
    text, title = ours["text"], ours["title"] or ""
    quotes = [fold(quote["text"]) for quote in wanted["quotes"]]
    no_quotes = {fold(words) for words in wanted.get("not_quotes", [])}
    for statement in ours["statements"]:
        base = title if statement["manner"] == "headline" else text
        words = fold(" ".join(base[a:b] for a, b in statement["content"]))
        right = any(inside(words, quote) for quote in quotes)
        count("statements", statement, True if right else False if words in no_quotes else None)
    for date in ours["dates"]:
        words = fold(text[slice(*date["span"])])
        near = [d for d in wanted["dates"] if words and words in fold(d["text"])]
        values = {v for d in near for v in [*d["value"].split("/"), d["value"], *d.get("also_right", [])]}
        count("dates", date, date["value"] in values if near else None)
    for mention in ours["mentions"]:
        kind = kinds.get(fold(text[slice(*mention["span"])]))
        count("mentions", mention, mention["kind"] == kind if kind else None)


def main():
    part, first, *others = sys.argv[1:]
    if part == "story":
        story(json.loads(Path(first).read_text(encoding="utf-8")), others)
    else:
        annotated = {row["id"]: row for row in rows(others[0])}
        gold = rows(first)
        ours = [annotated[row["id"]] for row in gold]
        {"statements": statements, "dates": dates}[part](gold, ours)
    for part, rule in sorted({key[:2] for key in counts}):
        print(part, rule, *(counts[part, rule, of] for of in ("fired", "right", "wrong")), sep="\t")


if __name__ == "__main__":
    main()
