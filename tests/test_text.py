"""Cleaning: what is kept, what is set aside and why, and that offsets never move."""

from __future__ import annotations

import re
import textwrap
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly import lexicon
from reportedly.read.text.text import MAX_PARAGRAPH, Cleaned, CreditRow, FurnitureRow, clean
from reportedly.read.text.wrapped import joined, unbroken

NEWS = "Militia fighters shelled the northern suburbs of Kelmet overnight, killing at least 12 people, the army said."
MORE = "Residents of Kelmet said the shelling went on until dawn and that nobody could reach the wounded in the streets."


def kept(cleaned: Cleaned) -> list[str]:
    return [paragraph.text for paragraph in cleaned.paragraphs]


def reasons(cleaned: Cleaned) -> list[str]:
    return [span.reason for span in cleaned.omitted]


def omitted(text: str, cleaned: Cleaned) -> list[str]:
    return [text[span.start : span.end] for span in cleaned.omitted]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\n\n \t\n"])
def test_every_newline_ends_a_paragraph(newline: str) -> None:
    cleaned = clean(f"  {NEWS} {newline}\t{MORE}{newline}")
    assert kept(cleaned) == [NEWS, MORE]
    assert cleaned.omitted == ()


@pytest.mark.parametrize("text", ["", " \n\t\r\n ", "\ufeff", "\u200b\n"])
def test_nothing_to_read(text: str) -> None:
    assert clean(text) == Cleaned((), ())


@pytest.mark.parametrize(
    ("line", "reason", "credits"),
    [
        ("(With inputs from agencies)", "credit", ("agencies",)),
        ("(With agency inputs)", "credit", ("agencies",)),
        ("(Reuters)", "credit", ("Reuters",)),
        ("Source: AFP", "credit", ("AFP",)),
        ("(AFP, AP)", "credit", ("AFP", "AP")),
        ("Reporting by Ann Holt in Stellmark; Editing by Bo Lind", "credit", ()),
        ("© Associated Press 2031", "credit", ("AP",)),
        ("Source: Karsova Health Council", "credit", ("Karsova Health Council",)),
        ("By John Smith, BBC News", "byline", ("BBC",)),
        ("By Ilka Marn and Tove Rasmussen", "byline", ()),
        ("Photo: Jan Vedel", "caption", ()),
        ("FILE PHOTO: Soldiers guard a bridge near Kelmet, May 3, 2031", "caption", ()),
        ("(Image: Karsova TV)", "caption", ()),
        ("Read also: Ten people held in Tarnel", "read_also", ()),
        ("Related: Ceasefire talks fail", "read_also", ()),
        ("Also read: How to keep a balcony alive", "read_also", ()),
        ("Watch: Army enters Kelmet", "read_also", ()),
        ("Subscribe to our newsletter", "share", ()),
        ("Follow us on Facebook and Telegram", "share", ()),
        ("Share this article", "share", ()),
        ("We use cookies to improve your experience.", "share", ()),
        ("Tags Karsova Velland Kelmet", "tags", ()),
        ("_______", "mark", ()),
    ],
)
def test_furniture_lines(line: str, reason: str, credits: tuple[str, ...]) -> None:
    text = f"{NEWS}\n{line}\n{MORE}"
    cleaned = clean(text)
    assert kept(cleaned) == [NEWS, MORE]
    assert (omitted(text, cleaned), reasons(cleaned)) == ([line], [reason])
    assert cleaned.credits == credits


@pytest.mark.parametrize(
    ("tail", "credits"),
    [(" (AFP)", ("AFP",)), (" — Reuters", ("Reuters",)), ("--AFP", ("AFP",)), (" Agencies contributed to this story.", ("agencies",))],
)
def test_only_the_tail_of_a_credited_paragraph_is_set_aside(tail: str, credits: tuple[str, ...]) -> None:
    text = NEWS + tail
    cleaned = clean(text)
    assert kept(cleaned) == [NEWS]
    assert omitted(text, cleaned) == [tail.strip()]
    assert cleaned.credits == credits


