"""Each form of claims and events, opened by a real reader of that form; every row leads to its claims."""

from __future__ import annotations

import io
import json
from typing import get_args

import geojson
import hxl
import msgspec
import pandas
import pytest
from pyarrow import parquet as arrow
from pyld import jsonld

import samples
from reportedly.cli import arguments
from reportedly.errors import MissingPartError, OptionError
from reportedly.export import Cited, Dossier, acled, events, ged, polecat
from reportedly.export.forms import CLAIMS, EVENTS, written
from reportedly.model import Party, Place
from reportedly.model.event import Grade
from reportedly.web import asks

READING = samples.reading()
CITED = [Cited(READING.report, claim) for claim in READING.claims]
DOSSIER = samples.dossier()
IDS = [one.claim.id for one in CITED]

ANNO = {  # the terms of http://www.w3.org/ns/anno.jsonld that are used, so that nothing is fetched
    "oa": "http://www.w3.org/ns/oa#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dcterms": "http://purl.org/dc/terms/",
    "as": "http://www.w3.org/ns/activitystreams#",
    "id": {"@type": "@id", "@id": "@id"},
    "type": {"@type": "@id", "@id": "@type"},
    "Annotation": "oa:Annotation",
    "AnnotationPage": "as:OrderedCollectionPage",
    "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "describing": "oa:describing",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
    "value": {"@id": "rdf:value"},
    "format": {"@id": "dcterms:format"},
    "language": {"@id": "dcterms:language"},
    "exact": {"@id": "oa:exact"},
    "prefix": {"@id": "oa:prefix"},
    "suffix": {"@id": "oa:suffix"},
    "start": {"@id": "oa:start"},
    "end": {"@id": "oa:end"},
}


def of_claims(form: str) -> bytes:
    return b"".join(written(CLAIMS, form).pieces(CITED))


def of_events(form: str, *dossiers: Dossier) -> bytes:
    return b"".join(written(EVENTS, form).pieces(dossiers or (DOSSIER,)))


def offline(url: str, _: object) -> dict[str, object]:
    assert url == "http://www.w3.org/ns/anno.jsonld"
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": {"@context": ANNO}}


def expanded(raw: bytes) -> list[dict[str, object]]:
    (page,) = jsonld.expand(json.loads(raw), {"documentLoader": offline})
    return page["https://www.w3.org/ns/activitystreams#items".replace("https", "http")][0]["@list"]  # type: ignore[no-any-return]


def test_claims_as_json_lines() -> None:
    lines = [json.loads(line) for line in of_claims("jsonl").splitlines()]
    assert [line["claim"]["id"] for line in lines] == IDS
    assert {line["report"] for line in lines} == {READING.report.id}


def test_claims_as_csv_in_pandas() -> None:
    frame = pandas.read_csv(io.BytesIO(of_claims("csv")))
    assert list(frame["claim_id"]) == IDS
    assert frame["killed_low"].iloc[0] == 40


def test_claims_as_parquet_have_types() -> None:
    table = arrow.read_table(io.BytesIO(of_claims("parquet")))
    assert table.column("claim_id").to_pylist() == IDS
    assert (str(table.schema.field("killed_low").type), str(table.schema.field("latitude").type)) == ("int64", "double")
    assert table.column("killed_high").to_pylist() == [40, None, None, None]
    assert table.schema.metadata[b"title"] == b"claims"


def test_parquet_of_nothing_still_has_its_columns() -> None:
    table = arrow.read_table(io.BytesIO(b"".join(written(CLAIMS, "parquet").pieces([]))))
    assert (table.num_rows, "claim_id" in table.column_names) == (0, True)


def test_parquet_without_its_library_names_the_install_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    with pytest.raises(MissingPartError, match=r"pip install 'reportedly\[parquet\]'"):
        of_claims("parquet")


@pytest.mark.parametrize("raw", [of_claims("geojson"), of_events("geojson")], ids=["claims", "events"])
def test_geojson_is_valid(raw: bytes) -> None:
    found = geojson.loads(raw)
    assert found.is_valid, found.errors()
    assert found["features"][0]["geometry"]["coordinates"] == [20.0, -1.5]


