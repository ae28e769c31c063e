"""Lists, pages, forms, counts and search by the API."""

from __future__ import annotations

import csv
import io
import json
import sys
from typing import TYPE_CHECKING, get_args

import msgspec
import pytest

import shelf
from reportedly import sheets
from reportedly.export import Cited, Dossier, forms
from reportedly.gazetteer import open_index
from reportedly.ingest import events
from reportedly.ledger.records import EventFilters
from reportedly.model import Reading
from reportedly.sheets import ClaimLine
from reportedly.web import asks
from webbed import FRONT, GUARD, POST, served, story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from webbed import Client


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(tmp_path_factory.mktemp("story"), *story()) as opened:
        yield opened


def words(page: dict) -> list[str]:
    return [item["claim"]["spans"][0]["text"] for item in page["items"]]


def test_claims_come_the_last_learned_first(client: Client) -> None:
    assert words(client.get("/api/claims").json()) == [POST, GUARD, FRONT]


def test_a_claim_is_the_same_json_as_the_command_writes(client: Client) -> None:
    item = client.get("/api/claims", params={"limit": 1}).json()["items"][0]
    row = next(client.desk.ledger.claims(limit=1))
    assert item == json.loads(msgspec.json.encode(sheets.claim_line(row)))
    assert msgspec.convert(item, ClaimLine) == sheets.claim_line(row)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"party": "guard"}, [GUARD, FRONT]),
        ({"speaker": "Northern Front"}, [FRONT]),
        ({"type": "STATUS"}, [POST]),
        ({"place": "brenna"}, [GUARD, FRONT]),
        ({"box": "19,-2,21,-1"}, [GUARD, FRONT]),
        ({"text": '"were killed"'}, [GUARD]),
        ({"since": "2031-07-28", "until": "2031-07-28"}, [GUARD, FRONT]),
        ({"published_since": "2031-07-29"}, [POST]),
        ({"outlet": "daily/weekly"}, [POST]),
        ({"as_of": "2031-07-28T15:00"}, [FRONT]),
        ({"kind": "outlet"}, [POST]),
        ({"text": ""}, [POST, GUARD, FRONT]),
    ],
    ids=str,
)
def test_every_filter_holds(client: Client, asked: dict[str, str], found: list[str]) -> None:
    assert words(client.get("/api/claims", params=asked).json()) == found


def test_pages_follow_each_other_and_end(client: Client) -> None:
    met, cursor = [], None
    while True:
        page = client.get("/api/claims", params={"limit": 1, **({"cursor": cursor} if cursor else {})}).json()
        met += words(page)
        cursor = page["next"]
        if cursor is None:
            break
    assert met == [POST, GUARD, FRONT]


def test_a_page_is_not_shifted_by_what_is_added(tmp_path: object) -> None:
    with served(tmp_path, *story()) as client:  # type: ignore[arg-type]
        first = client.get("/api/claims", params={"limit": 2}).json()
        shelf.keep(client.desk.pen, shelf.simple("Five more died in Kelmet."))
        second = client.get("/api/claims", params={"limit": 2, "cursor": first["next"]}).json()
    assert words(first) + words(second) == [POST, GUARD, FRONT]


def test_a_cursor_goes_on_with_its_own_question_alone(client: Client) -> None:
    cursor = client.get("/api/claims", params={"limit": 1}).json()["next"]
    answer = client.get("/api/claims", params={"cursor": cursor, "party": "Guard"})
    assert answer.status_code == 400
    assert "of another question" in answer.json()["detail"]


def test_one_claim_is_found_by_the_beginning_of_its_id(client: Client) -> None:
    name = client.get("/api/claims").json()["items"][0]["claim"]["id"]
    assert client.get(f"/api/claims/{name[:8]}").json()["claim"]["id"] == name


def test_a_report_comes_with_its_text_and_its_reading(client: Client) -> None:
    name = client.get("/api/reports", params={"outlet": "Brenna Post"}).json()["items"][0]["report_id"]
    page = client.get(f"/api/reports/{name}").json()
    assert page["text"] == FRONT
    assert page["report"]["title"] == "Front claims Kelmet"
    assert msgspec.convert(page["reading"], Reading) == story()[0]
    assert [one["version"] for one in page["readings"]] == ["1"]