@pytest.mark.parametrize(
    ("head", "place", "credits", "date"),
    [
        ("KABUL, Sept 4 (Reuters) - ", "KABUL", ("Reuters",), "XXXX-09-04"),
        ("GENEVA — ", "GENEVA", (), None),
        ("Mosul, Iraq (CNN) ", "Mosul, Iraq", ("CNN",), None),
        ("STELLMARK, 5 August 2031 (AP) -- ", "STELLMARK", ("AP",), "2031-08-05"),
        ("SAN TELMO, 3 JUL 89 (AFP) -- [TEXT] ", "SAN TELMO", ("AFP",), "1989-07-03"),
        ("Kelmet, Karsova - ", "Kelmet, Karsova", (), None),
    ],
)
def test_datelines(head: str, place: str, credits: tuple[str, ...], date: str | None) -> None:
    text = head + NEWS
    cleaned = clean(text)
    assert kept(cleaned) == [NEWS]
    assert omitted(text, cleaned) == [head] or omitted(text, cleaned) == [head.rstrip()]
    assert (cleaned.dateline_place, cleaned.credits, cleaned.date) == (place, credits, date)
    assert reasons(cleaned) == ["dateline"]


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Tuesday, June 19, 2018", "2018-06-19"),
        ("5 August 2031", "2031-08-05"),
        ("2031-08-05", "2031-08-05"),
        ("Published: 21.02.2031 14:05", "2031-02-21"),
        ("Briefing note, Friday 14 November 2031", "2031-11-14"),
        ("31 February 2031", None),
        ("02/12/2031", None),
    ],
)
def test_date_lines(line: str, date: str | None) -> None:
    cleaned = clean(f"{line}\n{NEWS}")
    assert kept(cleaned) == [NEWS]
    assert (cleaned.date, reasons(cleaned)) == (date, ["date_line"])


def test_a_date_that_opens_a_saved_report() -> None:
    cleaned = clean(f"Published July 5 2031 {NEWS}")
    assert (kept(cleaned), cleaned.date) == ([NEWS], "2031-07-05")


def test_a_date_that_belongs_to_the_sentence_stays() -> None:
    sentence = "July 5, 2031, Saw the heaviest shelling of the war, the army said."
    assert kept(clean(sentence)) == [sentence]


def test_repeats_name_the_paragraph_they_copy() -> None:
    text = f"{NEWS}\n{MORE}\n{NEWS.upper()}"
    cleaned = clean(text)
    assert kept(cleaned) == [NEWS, MORE]
    assert [(span.reason, span.repeats) for span in cleaned.omitted] == [("repeat", 0)]


def test_a_near_repeat_is_set_aside_but_never_one_with_a_new_figure_or_a_denial() -> None:
    long = (
        "Rescue teams in the harbour town of Brenna pulled 14 bodies from the ruins of the grain store on Tuesday while soldiers of the "
        "northern brigade searched the houses around it for survivors and told families to stay away"
    )
    cleaned = clean(f"{long}.\n{long.replace('grain store', 'old granary')}.")
    assert [(span.reason, span.repeats) for span in cleaned.omitted] == [("near_repeat", 0)]
    for changed in (long.replace("14", "17"), long.replace("told families", "never told families")):
        assert len(clean(f"{long}.\n{changed}.").paragraphs) == 2


def test_a_near_repeat_with_a_new_sentence_is_news() -> None:
    copy = f"{NEWS} {MORE}"
    assert kept(clean(f"{copy}\n{copy} Velland closed its border on Sunday.")) == [copy, f"{copy} Velland closed its border on Sunday."]


def test_short_refrains_are_kept() -> None:
    assert kept(clean("The minister said:\nWe stay.\nThe minister said:\nWe go.")) == [
        "The minister said:",
        "We stay.",
        "The minister said:",
        "We go.",
    ]


def test_the_title_again_is_a_repeat() -> None:
    cleaned = clean(f"Shelling in Kelmet\n{NEWS}\nShelling in Kelmet", "Shelling in Kelmet")
    assert kept(cleaned) == ["Shelling in Kelmet", NEWS]


def test_slogans_are_closing_lines_without_a_verb() -> None:
    slogan = "A trusted media home for breaking headlines, music and more."
    assert reasons(clean(f"{NEWS}\n{slogan}")) == ["slogan"]
    assert kept(clean(f"{slogan}\n{NEWS}\n{MORE}\n{MORE[:30]}")) == [slogan, NEWS, MORE, MORE[:30]]
    assert kept(clean(f"{NEWS}\nThe state media channel was closed.")) == [NEWS, "The state media channel was closed."]


@pytest.mark.parametrize("mark", ["- ", "• ", "* ", "1. ", "12) ", "> ", "## ", "**", "- **"])
def test_bullets_and_marks_are_left_out_of_the_window_only(mark: str) -> None:
    cleaned = clean(mark + NEWS)
    assert [(p.start, p.text) for p in cleaned.paragraphs] == [(len(mark), NEWS)]
    assert cleaned.omitted == ()


def test_front_matter() -> None:
    front = "---\ntitle: Shelling\ndate: 2031-08-05\n---"
    cleaned = clean(f"{front}\n{NEWS}")
    assert (kept(cleaned), reasons(cleaned), cleaned.date) == ([NEWS], ["front_matter"], "2031-08-05")


@pytest.mark.parametrize(
    "news",
    [
        "He told Reuters.",
        "By Friday, Taliban fighters had reached Paryan.",
        "The Source of the Fire Is Not Known",
        "NATO - the alliance of thirty states - condemned the attack.",
        "PRESIDENT CALLS FOR CALM",
        "Watch towers were burned down, police said.",
        "Related violence killed five people in Tarnel.",
        "Photographers were beaten by soldiers.",
        "2 killed in Kelmet",
        "Shelling resumed (again).",
    ],
)
def test_news_is_never_set_aside(news: str) -> None:
    assert (kept(clean(news)), clean(news).omitted) == ([news], ())


