"""What must hold of every reading, whatever the text: offsets, evidence, determinism, and no harm from hostile texts.

All sentences are invented. The hostile texts are as long as a unit test can bear; `bench/parse_ratio.py` measures growth.
"""

from __future__ import annotations

import time
from functools import cache
from typing import TYPE_CHECKING, get_args

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import samples
from reportedly import codec
from reportedly.ingest import Read, open_reader, read_many
from reportedly.model import Claim, Failure, Reading, Stance
from reportedly.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

MEASURES = ("killed", "wounded", "casualties", "missing", "detained")
SENTENCES = (
    "The Northern Front said on Saturday that it killed 40 Guard soldiers near Zaranj.",
    "The Guard denied that Zaranj had fallen.",
    "“We will never surrender,” its commander, Joren Askil, wrote on Twitter on Friday.",
    "Unconfirmed reports said the Front had captured the town.",
    "Doctors in Kabul said at least 12 people were killed and several wounded in the shelling of a market.",
    "It was not clear who had fired.",
    "Both sides claimed to have inflicted heavy losses on the other.",
    "Talks between the Front and the government broke down last week, according to the UN.",
    "The ministry called on the rebels to lay down their arms; they refused.",
    "The death toll has risen to 17, up from 14 on Sunday, the hospital said.",
    "(With inputs from agencies)",
    "ZARANJ, Afghanistan (Brenna Post) — Thousands marched against the siege.",
    "He said: 'Nobody told us anything.' She didn’t answer.",
)
ODD = ("\u202e", "\u200f", "e\u0301\u0301", "\x00", "\ufffd", "\ufeff", "\u00a0", "\t", "“", '"', "'", ")", "...", "🔥", "\u2028", "-", "")


@cache
def reader() -> Read:
    return open_reader(Settings())


def read(text: str, published: str | None = "2031-08-05") -> Reading:
    return reader()(samples.report(text, id=codec.report_id(text, None, None, published), published=published))


def quoted(claim: Claim) -> Iterator[tuple[str, str | None, int | None, int | None]]:
    """Every stretch of text that a claim points at: what for, the words, start and end."""
    for span in (*claim.spans, *claim.cues):
        yield "span", span.text, span.start, span.end
    for party in (*claim.actors, *claim.recipients, *([claim.speaker] if claim.speaker else [])):
        if party.start is not None or party.end is not None:
            yield f"party {party.name}", party.text, party.start, party.end
    if claim.place is not None:
        yield f"place {claim.place.name}", claim.place.text, claim.place.start, claim.place.end
    for when in (claim.time, claim.said):
        if when is not None and (when.span_start is not None or when.span_end is not None):
            yield "time", when.text, when.span_start, when.span_end
    for measure in MEASURES:
        toll = getattr(claim, measure)
        if toll is not None and (toll.start is not None or toll.end is not None):
            yield measure, toll.text, toll.start, toll.end


def is_sound(reading: Reading) -> None:
    """Asserts what every reading promises."""
    text = reading.report.text
    for claim in reading.claims:
        assert claim.spans, "evidence"
        assert all(span.text.strip() for span in claim.spans), "words in the evidence"
        assert claim.stance in get_args(Stance)
        assert claim.speaker is None or claim.speaker.name.strip(), "a speaker has a name, or the outlet speaks"
        for what, words, start, end in quoted(claim):
            assert start is not None, what
            assert end is not None, what
            assert 0 <= start < end <= len(text), what
            assert text[start:end] == words, what
        for measure in MEASURES:
            toll = getattr(claim, measure)
            assert toll is None or toll.low is None or toll.high is None or toll.low <= toll.high, measure
        assert claim.time is None or claim.time.start is None or claim.time.end is None or claim.time.start <= claim.time.end
    for omitted in reading.omitted:
        assert 0 <= omitted.start < omitted.end <= len(text)
    ids = [claim.id for claim in reading.claims]
    assert len(set(ids)) == len(ids), "ids are one claim's each"
    for relation in reading.relations:
        assert {relation.from_id, relation.to_id} <= set(ids)
        assert relation.from_id != relation.to_id
        assert relation.reasons
    assert codec.decode(codec.encode(reading)) == reading


def timeless(claim: Claim) -> Claim:
    """A claim without what hangs on the whole report's text."""
    return msgspec.structs.replace(claim, id="", anchor="", event="", about=None)


odd_texts = st.lists(st.one_of(st.sampled_from(SENTENCES), st.sampled_from(ODD), st.text(max_size=12)), max_size=8).flatmap(
    lambda parts: st.lists(st.sampled_from((" ", "\n", "\n\n", "")), min_size=len(parts), max_size=len(parts)).map(
        lambda gaps: "".join(part + gap for part, gap in zip(parts, gaps, strict=True))
    )
)
PATIENT = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@PATIENT
@given(odd_texts, st.sampled_from(["2031-08-05", "2020-02-29", None]))
def test_every_reading_is_sound(text: str, published: str | None) -> None:
    clean = text.encode("utf-8", "replace").decode("utf-8")
    is_sound(read(clean, published))


@PATIENT
@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6))
def test_reading_twice_gives_the_same_bytes(sentences: list[str]) -> None:
    text = "\n".join(sentences)
    assert codec.encode(read(text)) == codec.encode(read(text))


