"""What the tables of errors share: reading JSON Lines, counting by kind, listing a kind."""

import argparse
import json
from collections import Counter


def rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def main(about, cases, columns):
    """Prints how many of `cases(gold, annotated)` there are of each kind, or the cases of one.

    A case is its kind, the column that it counts in, and the words to show.
    """
    options = argparse.ArgumentParser(description=about.split("\n")[0])
    options.add_argument("gold")
    options.add_argument("annotated")
    options.add_argument("--list", metavar="KIND", help="print every case whose kind begins so")
    options = options.parse_args()
    found = list(cases(rows(options.gold), rows(options.annotated)))
    if options.list:
        for kind, column, shown in found:
            if kind.startswith(options.list):
                print(f"{kind} ({column}) {shown}\n")
        return
    counts = Counter((kind, column) for kind, column, _ in found)
    print(" " * 72 + "".join(f"{column:>10}" for column in columns))
    for kind in sorted({kind for kind, _ in counts}, key=lambda k: (k != "right", k)):
        print(f"{kind:<72}" + "".join(f"{counts[kind, column]:>10}" for column in columns))
