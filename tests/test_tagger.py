"""The tagger as shipped: what it hears, that the same text gives the same bytes, and how a reading does without it or with another."""

from __future__ import annotations

import builtins
import gzip
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

import reportedly
from reportedly import english
from reportedly.chooser import open_chooser, parse
from reportedly.errors import MissingPartError
from reportedly.gazetteer import open_index
from reportedly.ingest import read_many
from reportedly.judge import Verdict
from reportedly.model import Reader
from reportedly.read import Learned, read
from reportedly.settings import Settings
from reportedly.tagger import Tagger, open_tagger
from reportedly.tagger.verdicts import STANCES, open_verdicts

WEIGHTS = Path(str(files("reportedly"))) / "weights" / "tagger"
CLAIM = "Rebels shelled the harbour of Kelmet on Monday, the army said. A rebel spokesman, Odo Varga, denied it on Facebook."
QUOTED = "“We never left the valley,” said Ilya Brandt, who leads the Mountain Front. “Nobody took it.”"
PARAGRAPHS = (
    CLAIM,
    QUOTED,
    "According to Radio Kelmet, citing the health ministry, nine people were killed.",
    "The mayor has warned that the bridge could fall, and residents fear new attacks.",
)


def heard(text: str) -> list[tuple[list[str], list[str], list[str]]]:
    def words(parts: Any) -> list[str]:
        return [text[first:last] for first, last in parts]

    return [(words(s.speaker), words(s.cue), words(s.content)) for s in open_tagger()(text).said]


def test_a_cue_behind_its_content_has_both() -> None:
    speakers, cues, contents = heard(CLAIM)[0]
    assert "the army" in speakers
    assert cues == ["said"]
    assert "the harbour of Kelmet on Monday" in contents[0]


def test_a_quotation_cut_in_two_is_one_attribution() -> None:
    found = heard(QUOTED)
    assert len(found) >= 1
    speakers, cues, contents = found[0]
    assert "Ilya Brandt" in speakers[0]
    assert "said" in cues[0]
    assert any("We never left the valley" in content for content in contents)


def test_spans_lie_in_the_paragraph_and_begin_and_end_with_words() -> None:
    for text in PARAGRAPHS:
        for said in open_tagger()(text).said:
            for first, last in (*said.speaker, *said.cue, *said.content):
                assert 0 <= first < last <= len(text)
                assert not text[first].isspace()
                assert not text[last - 1].isspace()


@pytest.mark.parametrize("text", ["", " ", "\u200b", "“", "." * 400, "x" * 5000, "“” " * 300, "A\u0301 " * 200])
def test_odd_paragraphs_do_no_harm(text: str) -> None:
    tags = open_tagger()(text)
    asked = tags.ask(0, [0])
    assert asked is None or asked.states.shape[1] == 384


def test_what_is_asked_of_a_clause_depends_on_the_clause() -> None:
    tags = open_tagger()(CLAIM)
    shelled, denied = (tags.ask(CLAIM.index(word), [CLAIM.index(word)]) for word in ("shelled", "denied"))
    assert shelled is not None
    assert denied is not None
    verdicts = open_verdicts()
    first, second = verdicts((), shelled), verdicts((), denied)
    assert first.kinds != second.kinds
    assert sum(first.kinds.values()) == pytest.approx(1, abs=1e-4)
    assert tuple(first.stances) == STANCES
    assert first.kinds.keys() == second.kinds.keys()


def reports() -> list[reportedly.Report]:
    return [reportedly.report("\n".join(PARAGRAPHS[n:] + PARAGRAPHS[:n]), published="2031-08-05", outlet="Test") for n in range(4)]


def test_a_report_has_the_same_bytes_alone_among_others_and_in_two_processes() -> None:
    alone = [reportedly.encode(next(iter(read_many([report])))) for report in reports()]  # type: ignore[arg-type]
    together = [reportedly.encode(answer) for answer in read_many(reports())]  # type: ignore[arg-type]
    backwards = [reportedly.encode(answer) for answer in read_many(reports()[::-1])][::-1]  # type: ignore[arg-type]
    spread = [reportedly.encode(answer) for answer in read_many(reports(), workers=2)]  # type: ignore[arg-type]
    assert alone == together == backwards == spread