def test_geojson_loses_no_claim_without_coordinates() -> None:
    nowhere = msgspec.structs.replace(CITED[0].claim, place=None)
    found = geojson.loads(b"".join(written(CLAIMS, "geojson").pieces([Cited(READING.report, nowhere)])))
    assert (found["features"][0]["geometry"], found["features"][0]["id"]) == (None, nowhere.id)


def test_geojson_of_nothing_is_an_empty_collection() -> None:
    found = geojson.loads(b"".join(written(CLAIMS, "geojson").pieces([])))
    assert (found["type"], found["features"]) == ("FeatureCollection", [])


def test_claims_as_polecat_in_pandas() -> None:
    frame = pandas.read_csv(io.BytesIO(of_claims("polecat")), sep="\t", dtype=str)
    assert list(frame["Claim IDs"]) == IDS
    first = frame.iloc[0]
    assert (first["Event Type"], first["Quad Code"], first["Actor Name"], first["Primary Actor Sector"]) == (
        "FIGHT",
        "4",
        "Northern Front",
        "REB",
    )
    assert (first["Province"], first["Source"], first["Words"]) == ("Brenna", "Brenna Post", CITED[0].claim.spans[0].text)


def test_polecat_has_its_forty_columns_first() -> None:
    listed = [column.name for column in polecat.COLUMNS]
    assert listed[:7] == ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts"]
    assert listed[39:] == ["Version", "Claim IDs", "Stance", "Words"]


@pytest.mark.parametrize(
    ("name", "kind", "code"),
    [
        ("Syrian army", None, "MIL"),
        ("Northern Front", "belligerent", "REB"),
        ("interior ministry", "government", "GOV"),
        ("Kelmet District Hospital", "health", "MED"),
        ("villagers", "witness", "CVL"),
        ("somebody", None, "UNK"),
    ],
)
def test_sectors_of_parties(name: str, kind: str | None, code: str) -> None:
    assert polecat.sector(Party(id=None, name=name, kind=kind)) == code


@pytest.mark.parametrize("raw", [of_claims("hxl"), of_events("hxl")], ids=["claims", "events"])
def test_hxl_is_read_by_libhxl(raw: bytes) -> None:
    found = hxl.data(io.BytesIO(raw))
    rows = list(found)
    assert {"#date+start", "#geo+lat", "#affected+killed", "#meta+source"} <= set(found.display_tags)
    assert IDS[0] in rows[0].get("#meta+id+claims")


def test_annotations_expand_offline_and_quote_the_words() -> None:
    listed = expanded(of_claims("annotations"))
    assert [one["@id"] for one in listed] == [f"urn:reportedly:claim:{name}" for name in IDS]
    target = listed[0]["http://www.w3.org/ns/oa#hasTarget"][0]  # type: ignore[index]
    quote, position = target["http://www.w3.org/ns/oa#hasSelector"]
    start, end = (position[f"http://www.w3.org/ns/oa#{bound}"][0]["@value"] for bound in ("start", "end"))
    assert READING.report.text[start:end] == quote["http://www.w3.org/ns/oa#exact"][0]["@value"]
    assert listed[0]["http://www.w3.org/ns/prov#wasAttributedTo"][0]["http://schema.org/name"][0]["@value"] == "Northern Front"  # type: ignore[index]


def test_annotations_of_an_event_name_it() -> None:
    listed = expanded(of_events("annotations"))
    assert {one["urn:reportedly:event"][0]["@value"] for one in listed} == {DOSSIER.event.id}  # type: ignore[index]


def test_events_as_json_lines_and_csv() -> None:
    assert json.loads(of_events("jsonl"))["id"] == DOSSIER.event.id
    frame = pandas.read_csv(io.BytesIO(of_events("csv")))
    assert frame["claim_ids"].iloc[0].split("; ") == list(DOSSIER.event.claims)
    assert frame["tolls"].iloc[0] == "killed of Guard: 40 to 40; killed of Northern Front: 12 to open"