NEUTRAL = st.sampled_from(("Nothing more was known.", "It rained.", "More follows.", "That was all anybody would say."))


@PATIENT
@given(st.permutations(SENTENCES).map(lambda order: "\n\n".join(order[:9])), NEUTRAL)
def test_a_paragraph_without_party_place_or_time_changes_no_claim(text: str, more: str) -> None:
    before, after = read(text), read(f"{text}\n\n{more}")
    assert before.claims
    assert [timeless(claim) for claim in before.claims] == [timeless(claim) for claim in after.claims][: len(before.claims)]


def test_the_same_bytes_alone_among_others_and_in_two_processes() -> None:
    reports = [samples.report("\n".join(SENTENCES[i:] + SENTENCES[:i]), id=f"r{i}") for i in range(0, len(SENTENCES), 3)]
    alone = [codec.encode(reader()(report)) for report in reports]
    for workers in (1, 2):
        found = list(read_many(reports, workers))
        assert not any(isinstance(reading, Failure) for reading in found)
        assert [codec.encode(reading) for reading in found if isinstance(reading, Reading)] == alone
    assert [codec.encode(reading) for reading in read_many(reports[::-1]) if isinstance(reading, Reading)] == alone[::-1]


LINE = SENTENCES[0] + " "
HOSTILE = {
    "nothing but blanks": "\n\n \n\t\n" * 2000,
    "blank paragraphs between": "\n\n \n\t\n".join(SENTENCES * 20),
    "one long line": LINE * 400,
    "one long line of many sentences": " ".join(SENTENCES * 40),
    "no sentence end": "the rebels killed soldiers and " * 400,
    "quotation marks": '"' * 2000,
    "opening quotation marks": "“killed " * 2000,
    "mixed quotation marks": "\"'”“‘’" * 400,
    "brackets": "(" * 1000 + " killed " + ")" * 1000,
    "all capitals": " ".join(SENTENCES * 10).upper(),
    "all lower case": " ".join(SENTENCES * 10).lower(),
    "bullets": "\n".join(f"• {sentence}" for sentence in SENTENCES * 10),
    "numbered": "\n".join(f"{n}) {sentence}" for n, sentence in enumerate(SENTENCES * 10)),
    "marks of direction": "\u202e".join(f"\u200f{sentence}\u202c" for sentence in SENTENCES * 10),
    "combining characters": "e" + "\u0301" * 20_000 + " were killed. " + "k\u0301i\u0301lled ten men. " * 50,
    "nuls": "\0".join(SENTENCES * 10),
    "replaced surrogates": "\ufffd".join(SENTENCES * 10),
    "only numbers": "12,000 34 5 1990 " * 500,
    "only signs": "!?;:,.-–—…/\\|@#$%^&*+=~`<>[]{}" * 200,
    "one sentence again and again": LINE * 300,
    "one paragraph again and again": (LINE + "\n") * 10_000,
    "a long word": "x" * 100_000,
    "carriage returns": "\r\n".join(SENTENCES) + "\r" + "\r".join(SENTENCES),
    "spaces": SENTENCES[0] + " " * 20_000 + SENTENCES[1],
    "said said said": "The Guard said " * 400 + "that it fell.",
    "a list of a thousand dead": "The Guard killed " + ", ".join(f"Ana Morrow {n}" for n in range(1000)) + " and others.",
    "astral characters": "🔥".join(SENTENCES * 5),
    "tabs and marks": "\ufeff" + "\t".join(SENTENCES * 3) + "\u2028" + "\u0085".join(SENTENCES),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_read_soundly_and_in_time(name: str) -> None:
    before = time.process_time()
    is_sound(read(HOSTILE[name]))
    assert time.process_time() - before < 20, "seconds; the slowest takes under 3 on two slow cores"


@pytest.mark.parametrize("name", ["nothing but blanks", "only numbers", "only signs", "a long word", "quotation marks"])
def test_texts_that_tell_of_nothing_have_no_claims(name: str) -> None:
    assert read(HOSTILE[name]).claims == ()


def test_repetitions_are_one_claim() -> None:
    once = read(LINE)
    again = read((LINE + "\n") * 200)
    assert len(once.claims) == len(again.claims) > 0
    assert [claim.event_type for claim in once.claims] == [claim.event_type for claim in again.claims]


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("paragraphs", lambda n: "\n".join(f"Gunmen killed {i + 2} people in Zaranj on Saturday, police said." for i in range(n))),
        ("sentences of one paragraph", lambda n: " ".join(f"Gunmen killed {i + 2} people in Zaranj, police said." for i in range(n))),
        ("parties", lambda n: "\n".join(f"The Arv{i}or Army shelled the town, its spokesman said." for i in range(n))),
        ("one sentence without an end", lambda n: "the rebels killed soldiers and " * n),
    ],
)
def test_the_time_grows_with_the_length(name: str, make: object) -> None:
    assert callable(make)
    read(make(30))

    def seconds(size: int) -> float:
        before = time.process_time()
        read(make(size))
        return time.process_time() - before

    small, large = min(seconds(150), seconds(150)), seconds(600)
    assert large < 8 * small + 0.3, f"{name}: 4 times the text took {large / small:.1f} times as long"
