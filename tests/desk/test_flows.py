"""What an analyst does with the page, in every window: reads, filters, follows a figure to its words, looks back in time, searches."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING

import pytest
from desk_window import Desk, most_contested, repeating, with_toll

if TYPE_CHECKING:
    from pathlib import Path

REPORT = "Rebels killed at least 12 soldiers near Kelmet on Monday, the army said. The rebels denied it."


def read(desk: Desk, text: str) -> None:
    desk.open("#/read")
    desk.page.locator("#read-text").fill(text)
    desk.page.get_by_role("button", name="Read", exact=True).click()
    desk.page.locator(".reading").first.wait_for()
    desk.settled()


def test_a_pasted_report_shows_its_claims_with_stance_by_shape_and_word(desk: Desk) -> None:
    read(desk, REPORT)
    claims = desk.page.locator(".claim")
    assert claims.count() >= 2
    assert claims.nth(0).locator(".stance svg.mark").count() == 1
    assert "denied" in claims.nth(1).locator(".stance").inner_text()


def test_claims_and_words_lead_to_each_other(desk: Desk) -> None:
    read(desk, REPORT)
    desk.page.locator(".claim-head").nth(1).click()
    assert "".join(desk.page.locator("mark.chosen").all_inner_texts()).startswith("The rebels denied")
    desk.page.locator("mark", has_text="soldiers").first.click()
    chosen = desk.page.locator(".claim.chosen")
    assert "12 or more killed" in chosen.inner_text()
    assert chosen.get_attribute("data-claim") == desk.asked()["claim"]


def test_j_and_k_go_through_the_claims_of_a_report(desk: Desk) -> None:
    desk.open(f"#/reports/{repeating(desk)}")
    desk.page.locator("main h1").click()
    desk.page.keyboard.press("j")
    first = desk.asked()["claim"]
    desk.page.keyboard.press("j")
    assert desk.asked()["claim"] != first
    desk.page.keyboard.press("k")
    assert desk.asked()["claim"] == first


def test_a_contradiction_inside_a_report_is_drawn_and_said(desk: Desk) -> None:
    read(desk, REPORT)
    assert desk.page.locator("path.arc.rel-contradicts").count() >= 1
    assert "contradicts" in desk.page.locator(".relations").first.inner_text()


def test_a_dropped_file_is_read(desk: Desk) -> None:
    desk.open("#/read")
    drop = """([text]) => {
        const data = new DataTransfer();
        data.items.add(new File([text], "told.txt", {type: "text/plain"}));
        document.querySelector(".read-form").dispatchEvent(new DragEvent("drop", {dataTransfer: data, bubbles: true, cancelable: true}));
    }"""
    desk.page.evaluate(drop, ["Nine villagers were killed in Kelmet, a doctor said."])
    desk.wait("document.querySelector('.report-text')?.textContent.includes('Nine villagers')")
    assert desk.page.locator(".claim").count() >= 1


def test_a_report_with_markup_in_it_stays_words(desk: Desk) -> None:
    read(
        desk,
        'Four people died in Kelmet, the army said. <img src="http://x.example/" onerror="x()"><script>x()</script>',
    )
    assert "<img src" in desk.page.locator(".report-text").inner_text()
    assert desk.page.locator("main img, main script").count() == 0
    assert desk.page.title().startswith("Read")


def test_what_was_set_aside_is_greyed_with_its_reason(desk: Desk) -> None:
    desk.open(f"#/reports/{repeating(desk)}")
    assert desk.page.locator(".omitted-why").first.inner_text() == "repeated"


def test_offsets_hold_behind_letters_outside_the_basic_plane(desk: Desk) -> None:
    read(desk, "𝔄𝔅 Ten soldiers were killed in Kelmet on Monday, the army said.")
    desk.page.locator(".claim-head").first.click()
    words = "".join(desk.page.locator("mark.chosen").all_inner_texts())
    assert words.endswith("the army said.")


def test_events_are_sorted_as_asked_and_the_address_says_how(desk: Desk) -> None:
    desk.open("#/events")
    desk.page.locator(".sort select").select_option("recent")
    desk.settled()
    assert desk.asked() == {"sort": "recent"}
    first = desk.answer("/api/events?sort=recent&limit=1")["items"][0]["sentence"]
    assert desk.page.locator(".event-item h3").first.inner_text() == first


def test_map_and_timeline_filter_the_list_and_each_other(desk: Desk) -> None:
    desk.open("#/events")
    desk.page.locator("path.map-area").first.wait_for(state="attached")
    before = desk.page.locator(".event-item").count()
    desk.page.locator("path.map-area").first.dispatch_event("click")
    desk.settled()
    place = desk.asked()["place"]
    assert desk.page.locator(".chip", has_text=place).is_visible()
    assert 0 < desk.page.locator(".event-item").count() < before
    bars = desk.page.locator(".timeline")
    bars.scroll_into_view_if_needed()
    box = bars.bounding_box()
    assert box is not None
    desk.page.mouse.move(box["x"] + box["width"] * 0.75, box["y"] + 30)
    desk.page.mouse.down()
    desk.page.mouse.move(box["x"] + box["width"] * 0.85, box["y"] + 30)
    desk.page.mouse.up()
    desk.settled()
    assert {"place", "since", "until"} <= set(desk.asked())
    desk.page.locator(".chip", has_text="from").click()
    desk.settled()
    assert "since" not in desk.asked()


def test_panjshir_is_an_area_named_panjshir_and_pins_are_for_exact_places(desk: Desk) -> None:
    desk.open("#/events")
    desk.page.locator(".map-label", has_text="Panjshir").first.wait_for()
    exact = sum(one["precision"] == "exact" for one in desk.answer("/api/map")["items"])
    assert desk.page.locator("path.map-pin").count() == exact
    assert desk.page.locator("path.map-area").count() >= 1
    assert "Parwan" not in desk.page.locator(".map").first.inner_text()


def test_an_address_brings_the_same_view_back(desk: Desk) -> None:
    desk.open("#/events?status=contested&sort=deaths")
    shown = desk.page.locator(".event-item h3").all_inner_texts()
    desk.page.reload()
    desk.settled()
    assert shown
    assert desk.page.locator(".event-item h3").all_inner_texts() == shown
    assert desk.page.locator(".chip").all_text_contents() == ["status contested×"]


def test_what_is_shown_can_be_saved(desk: Desk, tmp_path: Path) -> None:
    desk.open("#/events?status=contested")
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name="CSV").click()
    kept = tmp_path / "events.csv"
    saved.value.save_as(kept)
    rows = list(csv.DictReader(kept.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == desk.page.locator(".event-item").count()


@pytest.mark.parametrize(("name", "ending"), [("UCDP GED", "ged.csv"), ("HXL", "hxl.csv"), ("Parquet", "parquet")])
def test_what_is_shown_can_be_saved_in_the_forms_of_others(desk: Desk, name: str, ending: str) -> None:
    desk.open("#/events?status=contested")
    desk.page.locator(".other-forms").evaluate("folded => { folded.open = true; }")
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name=name).click()
    assert saved.value.suggested_filename == f"events.{ending}"
    assert saved.value.path().stat().st_size > 100


def test_places_of_the_map_are_reached_by_keys_and_filter_the_list(desk: Desk) -> None:
    desk.open("#/events")
    area = desk.page.get_by_role("region", name="Map of the places").get_by_role("button", name="Panjshir, ").first
    assert "claims" in (area.get_attribute("aria-label") or "")
    area.focus()
    desk.page.keyboard.press("Enter")
    desk.wait("location.hash.includes('place=Panjshir')")
    desk.settled()
    assert desk.page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    desk.page.keyboard.press("Enter")
    desk.wait("!location.hash.includes('place=')")


def test_a_figure_leads_to_its_words_and_escape_back(desk: Desk) -> None:
    desk.open(f"#/events/{with_toll(desk)}")
    figure = desk.page.locator(".figure").first
    figure.press("Enter")
    desk.page.locator(".evidence .words").first.wait_for()
    assert desk.asked()["claims"]
    desk.page.keyboard.press("Escape")
    desk.page.wait_for_function("!location.hash.includes('claims=')")
    desk.page.wait_for_function("document.activeElement.classList.contains('figure')")


def test_the_words_of_a_disputed_claim_name_what_contradicts_them(desk: Desk) -> None:
    identity = most_contested(desk)
    event = desk.answer(f"/api/events/{identity}")["event"]
    disputed = next(one for one in event["links"] if one["kind"] == "contradicts")
    desk.open(f"#/events/{identity}?claims={disputed['from']}")
    assert desk.page.locator(".evidence .rel-contradicts").first.inner_text().startswith("contradicts")


def test_the_words_lead_into_their_report(desk: Desk) -> None:
    desk.open(f"#/events/{most_contested(desk)}")
    desk.page.locator(".matrix .cell").first.click()
    words = desk.page.locator(".evidence .words").first.inner_text()
    desk.page.get_by_role("link", name="In the report").first.click()
    desk.settled()
    assert "#/reports/" in desk.page.url
    marked = " ".join("".join(desk.page.locator("mark.chosen").all_inner_texts()).split())
    assert words.split()[0] in marked


def test_the_sentence_names_who_says_it_and_the_disputed_stands_side_by_side(desk: Desk) -> None:
    desk.open(f"#/events/{most_contested(desk)}")
    event = desk.answer(f"/api/events/{most_contested(desk)}")["event"]
    sentence = desk.page.locator("main h1").inner_text()
    assert any(speaker["name"].split(" (")[0].lower() in sentence.lower() for speaker in event["speakers"])
    assert desk.page.locator(".question .answers > li").count() >= 2
    assert desk.page.locator("#questions-title").inner_text() == "What is disputed"


def test_the_slider_turns_the_event_back_to_what_was_known(desk: Desk) -> None:
    desk.open(f"#/events/{most_contested(desk)}")
    now = desk.page.locator(".event-head .standing-words").inner_text()
    desk.page.locator("#as-of-range").focus()
    desk.page.keyboard.press("Home")
    desk.wait("location.hash.includes('as_of')")
    desk.settled()
    assert desk.page.locator(".flag", has_text="As it was known on").is_visible()
    assert desk.page.locator(".event-head .standing-words").inner_text() != now
    desk.page.locator("#as-of-range").focus()
    desk.page.keyboard.press("End")
    desk.wait("!location.hash.includes('as_of')")


def test_every_figure_is_told_and_those_beside_others_are_drawn(desk: Desk) -> None:
    identity = with_toll(desk)
    desk.open(f"#/events/{identity}")
    tolls = desk.answer(f"/api/events/{identity}")["event"]["tolls"]
    figures = [figure for toll in tolls for line in toll["lines"] for figure in line["versions"] if figure["status"] != "superseded"]
    assert desk.page.locator(".figure").count() >= len(figures) > 0
    assert desk.page.locator(".tick").count() >= 2 * desk.page.locator(".toll-table").count()


def test_the_matrix_says_by_mark_and_word_which_cells_conflict(desk: Desk) -> None:
    identity = most_contested(desk)
    desk.open(f"#/events/{identity}")
    rows = desk.answer(f"/api/events/{identity}")["event"]["matrix"]
    conflicts = sum(cell["agreement"] == "conflicts" for row in rows for cell in row["cells"])
    assert desk.page.locator(".matrix .cell.is-conflicts").count() == conflicts > 0
    assert "conflicts with another row" in (desk.page.locator(".matrix .cell.is-conflicts").first.text_content() or "")
    assert desk.page.locator(".matrix tbody th[scope=row]").count() == len(rows)


def test_the_matrix_can_be_saved_as_it_is_shown(desk: Desk, tmp_path: Path) -> None:
    identity = most_contested(desk)
    desk.open(f"#/events/{identity}")
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name="matrix (CSV)").click()
    kept = tmp_path / "matrix.csv"
    saved.value.save_as(kept)
    rows = list(csv.DictReader(kept.read_text(encoding="utf-8").splitlines()))
    assert [row["speaker"] for row in rows] == [row["speaker"] for row in desk.answer(f"/api/events/{identity}")["event"]["matrix"]]


def test_who_told_whom_is_drawn_and_told_as_a_table(desk: Desk) -> None:
    desk.open(f"#/events/{most_contested(desk)}")
    desk.page.locator(".lineage-graph").wait_for()
    edges = desk.page.locator(".lineage-graph path.edge").count()
    desk.page.locator("summary", has_text="The same as a table").click()
    assert desk.page.locator(".as-table table tbody tr").count() == edges > 0


def test_speakers_are_found_by_the_beginning_of_their_names(desk: Desk) -> None:
    desk.open("#/speakers")
    desk.page.get_by_label("Name begins with").fill("fahim")
    desk.wait("location.hash.includes('q=fahim')")
    desk.settled()
    desk.page.get_by_role("link", name="Fahim Dashti").click()
    desk.settled()
    assert desk.page.locator("main h1").inner_text() == "Fahim Dashti"
    assert desk.page.locator(".portrait th", has_text="contradicted").is_visible()
    assert desk.page.locator(".claim-card").count() >= 1


def test_an_outlet_tells_how_much_is_its_own_voice(desk: Desk) -> None:
    desk.open("#/outlets")
    desk.page.get_by_role("link", name="Kayhan (summary)").click()
    desk.settled()
    assert desk.page.locator(".portrait th", has_text="own voice").is_visible()


def test_search_finds_events_claims_and_reports(desk: Desk) -> None:
    desk.open("#/search")
    desk.page.locator("#search-q").fill("Massoud")
    desk.page.get_by_role("button", name="Search", exact=True).click()
    desk.settled()
    assert desk.asked()["q"] == "Massoud"
    assert desk.page.locator(".search-found .claim-card").count() >= 1
    assert desk.page.locator(".search-found .names a[href^='#/reports/']").count() >= 1


def test_the_colours_can_be_chosen_and_stay(desk: Desk) -> None:
    desk.open("#/events")
    other = "dark" if desk.scheme == "light" else "light"
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    before = desk.page.evaluate(ground)
    desk.page.locator("#theme").select_option(other)
    assert desk.page.evaluate(ground) != before
    desk.page.reload()
    desk.settled()
    assert desk.page.evaluate(ground) != before
    desk.page.locator("#theme").select_option("auto")
    assert desk.page.evaluate(ground) == before


def test_the_first_key_skips_to_the_content_and_focus_is_seen(desk: Desk) -> None:
    desk.open("#/events")
    desk.page.evaluate("document.activeElement.blur()")
    desk.page.reload()
    desk.settled()
    desk.page.keyboard.press("Tab")
    assert desk.page.evaluate("document.activeElement.className") == "skip"
    assert desk.page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    desk.page.keyboard.press("Enter")
    assert desk.page.evaluate("document.activeElement.id") == "main"


def test_results_are_told_to_a_screen_reader(desk: Desk) -> None:
    desk.open("#/events?status=contested")
    shown = desk.page.locator(".event-item").count()
    assert desk.page.locator("[role=status][aria-live=polite]").inner_text().startswith(str(shown))


@pytest.mark.parametrize("where", ["#/events/ffffffffffffffff", "#/reports/ffffffffffffffff"])
def test_what_is_not_there_is_refused_in_words(desk: Desk, where: str) -> None:
    desk.may_say = "404"  # the browser itself notes every 404
    desk.open(where)
    refusal = desk.page.locator(".refusal").first.inner_text()
    assert "ffff" in refusal


def test_a_reading_can_be_saved_as_json(desk: Desk, tmp_path: Path) -> None:
    read(desk, REPORT)
    with desk.page.expect_download() as saved:
        desk.page.get_by_role("button", name="JSON").click()
    kept = tmp_path / "reading.json"
    saved.value.save_as(kept)
    assert json.loads(kept.read_text(encoding="utf-8"))["report"]["text"] == REPORT