def test_events_as_parquet() -> None:
    table = arrow.read_table(io.BytesIO(of_events("parquet")))
    assert table.column_names == [column.name for column in events.COLUMNS]
    assert table.column("origins").to_pylist() == [2]


def test_ged_has_its_columns_and_the_claims() -> None:
    frame = pandas.read_csv(io.BytesIO(of_events("ged")))
    assert len(frame.columns) == 50
    row = frame.iloc[0]
    assert (row["side_a"], row["side_b"], row["best"], row["low"], row["high"]) == ("Guard", "Northern Front", 12, 12, 52)
    assert (row["where_prec"], row["date_prec"], row["event_clarity"], row["number_of_sources"]) == (1, 1, 1, 2)
    assert row["claim_ids"].split("; ") == list(DOSSIER.event.claims)


def test_ged_counts_only_what_killed() -> None:
    quiet = msgspec.structs.replace(DOSSIER.event, grades=())
    assert of_events("ged", Dossier(quiet, DOSSIER.cited)).count(b"\r\n") == 1


@pytest.mark.parametrize(
    ("latitude", "longitude", "gid"),
    [(-90.0, -180.0, 1), (-89.9, -179.4, 2), (-89.4, -180.0, 721), (89.9, 179.9, 259200), (90.0, 180.0, 259200)],
)
def test_prio_grid_cells(latitude: float, longitude: float, gid: int) -> None:
    assert ged.cell(latitude, longitude) == gid


def test_acled_says_that_it_is_not_acled() -> None:
    frame = pandas.read_csv(io.BytesIO(of_events("acled")))
    assert len(frame.columns) == 32
    row = frame.iloc[0]
    assert (row["event_type"], row["tags"], row["fatalities"]) == ("Battles", acled.LABEL, 12)
    assert (row["disorder_type"], row["time_precision"], row["geo_precision"]) == ("Political violence", 1, 1)
    assert row["claim_ids"].split("; ") == list(DOSSIER.event.claims)


def test_polecat_of_events_has_a_row_a_claim() -> None:
    assert len(pandas.read_csv(io.BytesIO(of_events("polecat")), sep="\t")) == len(DOSSIER.cited)


def test_the_command_and_the_api_know_every_form() -> None:
    assert set(arguments.OF_CLAIMS) - {"table"} == set(CLAIMS)
    assert set(arguments.OF_EVENTS) - {"table", "json"} == set(EVENTS)
    assert set(get_args(asks.ClaimForm)) - {"json"} == set(CLAIMS)
    assert set(get_args(asks.EventForm)) - {"json"} == set(EVENTS)


def test_a_form_that_is_none_lists_those_that_are() -> None:
    with pytest.raises(OptionError, match="'xlsx' is none of jsonl, csv, parquet, geojson, ged, acled, polecat, hxl, annotations"):
        written(EVENTS, "xlsx")


@pytest.mark.parametrize("form", sorted(EVENTS))
def test_an_event_of_which_little_is_known_is_written(form: str) -> None:
    bare = msgspec.structs.replace(
        DOSSIER.event,
        where=None,
        when=None,
        sides=(),
        tolls=(),
        speakers=(),
        grades=(Grade(scheme="acled", value=None, why="no rule", claims=()),),
    )
    assert of_events(form, Dossier(bare, ()))


@pytest.mark.parametrize("form", sorted(CLAIMS))
def test_formulas_and_control_characters_are_harmless(form: str) -> None:
    place = Place(name="=1+1", text="x", start=0, end=1, latitude=1.0, longitude=2.0)
    odd = msgspec.structs.replace(CITED[0].claim, place=place, actors=(Party(id=None, name="\x00@SUM(A1)\n\t"),))
    raw = b"".join(written(CLAIMS, form).pieces([Cited(READING.report, odd)]))
    if form in ("csv", "hxl", "polecat"):
        assert b",=1+1" not in raw
        assert b"\t=1+1" not in raw
