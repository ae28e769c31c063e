"""Scores the whole reader on reports that its learned parts have not seen.

    PYTHONPATH=evaluate python train/crossed.py FOLDER WEIGHTS...

Each of WEIGHTS is a folder made by `train/tagger.py --fold K/N --out WEIGHTS` and `train/chooser.py … --weights WEIGHTS
--without WEIGHTS/held.txt`. The reports of FOLDER that WEIGHTS/held.txt names are read with it; all together are scored.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

import score
import tally
from judge import ids, record

from reportedly import codec, english
from reportedly.gazetteer import open_index
from reportedly.ingest import learned_parts
from reportedly.judge import open_judge
from reportedly.model import Reader
from reportedly.read import read


def main() -> int:
    """Reads and prints what `score.py` prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("weights", nargs="+", type=Path)
    args = parser.parse_args()
    corpus = tally.corpus(args.folder)
    claims: dict[str, list[object]] = {}
    reader = Reader(version="", model=english.model_info(), settings="")
    for weights in args.weights:
        held = ids(weights / "held.txt")
        learned, _ = learned_parts(open_judge(), weights)
        for item in corpus.reports:
            if item["id"] in held:
                reading = read(record(dict(item)), parse=english.parse, lookup=open_index().find, reader=reader, learned=learned)
                claims[item["id"]] = json.loads(codec.encode(reading))["claims"]
    seen = tally.Corpus(corpus.name, tuple(item for item in corpus.reports if item["id"] in claims), corpus.digest)
    score.show(score.score(seen, score.Readings(claims, english.model_info().digest, "crossed", {})))
    return 0


if __name__ == "__main__":
    sys.exit(main())