def test_a_paragraph_is_tagged_the_same_whatever_was_tagged_before() -> None:
    tagger = open_tagger()
    first = [tagger(text).said for text in PARAGRAPHS]
    assert [tagger(text).said for text in PARAGRAPHS[::-1]][::-1] == first


def test_a_reading_says_which_weights_made_it_and_rules_alone_say_none() -> None:
    with_tagger = next(iter(read_many(reports()[:1])))
    by_rules = next(iter(read_many(reports()[:1], settings=Settings(reader="rules"))))
    assert isinstance(with_tagger, reportedly.Reading)
    assert isinstance(by_rules, reportedly.Reading)
    assert with_tagger.reader.tagger is not None
    assert by_rules.reader.tagger is None
    assert with_tagger.reader.settings != by_rules.reader.settings
    assert by_rules.claims


@dataclass(frozen=True)
class Deaf:
    """A tagger of the same shape that hears nothing."""

    said: tuple[Any, ...] = ()

    def ask(self, head: int, words: Any) -> None:
        return None


class Sure:
    """A judge without a doubt, who notes what he is asked of modes."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, ...]] = []

    def relevance(self, words: Any) -> float:
        return 1.0

    def __call__(self, facts: Any, ask: Any) -> Verdict:
        return Verdict({"NONE": 0.0, "STATUS": 1.0})

    def modes(self, facts: Any, ask: Any) -> None:
        self.asked.append(tuple(facts))


@pytest.mark.parametrize(
    ("text", "times"), [("Gunmen attacked the mill on Monday.", 0), ("The mayor asked the guild for the mill on Monday.", 1)]
)
def test_a_pass_for_the_mode_alone_is_spent_on_no_assault(text: str, times: int) -> None:
    judge = Sure()
    reader = Reader(version="", model=english.model_info(), settings="")
    learned = Learned(judge=judge, tag=lambda text: Deaf(), choose=None)
    reading = read(reportedly.report(text), parse=english.parse, lookup=open_index().find, reader=reader, learned=learned)
    assert [claim.modes for claim in reading.claims] == [()]
    assert len(judge.asked) == times


def test_another_tagger_of_the_same_shape_can_take_its_place() -> None:
    reader = Reader(version="", model=english.model_info(), settings="")
    reading = read(
        reports()[0], parse=english.parse, lookup=open_index().find, reader=reader, learned=Learned(tag=lambda text: Deaf(), choose=None)
    )
    assert {claim.speaker.name for claim in reading.claims if claim.speaker is not None} >= {"army"}


def test_missing_weights_say_how_to_get_them(tmp_path: Path) -> None:
    for opened in (open_tagger, open_verdicts, open_chooser):
        with pytest.raises(MissingPartError, match="pip install --force-reinstall reportedly"):
            opened(tmp_path)


def test_a_missing_runtime_says_the_exact_install_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("network.onnx", "pieces.txt"):
        (tmp_path / name).write_bytes((WEIGHTS / name).read_bytes())
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == "onnxruntime":
            raise ImportError(name=name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(MissingPartError, match=r"pip install 'onnxruntime>=1\.20,<2'"):
        open_tagger(tmp_path)


def test_the_weights_fit_their_budget() -> None:
    assert sum(path.stat().st_size for path in WEIGHTS.iterdir()) <= 25_000_000
    assert isinstance(open_tagger(), Tagger)


TABLE = "# a comment\nspeaker\theld\t1500\nactor\t\t-2000\nactor\tpath=nsubj<1\t3000\nrecipient\t\t-1000\n"


def test_a_chooser_adds_up_the_weights_of_known_facts(tmp_path: Path) -> None:
    (tmp_path / "chooser.tsv.gz").write_bytes(gzip.compress(TABLE.encode()))
    chooser = open_chooser(tmp_path)
    assert chooser == parse(TABLE)
    assert chooser.score("speaker", ["held", "held", "unknown"]) == 3.0
    assert chooser.score("actor", ["path=nsubj<1"]) == 1.0
    assert chooser.score("recipient", []) == -1.0
    assert parse(TABLE.replace("1500", "1501")).digest != chooser.digest
