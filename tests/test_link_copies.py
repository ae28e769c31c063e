"""Copies between reports: which stretches are copied, from whom, and by what keys they are found. All texts are invented."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.link import copies
from reportedly.link.copies import Copied, Page, copied, derives, sketch
from reportedly.link.wording import sentences
from reportedly.model import Omitted

SHELLING = (
    "Shells struck a crowded market in the town of Kelmet late on Friday, killing nine people and wounding 31, doctors said, "
    "as the army pressed its offensive against separatists in the Ashka valley."
)
RIDGE = "The Front, which has held the town since last autumn, said that army howitzers on the Dovrin ridge had fired on the market."
OWN = "Residents of Velmar queued for bread on Sunday. The mayor promised new buses before the winter and asked for patience."
OTHER = "Fishermen of the coast went on strike over the price of fuel. Their union meets the minister in the capital on Tuesday."


def page(name: str, text: str, day: str | None = "2031-03-08", **more: object) -> Page:
    return Page(report=name, outlet=more.pop("outlet", name), published=day, text=text, **more)  # type: ignore[arg-type]


FIRST = page("wire", f"{SHELLING}\n\n{RIDGE}")


def words(of: Page, found: Copied) -> str:
    return of.text[found.start : found.end]


def test_a_copied_paragraph_inside_an_own_report_is_found_where_it_stands() -> None:
    later = page("daily", f"{OWN}\n\n{RIDGE}\n\n{OTHER}", "2031-03-09")
    (found,) = copied(later, [FIRST])
    assert words(later, found) == RIDGE.removesuffix(".")
    assert FIRST.text[found.from_start : found.from_end] == RIDGE.removesuffix(".")
    assert (found.report, found.containment) == ("wire", 1.0)


def test_what_a_copy_adds_is_not_copied() -> None:
    later = page("daily", f"{SHELLING} A bakery in the next street burned down.", "2031-03-09")
    assert [words(later, found) for found in copied(later, [FIRST])] == [SHELLING.removesuffix(".")]


def test_an_edited_copy_is_one() -> None:
    edited = SHELLING.replace("a crowded market in the town of Kelmet", "a market in Kelmet").replace("separatists", "rebels")
    (found,) = copied(page("daily", edited, "2031-03-09"), [FIRST])
    assert 0.3 < found.containment < 1


def test_the_reason_says_how_much_of_whom_and_why_he_was_first() -> None:
    (found,) = copied(page("daily", RIDGE, "2031-03-09"), [FIRST])
    assert found.reason == ("23 words in runs of 5 and 100% of the sentence as in wire, published on 2031-03-08, before 2031-03-09")


def test_two_reports_that_quote_one_man_are_no_copies() -> None:
    quote = "“We will not leave the town of Kelmet before the last shell has been fired and the last bridge has gone,” {} said."
    one, other = page("wire", quote.format("the colonel")), page("daily", quote.format("Matis Ordell"), "2031-03-09")
    assert copied(other, [one]) == ()


def test_one_event_told_twice_in_own_words_is_no_copy() -> None:
    told = "Nine people died when shells hit the market of Kelmet on Friday night; doctors counted 31 wounded."
    assert copied(page("daily", told, "2031-03-09"), [FIRST]) == ()


def test_what_was_set_aside_is_no_copy() -> None:
    slogan = "The Daily of the River Country has been first with news, sport and lifestyle for everybody since 1994"
    one, other = (
        page(name, f"{own}\n{slogan}", day, omitted=(Omitted(start=len(own) + 1, end=len(own) + 1 + len(slogan), reason="slogan"),))
        for name, own, day in (("a", OWN, "2031-03-08"), ("b", OTHER, "2031-03-09"))
    )
    assert copied(other, [one]) == ()
    assert copied(page("b", other.text, "2031-03-09"), [page("a", one.text)]) != ()


def test_a_quoted_sentence_goes_with_the_copied_ones_around_it() -> None:
    said = "“There was never a gun within two miles of the market,” she told reporters."
    later = page("daily", f"{RIDGE} {said}", "2031-03-09")
    found = copied(later, [page("wire", f"{RIDGE} {said}")])
    assert [words(later, one) for one in found][1] == said.removesuffix(".").removeprefix("“")
    assert "beside copied sentences" in found[1].reason


def test_a_short_sentence_goes_with_the_copied_ones_around_it() -> None:
    short = "The army denied firing on it."
    later = page("daily", f"{RIDGE} {short}", "2031-03-09")
    assert len(copied(later, [page("wire", f"{RIDGE} {short}")])) == 2
    assert copied(page("daily", short, "2031-03-09"), [page("wire", f"{RIDGE} {short}")]) == ()


def test_the_quoted_end_of_a_copied_sentence_is_copied_too() -> None:
    text = "A fisherman who saw the blast from the shore of the lake said it came “from under the water, like a mine”."
    (found,) = copied(page("daily", text, "2031-03-09"), [page("wire", text)])
    assert found.end == text.index("”")


@pytest.mark.parametrize("mark", ['"', "“"])
def test_a_mark_that_is_never_closed_hides_no_copy(mark: str) -> None:
    assert copied(page("daily", mark + RIDGE, "2031-03-09"), [FIRST])


def test_a_quotation_that_goes_on_in_the_next_paragraph_is_one() -> None:
    text = f'"{RIDGE}\n\n"And we shall say so."'
    assert copied(page("daily", text, "2031-03-09"), [page("wire", text)]) == ()


def test_wrapped_lines_are_one_paragraph() -> None:
    wrapped = SHELLING[:60].replace(" town", "\ntown") + SHELLING[60:120] + "\n" + SHELLING[120:]
    assert copied(page("daily", wrapped, "2031-03-09"), [FIRST])


def test_the_later_report_repeats_the_earlier() -> None:
    later = page("daily", RIDGE, "2031-03-09")
    assert copied(FIRST, [later]) == ()
    assert copied(later, [FIRST]) != ()


@pytest.mark.parametrize(
    ("page_", "other"),
    [
        pytest.param(page("b", RIDGE, "2031-03-09"), page("a", RIDGE), id="the later published"),
        pytest.param(page("b", RIDGE, None), page("a", RIDGE), id="the undated"),
        pytest.param(page("b", RIDGE + OWN, credits=("A News",)), page("a", RIDGE, outlet="A News"), id="who credits the other"),
        pytest.param(page("b", RIDGE + OWN, credits=("agencies",)), page("a", RIDGE), id="who credits agencies"),
        pytest.param(page("b", RIDGE), page("a", RIDGE + OWN), id="the shorter"),
        pytest.param(page("b", RIDGE), page("a", RIDGE), id="the greater id"),
    ],
)
def test_who_derives_from_whom(page_: Page, other: Page) -> None:
    assert derives(page_, other)
    assert not derives(other, page_)


def pages(name: str) -> st.SearchStrategy[Page]:
    """Pages whose days, credits and lengths differ or do not."""
    credits_ = st.sampled_from([(), ("agencies",), ("a",), ("b",)])
    days = st.sampled_from([None, "2031-03-08", "2031-03-09"])
    return st.builds(Page, st.just(name), st.just(name), days, st.sampled_from(["", "x", "xx"]), st.just(()), credits_)


@given(pages("a"), pages("b"))
def test_of_two_reports_one_derives_from_the_other(one: Page, other: Page) -> None:
    assert derives(one, other) != derives(other, one)


def test_a_copy_of_a_copy_leads_to_the_first() -> None:
    second, third = page("daily", SHELLING, "2031-03-09"), page("courier", SHELLING, "2031-03-10")
    assert [found.report for found in copied(third, [second, FIRST])] == ["wire"]


def test_the_fuller_original_is_taken_before_an_earlier_scrap() -> None:
    scrap = page("scrap", "Shells struck a crowded market in the town of Kelmet late on Friday, the radio reported.", "2031-03-07")
    assert [found.report for found in copied(page("daily", SHELLING, "2031-03-09"), [scrap, FIRST])] == ["wire"]


@given(st.permutations([FIRST, page("b", SHELLING), page("c", RIDGE), page("d", OWN + RIDGE), page("e", OTHER)]))
def test_the_order_of_the_others_does_not_matter(others: list[Page]) -> None:
    later = page("daily", f"{SHELLING}\n\n{OWN}\n\n{RIDGE}", "2031-03-09")
    assert copied(later, others) == copied(later, sorted(others, key=lambda other: other.report))


def test_a_report_is_no_copy_of_itself() -> None:
    assert copied(FIRST, [FIRST]) == ()


def test_keys_are_the_same_everywhere_and_fit_64_bits() -> None:
    assert sketch(page("a", "The army shelled the market of Kelmet.")).keys == (1281425988329179141,)
    assert all(0 <= key < 1 << 63 for key in sketch(FIRST).keys)


def test_a_text_of_quoted_words_alone_has_no_keys() -> None:
    assert sketch(page("a", f"“{SHELLING}”")).keys == ()
    assert sketch(page("a", "")).keys == ()


vocabulary = st.sampled_from("shells army market town river bridge said killed people night front colonel north dead ridge".split())


@given(st.lists(vocabulary, min_size=9, max_size=14), st.lists(vocabulary, max_size=12), st.lists(vocabulary, max_size=12))
def test_nine_words_in_a_row_share_a_key(shared: list[str], before: list[str], after: list[str]) -> None:
    one, other = page("a", " ".join(shared)), page("b", " ".join([*before, *shared, *after]))
    assert set(sketch(one).keys) & set(sketch(other).keys)


def test_a_refrain_of_thousands_of_lines_is_compared_in_time() -> None:
    refrain = "\n".join([f"{OWN} {RIDGE}"] * 2_000)
    assert copied(page("b", refrain, "2031-03-09"), [page("a", refrain)])


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_text_crashes_it_and_stretches_lie_inside(one: str, other: str) -> None:
    first, later = page("a", f"{one} {SHELLING}"), page("b", f"{SHELLING} {other} {one}", "2031-03-09")
    for found in copied(later, [first]):
        assert 0 <= found.start < found.end <= len(later.text)
        assert 0 <= found.from_start < found.from_end <= len(first.text)
        assert 0 < found.containment <= 1


def test_marks_of_chance_cost_no_more_than_others() -> None:
    draw = random.Random(1)
    noise = "".join(draw.choice("\"“”'. \nAa") for _ in range(60_000))
    assert sketch(page("a", noise)).keys is not None


def test_texts_are_remembered_by_so_many_characters_however_many_come(monkeypatch: pytest.MonkeyPatch) -> None:
    remembered = copies._Remembered()
    monkeypatch.setattr(copies, "_REMEMBERED", 3 * (len(OWN) + 100))
    pages = [page(f"daily {number}", OWN) for number in range(5)]
    first = remembered(pages[0])
    for one in pages[1:]:
        assert remembered(one).page == one
    assert len(remembered._pages) == 3
    assert remembered(pages[4]) is remembered(pages[4])
    assert remembered(pages[0]) is not first
    remembered.cache_clear()
    assert not remembered._pages


def test_runs_end_at_quotation_marks_and_at_what_was_set_aside() -> None:
    text = "The army said “we will never leave the whole of the town” before it left the whole of the town."
    [sentence] = sentences(text)
    assert {words for _, words in sentence.runs} == {
        "before it left the whole",
        "it left the whole of",
        "left the whole of the",
        "the whole of the town",
    }
    assert len(sentence.all_runs) == len(sentence.words) - 4
    at = text.index("whole of the town.")
    [cut] = sentences(text, [Omitted(start=at, end=at + 5, reason="slogan")])
    assert {words for _, words in cut.runs} == set()
    assert [text[start:end].casefold() for start, end in cut.spans] == list(cut.words)
