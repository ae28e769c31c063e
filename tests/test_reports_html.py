"""Pages: the article, its title, outlet, address and date; hostile markup."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import InputError, TooLargeError, UnreadableError
from reportedly.reports.html import draft

DATA = Path(__file__).parent / "data" / "reports"
PARAGRAPH = "<p>Fighters shelled the town on Monday and at least twelve people died, officials said in a statement.</p>"


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def outcome_of(markup: str) -> str:
    """The article, or the refusal."""
    try:
        return draft(markup, b"", "https://e.example.org/").text
    except InputError as error:
        return str(error)


def test_the_article_comes_out_a_paragraph_a_line() -> None:
    found = draft((DATA / "article.html").read_text(encoding="utf-8"), b"raw")
    lines = found.text.splitlines()
    assert "Twelve people were killed, according to the hospital." in lines
    assert lines[-1] == "A spokesman for the Front said its fighters had left Kelmet two days before the shelling began."
    assert "First reader" not in found.text
    assert "Copyright" not in found.text
    assert "Sport" not in found.text


def test_the_page_says_title_outlet_address_and_first_date() -> None:
    found = draft((DATA / "article.html").read_text(encoding="utf-8"), b"raw", "https://mirror.example.net/x")
    assert (found.title, found.outlet) == ("Shells hit Kelmet market", "Meridian Wire")
    assert found.url == "https://wire.example.org/2031/kelmet-market"
    assert found.page == "2031-03-08"  # not the update's
    assert found.given is None


def test_structured_data_name_the_publisher_and_a_host_is_the_last_resort() -> None:
    publisher = '"publisher":{"@type":"Organization","name":"Kelmet Post"},"datePublished":"2031-03-07"'
    data = f'<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",{publisher}}}</script>'
    found = draft(page(PARAGRAPH * 3, data), b"")
    assert (found.outlet, found.page) == ("Kelmet Post", "2031-03-07")
    assert draft(page(PARAGRAPH * 3), b"", "https://news.example.org/a").outlet == "news.example.org"
    assert draft(page(PARAGRAPH * 3), b"").outlet is None


def test_a_date_in_the_text_is_not_the_pages() -> None:
    text = "<p>On 3 May 2019 the town was shelled, and the army said on 4 May 2019 that it knew nothing of it at all.</p>"
    found = draft(page(f"<article>{text}{PARAGRAPH}</article>", '<meta property="article:published_time" content="2021-09-04">'), b"")
    assert found.page == "2021-09-04"
    assert "3 May 2019" in found.text


def test_an_address_that_is_none_is_not_taken() -> None:
    found = draft(page(PARAGRAPH * 3, '<link rel="canonical" href="javascript:alert(1)">'), b"", "https://e.example.org/a")
    assert found.url == "https://e.example.org/a"


def test_tables_and_lists_lose_their_marks() -> None:
    table = "<table><tr><th>Place</th><th>Dead</th></tr><tr><td>Kelmet</td><td>12</td></tr></table>"
    table += "<ul><li>Ten people died in the town.</li></ul>"
    lines = draft(page(f"<article>{PARAGRAPH}{table}{PARAGRAPH.replace('Monday', 'Friday')}</article>"), b"").text.splitlines()
    assert "Kelmet | 12" in lines
    assert "Ten people died in the town." in lines
    assert not any(line.startswith(("|", "- ")) for line in lines)


@pytest.mark.parametrize(
    "markup",
    [
        "",
        " ",
        "<html></html>",
        "<!-- only -->",
        "plain",
        "<p></p>",
        page("<nav><a href=x>Home</a></nav>"),
        page("<script>var a = 'A sentence long enough to be one.'</script>"),
    ],
)
def test_a_page_without_an_article_is_refused_with_a_way_out(markup: str) -> None:
    with pytest.raises(UnreadableError, match=r"\.txt") as caught:
        draft(markup, b"")
    assert caught.value.stage == "extract"


def test_a_navigation_page_is_no_article() -> None:
    with pytest.raises(UnreadableError, match="no article"):
        draft((DATA / "navigation.html").read_text(encoding="utf-8"), b"")


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + PARAGRAPH * 3,
        "<div>" * 30_000 + PARAGRAPH * 3,
        "<b>" * 30_000 + PARAGRAPH,
        "<ul><li>" * 15_000 + PARAGRAPH,
        "<table><tr><td>" * 10_000 + PARAGRAPH,
        "<div class='" + "a " * 2_000_000 + "'>" + PARAGRAPH * 3,
        "<div " + " ".join(f"a{n}=1" for n in range(200_000)) + ">" + PARAGRAPH * 3,
        "<!--" * 30_000 + PARAGRAPH,
        "<p>" + "&" * 500_000 + PARAGRAPH,
        "<" * 1_000_000 + PARAGRAPH,
        "<p>" + "a" * 3_000_000 + PARAGRAPH,
        PARAGRAPH * 3 + "<script type='application/ld+json'>" + "[" * 100_000 + "</script>",
        PARAGRAPH * 3 + "</div></article></p><p>" * 3 + "<table><p><li></b>",
        PARAGRAPH * 3 + "\x00\x0b\ud800 &#0; &#xD800; &#9999999999;",
    ],
    ids=lambda body: body[:12],
)
def test_hostile_markup_neither_crashes_nor_hangs(body: str) -> None:
    started = time.perf_counter()
    outcome = outcome_of(page(body))
    assert "people" in outcome or ".txt" in outcome or "aaa" in outcome
    assert time.perf_counter() - started < 20


def test_a_flood_of_attributes_leaves_the_article() -> None:
    flood = "<img src='data:image/png;base64," + "A" * 1_000_000 + "'>"
    assert "twelve people died" in draft(page(f"<article>{PARAGRAPH}{flood}{PARAGRAPH}</article>"), b"").text


def test_an_entity_bomb_stays_folded() -> None:
    bomb = (
        "<!DOCTYPE html [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY {b} '{('&' + a + ';') * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + "]>"
    )
    assert len(draft(f"{bomb}<html><body>{PARAGRAPH * 3}<p>&i;</p></body></html>", b"").text) < 2000


def test_too_much_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(TooLargeError, match=r"tags is no article's; .*\.txt"):
        draft(page("<br>" * 50_000), b"")


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div",
                ">",
                "<table>",
                "<td>",
                "</table>",
                "<article>",
                "<!--",
                "-->",
                "&amp;",
                "&#x",
                "<time datetime='",
                "'",
                "words of a report. ",
                "<script>",
                "<meta property='og:url' content=']['>",
                "\x00",
                "<a href='//['>",
            ]
        ),
        max_size=40,
    )
)
def test_any_markup_is_an_article_or_refused(parts: list[str]) -> None:
    assert outcome_of("".join(parts))
