"""CSV, JSON and JSON lines."""

from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest

import samples
from reportedly import codec, export
from reportedly.model import Dates, Time


def table(*readings: object) -> list[dict[str, str]]:
    raw = b"".join(export.pieces(readings, "csv", several=True))  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8"), newline="")))


def test_csv_has_one_row_a_claim_under_the_documented_columns() -> None:
    rows = table(samples.reading())
    assert len(rows) == 4
    assert list(rows[0]) == [column.name for column in export.COLUMNS]
    first = rows[0]
    assert (first["speaker"], first["relays"], first["channel"], first["recipients"]) == (
        "Northern Front",
        "Radio Brenna",
        "radio",
        "Guard",
    )
    assert (first["killed_low"], first["killed_high"], rows[1]["killed_high"]) == ("40", "40", "")
    assert (first["time_start"], first["place"], first["latitude"]) == ("2031-08-02", "Kelmet", "-1.5")
    assert samples.TEXT[int(first["start"]) : int(first["end"])] == first["words"]


def test_csv_tells_when_it_was_said_and_how_far_the_dates_lie_apart() -> None:
    first = samples.reading().claims[0]
    time = Time(start="2031-08-02", end="2031-08-03", precision="range", edtf="2031-08-02/2031-08-03")
    said = Time(start="2031-08-04", end="2031-08-04", precision="day")
    report = samples.report(dates=Dates(given="2031-08-05", page="2031-08-09", apart=4))
    (row,) = table(samples.reading(report=report, claims=(msgspec.structs.replace(first, time=time, said=said),)))
    assert (row["time_edtf"], row["said"], row["dates_apart"]) == ("2031-08-02/2031-08-03", "2031-08-04", "4")


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-2", "@SUM(A1)", "\t=1", "\r=1", "  =cmd|' /C calc'!A0"])
def test_no_cell_starts_a_formula(cell: str) -> None:
    rows = table(samples.reading(report=samples.report(title=cell)))
    assert rows[0]["title"] == f"'{cell}"


def test_commas_quotes_and_newlines_survive() -> None:
    title = 'He said "no",\nthen left'
    assert table(samples.reading(report=samples.report(title=title)))[0]["title"] == title


def test_json_is_one_object_or_an_array() -> None:
    one = samples.reading()
    single = b"".join(export.pieces([one], "json", several=False))
    assert codec.decode(single) == one
    assert [entry["format"] for entry in json.loads(b"".join(export.pieces([one, one], "json", several=True)))] == [1, 1]
    assert json.loads(b"".join(export.pieces([], "json", several=True))) == []


def test_jsonl_is_one_reading_a_line() -> None:
    lines = b"".join(export.pieces([samples.reading(), samples.reading()], "jsonl", several=True)).splitlines()
    assert [codec.decode(line) for line in lines] == [samples.reading()] * 2


def test_columns_are_named_once_and_explained() -> None:
    names = [column.name for column in export.COLUMNS]
    assert len(names) == len(set(names))
    assert all(column.meaning for column in export.COLUMNS)


def test_unresolved_and_alternative_parties() -> None:
    first = samples.reading().claims[0]
    either = msgspec.structs.replace(samples.GUARD, any_of=("Guard", "Militia"))
    changed = msgspec.structs.replace(first, recipients=(either,))
    assert table(samples.reading(claims=(changed,)))[0]["recipients"] == "Guard or Militia"