def test_long_lines_are_cut_at_sentence_ends() -> None:
    text = " ".join([NEWS] * 200)
    cleaned = clean(text)
    assert all(len(p.text) <= MAX_PARAGRAPH and p.text.endswith("said.") and p.text.startswith("Militia") for p in cleaned.paragraphs)
    assert sum(len(p.text) + 1 for p in cleaned.paragraphs) == len(text) + 1
    assert [len(p.text) for p in clean("x" * 9_000).paragraphs] == [4_000, 4_000, 1_000]
    assert max(len(p.text) for p in clean(text, max_paragraph=500).paragraphs) <= 500


@pytest.mark.parametrize(
    "text", ["Ten died. " * 100_000, '"' * 100_000, "By " + "A" * 290, "said. Tags " + "Ab " * 90 + "!", "\n" * 200_000, "AP, " * 70]
)
def test_hostile_shapes_take_linear_time(text: str) -> None:
    began = time.process_time()
    clean(text)
    assert time.process_time() - began < 2


LINES = st.sampled_from(
    [NEWS, MORE, NEWS.upper(), "(Reuters)", "KABUL, Sept 4 (AFP) - " + MORE, "- a", "", "\u200f x", "Tags A B", NEWS + " (AFP)", "é̂"]
)


@given(st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=12), st.sampled_from(["\n", "\r\n", "\u2029"]))
def test_windows_slice_back_and_never_overlap(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    cleaned = clean(text)
    spans = sorted([(p.start, p.start + len(p.text)) for p in cleaned.paragraphs] + [(o.start, o.end) for o in cleaned.omitted])
    assert all(text[p.start : p.start + len(p.text)] == p.text and p.text == p.text.strip() != "" for p in cleaned.paragraphs)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))
    assert clean(text) == cleaned


def test_tables_are_sound() -> None:
    known = {"credit", "caption", "byline", "read_also", "share", "tags", "mark"}
    rows = lexicon.rows("furniture", FurnitureRow)
    assert {row.reason for row in rows} == known
    assert {row.where for row in rows} == {"any", "line"}
    for row in rows:
        re.compile(row.pattern.replace("{agencies}", "(?:AP)"))
    surfaces = [surface for row in lexicon.rows("credits", CreditRow) for surface in row.surfaces]
    assert len(surfaces) == len(set(surfaces))


WRAPPED = textwrap.fill(f"{NEWS} {MORE} The governor, Ada Reyes, promised that the road to the coast would be open by Friday.", 70)
FURTHER = textwrap.fill(
    "Fishermen in the harbour of Tarnel had meanwhile gone back to sea for the first time since the strike began, although the guild "
    "of dockers still refused to unload any ship that flew the flag of the island or carried grain from its northern shore.",
    70,
)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n   "])
def test_wrapped_lines_are_one_paragraph(newline: str) -> None:
    """Paragraphs that blank lines part, each of lines wrapped at a column, keep their words and offsets."""
    text = f"{WRAPPED}\n\n{FURTHER}\n".replace("\n", newline)
    cleaned = clean(text)
    assert all(text[p.start : p.start + len(p.text)] == p.text for p in cleaned.paragraphs)
    assert [p.split() for p in kept(cleaned)] == [WRAPPED.split(), FURTHER.split()]


def test_a_short_line_ends_a_wrapped_paragraph() -> None:
    """Without blank lines, a line that the next word would have fitted on is a paragraph's last."""
    cleaned = clean(f"Kelmet, by our reporter\n{WRAPPED}\n{FURTHER}")
    assert [p.count("\n") for p in kept(cleaned)] == [0, WRAPPED.count("\n"), FURTHER.count("\n")]


@pytest.mark.parametrize(
    "lines",
    [
        ["The army shelled the northern hills of Kelmet on Monday, killing four."] * 8,  # one sentence a line
        ["Army shells hills near Kelmet", "Governor of the coast resigns", "Fish prices up", "Rain on Friday in Tarnel and the hills"] * 3,
        [NEWS + " " + MORE] * 6,  # whole paragraphs
        WRAPPED.split("\n")[:3],  # too few to judge
    ],
)
def test_newlines_of_other_text_stay(lines: list[str]) -> None:
    """Sentences, headlines and paragraphs, a line each, keep their lines."""
    assert joined("\n".join(lines)) == frozenset()


def test_an_item_of_a_list_is_not_joined() -> None:
    first, *rest = WRAPPED.split("\n")
    text = "\n".join([FURTHER, FURTHER, f"- {first}", *rest])
    assert all("\n- " not in p.text for p in clean(text).paragraphs)


def test_the_parser_reads_a_wrapped_line_on() -> None:
    assert unbroken("one\r\ntwo\nthree") == "one  two three"