def test_one_claim_and_one_report_are_shown_as_they_were_held(client: Client) -> None:
    item = client.get("/api/claims", params={"outlet": "Osmere Times"}).json()["items"][0]
    for path in (f"/api/claims/{item['claim']['id']}", f"/api/reports/{item['report']}"):
        assert client.get(path, params={"as_of": "2031-07-29T12:00"}).status_code == 200
        assert client.get(path, params={"as_of": "2031-07-28T12:00"}).status_code == 404
        assert client.get(path, params={"as_of": "then"}).status_code == 400


@pytest.mark.parametrize(("path", "counts"), [("speakers", [0, 1]), ("outlets", [1, 0, 0])])
def test_names_are_counted_as_of_a_day(client: Client, path: str, counts: list[int]) -> None:
    items = client.get(f"/api/{path}", params={"as_of": "2031-07-28T12:00"}).json()["items"]
    assert [one["count"] for one in items] == counts


def test_an_unknown_id_is_not_found_and_says_where_to_look(client: Client) -> None:
    for path in ("/api/claims/abcdabcd", "/api/reports/abcdabcd", "/api/events/abcdabcd", "/api/events/abcdabcd/history"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "list" in answer.json()["detail"] or "near to it" in answer.json()["detail"]


def test_csv_has_the_columns_of_the_command(client: Client) -> None:
    answer = client.get("/api/claims", params={"format": "csv"})
    table = list(csv.DictReader(io.StringIO(answer.text)))
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert list(table[0]) == [column.name for column in sheets.CLAIMS]
    assert [row["words"] for row in table] == [POST, GUARD, FRONT]


def test_the_form_is_taken_from_accept_too(client: Client) -> None:
    answer = client.get("/api/claims", headers={"accept": "application/x-ndjson, */*"})
    assert [json.loads(line)["claim"]["event_type"] for line in answer.text.splitlines()] == ["STATUS", "FIGHT", "FIGHT"]


def test_geojson_draws_what_can_be_drawn(client: Client) -> None:
    answer = client.get("/api/claims", params={"format": "geojson"})
    assert answer.headers["content-type"] == "application/geo+json"
    assert [one["geometry"] and one["geometry"]["coordinates"] for one in answer.json()["features"]] == [None, [20.0, -1.5], [20.0, -1.5]]


@pytest.mark.parametrize("path", ["claims", "reports", "events", "disputes", "speakers", "outlets", "reviews", "reviews/log"])
@pytest.mark.parametrize("form", ["csv", "jsonl", "geojson"])
def test_every_list_comes_in_every_form(client: Client, path: str, form: str) -> None:
    answer = client.get(f"/api/{path}", params={"format": form})
    assert answer.status_code == 200
    many = len(client.get(f"/api/{path}").json()["items"])
    lines = {"csv": many + 1, "jsonl": many, "geojson": many}[form]
    assert (len(answer.json()["features"]) if form == "geojson" else len(answer.text.splitlines())) == lines


@pytest.mark.parametrize(
    ("path", "form", "media"),
    [
        *((path, "parquet", "application/vnd.apache.parquet") for path in ("claims", "events")),
        *((path, "polecat", "text/tab-separated-values; charset=utf-8") for path in ("claims", "events")),
        *((path, "hxl", "text/csv; charset=utf-8") for path in ("claims", "events")),
        *((path, "annotations", "application/ld+json") for path in ("claims", "events")),
        ("events", "ged", "text/csv; charset=utf-8"),
        ("events", "acled", "text/csv; charset=utf-8"),
    ],
)
def test_claims_and_events_come_in_the_forms_of_the_exports(client: Client, path: str, form: str, media: str) -> None:
    answer = client.get(f"/api/{path}", params={"format": form})
    assert (answer.status_code, answer.headers["content-type"]) == (200, media)
    assert answer.content == b"".join(exported(client, path, form))


def exported(client: Client, path: str, form: str) -> Iterator[bytes]:
    """What the exports make of all that the ledger holds, in the API's order."""
    book = client.desk.ledger
    if path == "claims":
        return forms.CLAIMS[form].pieces(Cited(row.report, row.claim) for row in book.claims())
    found = [events.event(book, row.id) for row in events.summaries(book, EventFilters(), limit=9).events]
    told = ((one, tuple(Cited(row.report, row.claim) for row in events.told(book, one.claims))) for one in found)
    return forms.EVENTS[form].pieces(Dossier(one, cited) for one, cited in told)


def test_every_form_of_the_exports_is_offered() -> None:
    assert set(forms.CLAIMS) == set(get_args(asks.ClaimForm)) - {"json"}
    assert set(forms.EVENTS) == set(get_args(asks.EventForm)) - {"json"}


@pytest.mark.parametrize(
    ("path", "query"),
    [("reports", "format=parquet"), ("claims", "format=ged"), ("events", "format=ged&limit=501"), ("claims", "format=hxl&limit=10001")],
)
def test_forms_are_bounded_and_only_where_they_fit(client: Client, path: str, query: str) -> None:
    assert client.get(f"/api/{path}?{query}").status_code == 400


def test_a_form_of_whole_events_goes_on_by_its_link(client: Client) -> None:
    first = client.get("/api/events", params={"format": "hxl", "limit": 1})
    second = client.get(first.headers["link"].partition(">")[0].lstrip("<"))
    ids = [next(csv.DictReader(io.StringIO(one.text.partition("\r\n")[0] + "\r\n" + one.text.split("\r\n")[2]))) for one in (first, second)]
    assert ids[0]["event_id"] != ids[1]["event_id"]


def test_an_event_that_was_not_held_then_is_not_exported(client: Client) -> None:
    then = client.get("/api/events", params={"format": "annotations", "as_of": "2031-07-28T15:00"}).json()
    now = client.get("/api/events", params={"format": "annotations"}).json()
    assert (len(then["items"]), len(now["items"])) == (0, 3)  # they are linked when all are kept


def test_parquet_without_its_library_is_refused_with_the_way_out(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    answer = client.get("/api/claims", params={"format": "parquet", "limit": 3})
    assert answer.status_code == 501
    assert "reportedly[parquet]" in answer.json()["detail"]


def test_the_map_says_how_far_a_place_reaches(tmp_path: Path) -> None:
    country = next(entry for entry in open_index().find("Afghanistan") if entry.kind == "country")
    province = next(entry for entry in open_index().find("Panjshir") if entry.kind == "admin1" and entry.country == "AF")
    text = "Two shops burned in Panjshir."
    report = shelf.report(text)
    place = msgspec.structs.replace(
        shelf.KELMET, name="Panjshir", country="AF", latitude=province.latitude, longitude=province.longitude, precision="admin1"
    )
    with served(tmp_path, shelf.reading(report, shelf.claim(report, text, place=place))) as client:
        [spot] = client.get("/api/map").json()["items"]
    assert spot["extent_km"] == province.extent_km
    assert 0 < spot["extent_km"] < (country.extent_km or 0)


def test_how_far_a_place_reaches_that_the_index_has_not_is_not_known(client: Client) -> None:
    assert [one["extent_km"] for one in client.get("/api/map").json()["items"]] == [None]


def test_a_file_says_where_it_goes_on(client: Client) -> None:
    link = client.get("/api/claims", params={"format": "jsonl", "limit": 2}).headers["link"]
    after = client.get(link.partition(">")[0].lstrip("<"))
    assert json.loads(after.text)["claim"]["spans"][0]["text"] == FRONT


def test_what_did_not_change_is_not_sent_again(client: Client) -> None:
    tag = client.get("/api/claims").headers["etag"]
    again = client.get("/api/claims", headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/api/claims", params={"limit": 2}, headers={"if-none-match": tag}).status_code == 200
    assert client.get("/api/claims", headers={"if-none-match": tag, "accept": "text/csv"}).status_code == 200


def test_what_changed_is_sent_again(tmp_path: object) -> None:
    with served(tmp_path, *story()) as client:  # type: ignore[arg-type]
        tag = client.get("/api/claims").headers["etag"]
        shelf.keep(client.desk.pen, shelf.simple("Five more died in Kelmet."))
        assert client.get("/api/claims", headers={"if-none-match": tag}).status_code == 200


def test_who_speaks_stands_in_the_order_of_letters_with_counts(client: Client) -> None:
    page = client.get("/api/speakers").json()
    assert [(one["name"], one["count"], one["kind"]) for one in page["items"]] == [
        ("Guard", 1, "belligerent"),
        ("Northern Front", 1, "belligerent"),
    ]


def test_names_are_found_by_their_beginning_and_by_pages(client: Client) -> None:
    first = client.get("/api/outlets", params={"limit": 2}).json()
    second = client.get("/api/outlets", params={"limit": 2, "cursor": first["next"]}).json()
    assert [one["name"] for one in first["items"] + second["items"]] == ["Brenna Post", "Daily/Weekly", "Osmere Times"]
    assert [one["name"] for one in client.get("/api/outlets", params={"q": "os"}).json()["items"]] == ["Osmere Times"]


def test_a_speakers_page_tells_what_became_of_its_claims(client: Client) -> None:
    page = client.get("/api/speakers/Northern Front").json()
    assert page["card"]["claims"] == page["card"]["contradicted"] == 1
    assert page["card"]["types"] == [{"value": "FIGHT", "claims": 1}]
    assert words({"items": page["recent"]}) == [FRONT]


def test_an_outlet_may_have_a_slash_in_its_name(client: Client) -> None:
    page = client.get("/api/outlets/Daily%2FWeekly").json()
    assert (page["card"]["name"], page["card"]["own"]) == ("Daily/Weekly", 1)
    assert client.get("/api/outlets/Nobody").status_code == 404


def test_search_finds_claims_reports_events_and_names(client: Client) -> None:
    found = client.get("/api/search", params={"q": "Kelmet"}).json()
    assert words(found["claims"]) == [GUARD, FRONT]
    assert len(found["reports"]["items"]) == 2
    assert len(found["events"]["items"]) == 1
    assert found["names"] == ["Kelmet"]


def test_what_a_search_leaves_goes_on_in_the_list(tmp_path: object) -> None:
    many = [shelf.simple(f"Kelmet burned {number} times.") for number in range(25)]
    with served(tmp_path, *many) as client:  # type: ignore[arg-type]
        found = client.get("/api/search", params={"q": "kelmet"}).json()["claims"]
        rest = client.get("/api/claims", params={"text": "kelmet", "cursor": found["next"]}).json()
    assert (len(found["items"]), len(rest["items"])) == (20, 5)


def test_facets_count_what_fits(client: Client) -> None:
    facets = client.get("/api/facets", params={"party": "Guard"}).json()
    assert (facets["claims"], facets["more"]) == (2, False)
    assert facets["country"] == [{"value": "XA", "claims": 2}]
    assert [one["value"] for one in facets["outlet"]] == ["Brenna Post", "Osmere Times"]


def test_the_map_has_a_dot_a_place(client: Client) -> None:
    [dot] = client.get("/api/map").json()["items"]
    assert (dot["place"], dot["claims"], dot["latitude"]) == ("Kelmet", 2, -1.5)


@pytest.mark.parametrize(("by", "start"), [("day", "2031-07-28"), ("month", "2031-07-01"), ("year", "2031-01-01")])
def test_the_timeline_counts_by_day_month_and_year(client: Client, by: str, start: str) -> None:
    assert client.get("/api/timeline", params={"by": by}).json()["items"] == [{"start": start, "claims": 2}]


def test_the_ledger_tells_what_it_holds(client: Client) -> None:
    told = client.get("/api/ledger").json()
    assert (told["name"], told["reports"], told["claims"], told["writable"], told["needs_token"]) == ("war.ledger", 3, 3, True, False)
    assert told["changed"] == "2031-07-30T10:13:20Z"


def test_what_is_asked_wrongly_is_refused_with_the_way_out(client: Client) -> None:
    for asked, words_of_it in (
        ({"colour": "red"}, "unknown parameter 'colour'; known here: as_of"),
        ({"limit": "0"}, "`$.limit`"),
        ({"limit": "501"}, "at most 500 rows at once"),
        ({"box": "1,2,3"}, "west,south,east,north"),
        ({"box": "nan,0,1,1"}, "box"),
        ({"as_of": "yesterday"}, "neither a day nor a time"),
        ({"since": "2031-13-01"}, "is not a day"),
        ({"text": '""'}, "no word in it"),
        ({"format": "xml"}, "xml"),
    ):
        answer = client.get("/api/claims", params=asked)
        assert answer.status_code == 400, asked
        assert answer.headers["content-type"] == "application/problem+json"
        assert words_of_it in answer.json()["detail"]
        assert answer.json()["instance"] == "/api/claims"
