"""spaCy's own answer, in the form that stemma_core::Parsed has.

    oracle.py parse FOLDER < texts.jsonl > parses.jsonl
    oracle.py bench FOLDER < texts.jsonl > figures.json
"""

import json
import os
import resource
import sys
import time
import warnings

# One thread, as in the program that it is compared with.
for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "BLIS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"
warnings.filterwarnings("ignore")

import spacy  # noqa: E402  (after the number of threads is set)


def places(text):
    """The byte offset of each character, and of the end."""
    at = [0]
    for character in text:
        at.append(at[-1] + len(character.encode()))
    return at


def parsed(doc):
    at = places(doc.text)
    return {
        "tokens": [
            {
                "span": [at[token.idx], at[token.idx + len(token)]],
                "lemma": token.lemma_,
                "tag": token.tag_,
                "pos": token.pos_,
                "dep": token.dep_,
                "head": token.head.i,
            }
            for token in doc
        ],
        "sentences": [[sentence.start, sentence.end] for sentence in doc.sents],
        "names": [{"tokens": [name.start, name.end], "label": name.label_} for name in doc.ents],
    }


def main():
    what, folder = sys.argv[1:]
    start = time.perf_counter()
    nlp = spacy.load(folder)
    load = time.perf_counter() - start
    texts = [json.loads(line)["text"] for line in sys.stdin]
    if what == "parse":
        for text in texts:
            print(json.dumps(parsed(nlp(text)), ensure_ascii=False))
        return
    start, cpu = time.perf_counter(), time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    print(
        json.dumps(
            {
                "tokens": tokens,
                "cpu_seconds": time.process_time() - cpu,
                "wall_seconds": time.perf_counter() - start,
                "load_seconds": load,
                "peak_megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit,
            }
        )
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stdin.reconfigure(encoding="utf-8")
    main()
