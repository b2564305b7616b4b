#!/usr/bin/env python3
"""What is missed and what is wrong among statements, by kind, with counts.

    errors/statements.py GOLD.jsonl ANNOTATED.jsonl [--list KIND]

GOLD has attributions as PolNeAR marks them (content, source, cue: lists of spans), ANNOTATED is
what `stemma annotate` printed. Two match as in the scorer: their contents overlap by half of their
union or more, each once, best first. `--list` prints every case of one kind: for the training part
only, since nobody reads the others.
"""

import re

from table import main

MARK = re.compile("[“”\"«»„]")

# Roots of common cues by what they tell. A sorting of the table, and no part of the program.
SPEECH = (
    "accord accus acknowledg add address admit advis affirm agree alleg announc answer appeal argu "
    "ask assert assur bash boast brag call caution challeng charg cite cit claim comment complain "
    "conced conclud condemn confirm contend counter criti declar decri declin demand den describ "
    "detail disclos dismiss emphas explain express hail highlight hint impl indicat inform insist "
    "interview issu joke lament maintain mention mock not object observ offer order predict press "
    "prais proclaim promis propos question quip quot read reassur recall recommend reiterat reject "
    "relat releas remark remind repeat repli reply report request respond reveal sa sai say said "
    "shout signal speak spoke spok stat statement stress suggest tell testif threat thunder told "
    "tout tweet underscor urg voic vow warn wonder word writ wrote"
).split()
THOUGHT = (
    "admir aim anticipat appreciat assum attempt aware believ believe belief car certain concern "
    "confiden conclu consider convinc decid decision determin disagree disappoint doubt dream "
    "embrac enjoy estimat expect fear feel felt figur find forget found guess hat hop hope intend "
    "interest know known knew lik lov mean need oppos opin optimis plan prefer proud realiz recogn "
    "refus regard regret see seek seem support suppos sure surpris suspect think thought threaten "
    "tri try understand view vision want will wish worr"
).split()


def covered(spans):
    return {i for a, b in spans for i in range(a, b)}


def sort_of_cue(words):
    """What a cue tells, by its words."""
    words = [w.lower() for w in re.findall(r"[A-Za-z]+", words)]
    if not words:
        return "none"
    for name, roots in (("speech", SPEECH), ("thought", THOUGHT)):
        if any(w == r or (len(r) > 2 and w.startswith(r)) for w in words for r in roots):
            return name
    return "other"


PRONOUNS = set("i you he she it we they who him her them us me himself herself themselves".split())


def sort_of_speaker(words):
    if not words:
        return "nobody"
    parts = words.split()
    if all(part.lower() in PRONOUNS for part in parts):
        return "a pronoun"
    return "a name" if any(part[:1].isupper() for part in parts[1:] or parts) else "a description"


def cases(gold, annotated):
    """Every error as (kind, quoted or indirect, the words)."""
    annotated = {row["id"]: row for row in annotated}
    for row in gold:
        ours = annotated[row["id"]]
        text = ours["text"]
        golds = row["attributions"]
        statements = [s for s in ours["statements"] if s["manner"] != "headline"]
        want = [covered(a["content"]) for a in golds]
        have = [covered(s["content"]) for s in statements]
        overlaps = sorted(
            (
                (len(w & h) / len(w | h), g, s)
                for g, w in enumerate(want)
                for s, h in enumerate(have)
                if w & h
            ),
            reverse=True,
        )
        of_gold, of_ours = {}, {}
        for share, g, s in overlaps:
            if share >= 0.5 and g not in of_gold and s not in of_ours:
                of_gold[g], of_ours[s] = s, g

        def words(spans):
            return " … ".join(text[a:b] for a, b in spans).replace("\n", " ")

        def beside(g, s):
            shown = [f"{row['id'][:24]}"]
            if g is not None:
                a = golds[g]
                shown.append(f"GOLD {words(a['source'])} | {words(a['cue'])} | {words(a['content'])}")
            if s is not None:
                t = statements[s]
                speaker = words([t["speaker"]["span"]]) if t["speaker"] else ""
                cue = words([t["cue"]]) if t.get("cue") else ""
                shown.append(f"OURS {speaker} | {cue} | {words(t['content'])}")
            return "\n    ".join(shown)

        marked = [
            any(MARK.search(text[max(0, a - 1) : b + 1]) for a, b in a_["content"]) for a_ in golds
        ]
        for g, a in enumerate(golds):
            sort = "quoted" if marked[g] else "indirect"
            if g in of_gold:
                t = statements[of_gold[g]]
                yield "right", sort, ""
                said, heard = covered(a["source"]), t["speaker"] and covered([t["speaker"]["span"]])
                if not said and heard:
                    kind = "speaker: gold names nobody"
                elif said and not heard:
                    kind = f"speaker: we name nobody, gold has {sort_of_speaker(words(a['source']))}"
                elif said and not said & heard:
                    ours_is = sort_of_speaker(words([t["speaker"]["span"]]))
                    kind = f"speaker: {ours_is} for {sort_of_speaker(words(a['source']))}"
                else:
                    continue
                yield kind, sort, beside(g, of_gold[g])
                continue
            near = [(share, s) for share, g_, s in overlaps if g_ == g]
            if not near:
                cue = sort_of_cue(words(a["cue"]))
                yield f"missed: cue of {cue}" if cue != "none" else "missed: no cue", sort, beside(g, None)
                continue
            s = near[0][1]
            if s in of_ours:
                kind = "missed: within a statement of ours that is another's"
            elif len(have[s]) > len(want[g]):
                kind = "missed: ours is too long"
            else:
                kind = "missed: ours is too short"
            yield kind, sort, beside(g, s)
        for s, t in enumerate(statements):
            if s in of_ours:
                continue
            sort = "quoted" if t["manner"] in ("direct", "mixed") else "indirect"
            near = [(share, g) for share, g, s_ in overlaps if s_ == s]
            if not near:
                cue = sort_of_cue(words([t["cue"]]) if t.get("cue") else "")
                kind = f"false: cue of {cue}" if cue != "none" else "false: no cue"
                yield kind, sort, beside(None, s)
            elif near[0][1] in of_gold:
                yield "false: a second statement of one in gold", sort, beside(near[0][1], s)
            else:
                yield "false: bounds (missed above)", sort, beside(near[0][1], s)


if __name__ == "__main__":
    main(__doc__, cases, ["quoted", "indirect"])
