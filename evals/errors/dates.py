#!/usr/bin/env python3
"""What is missed and what is wrong among dates, by kind, with counts.

    errors/dates.py GOLD.jsonl ANNOTATED.jsonl [--list KIND]

GOLD has time expressions as TIMEX3 (span, type, value), ANNOTATED is what `stemma annotate`
printed. Two match as in the scorer: the gold's first to last, each with the free one of ours that
it overlaps most.
"""

import re

from table import main


SHAPES = (
    ("a reference (past, present, future)", r"(PAST|PRESENT|FUTURE)_REF"),
    ("a vague duration", r"PT?X"),
    ("a duration", r"P"),
    ("a time", r".*T"),
    ("an open year", r"X"),
    ("a week", r".*-W"),
    ("a quarter, half or season", r".*-(Q|H|SP|SU|FA|WI)"),
    ("a day", r"\d{4}-\d\d-\d\d"),
    ("a month", r"\d{4}-(\d\d|XX)"),
    ("a year", r"\d{4}$"),
    ("a decade or century", r"\d\d"),
)


def shape(value):
    """What sort of time a TIMEX3 value tells."""
    return next((name for name, pattern in SHAPES if re.match(pattern, value or "")), "another value")


def cases(gold, annotated):
    """Every error as (kind, the one column, the words)."""
    annotated = {row["id"]: row for row in annotated}
    for row in gold:
        ours = annotated[row["id"]]
        text = ours["text"]

        def shown(date):
            a, b = date["span"]
            words = f"{text[max(0, a - 60) : a]}[{text[a:b]}]{text[b : b + 40]}"
            return f"{row['id'][:16]} {words}".replace("\n", " ")

        used = set()
        for date in row["dates"]:
            best = None
            for k, other in enumerate(ours["dates"]):
                overlap = min(date["span"][1], other["span"][1]) - max(date["span"][0], other["span"][0])
                if k not in used and overlap > 0 and (best is None or overlap > best[0]):
                    best = overlap, k
            wanted = shape(date["value"])
            if best is None:
                yield f"missed: {wanted}", "dates", f"{date['value']}: {shown(date)}"
                continue
            used.add(best[1])
            other = ours["dates"][best[1]]
            if other["value"] == date["value"]:
                yield "right", "dates", ""
                continue
            got = shape(other["value"])
            kind = f"another {wanted.split(' ', 1)[1]}" if got == wanted else f"{got} for {wanted}"
            yield f"value: {kind}", "dates", f"{other['value']} for {date['value']}: {shown(date)}"
        for k, other in enumerate(ours["dates"]):
            if k not in used:
                yield f"false: {shape(other['value'])}", "dates", f"{other['value']}: {shown(other)}"


if __name__ == "__main__":
    main(__doc__, cases, ["dates"])
