"""The judge: its table, its verdicts, the weights that are shipped, and how its training labels clauses."""

from __future__ import annotations

import gzip
import time
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reportedly
from reportedly.errors import MissingPartError
from reportedly.judge import Panel, Verdict, document_vector, open_judge, parse

TABLE = """\
# weights in thousandths
kinds	ASSAULT	NONE	PROTEST
bias	-500	1000	0
head=shell	0:3000	1:-2000
head=march	2:2500
is_cue	1:800
topic-bias	-250
topic:soldier	4000
topic:recipe	-4000
"""
FACTS = ("head=shell", "head=march", "is_cue")
REWRITES = Path(__file__).parent / "rewrites"


def test_a_table_is_read() -> None:
    judge = parse(TABLE)
    assert judge.kinds == ("ASSAULT", "NONE", "PROTEST")
    assert judge.bias == (-0.5, 1.0, 0.0)
    assert judge.weights == {"head=shell": ((0, 3.0), (1, -2.0)), "head=march": ((2, 2.5),), "is_cue": ((1, 0.8),)}
    assert (judge.topic_bias, judge.topic) == (-0.25, {"soldier": 4.0, "recipe": -4.0})


def test_a_table_packed_into_a_file_is_the_same_judge(tmp_path: Path) -> None:
    (tmp_path / "judge.tsv.gz").write_bytes(gzip.compress(TABLE.encode()))
    assert open_judge(tmp_path / "judge.tsv.gz") == parse(TABLE)
    assert parse(TABLE.replace("3000", "3001")).digest != parse(TABLE).digest


def test_verdicts() -> None:
    judge = parse(TABLE)
    assert max(judge(["head=shell"]).kinds.items(), key=lambda pair: pair[1])[0] == "ASSAULT"
    assert max(judge([]).kinds.items(), key=lambda pair: pair[1])[0] == "NONE"
    assert judge(["head=shell", "is_cue"]).kinds["NONE"] > judge(["head=shell"]).kinds["NONE"]
    assert judge([]).kinds["NONE"] == pytest.approx(2.718282 / (2.718282 + 1 + 0.606531), abs=1e-6)


def test_unknown_facts_weigh_nothing() -> None:
    judge = parse(TABLE)
    assert judge(["head=shell", "never=seen"]) == judge(["head=shell"])
    assert judge.relevance({}) == pytest.approx(0.437823, abs=1e-6)


@given(st.lists(st.sampled_from(FACTS), unique=True))
def test_probabilities_sum_to_one_and_stay(facts: list[str]) -> None:
    judge = parse(TABLE)
    verdict = judge(facts).kinds
    assert sum(verdict.values()) == pytest.approx(1.0)
    assert all(0.0 < probability < 1.0 for probability in verdict.values())
    assert judge(facts).kinds == verdict


@given(st.dictionaries(st.sampled_from(["soldier", "recipe", "cloud", "street"]), st.integers(1, 1000), min_size=1))
def test_relevance_does_not_hang_on_the_order_of_words(words: dict[str, int]) -> None:
    judge = parse(TABLE)
    assert judge.relevance(words) == pytest.approx(judge.relevance(dict(reversed(list(words.items())))), abs=1e-15)
    assert sum(value**2 for value in document_vector(words).values()) == pytest.approx(1.0)


def test_relevance_rises_with_words_that_tell() -> None:
    judge = parse(TABLE)
    shares = [judge.relevance({"cloud": 5, "soldier": count}) for count in (1, 2, 5, 20)]
    assert all(less < more for less, more in pairwise(shares))
    assert judge.relevance({"recipe": 3}) < 0.1


def test_a_panel_lies_between_its_two_members_and_takes_the_stance_of_the_tagger() -> None:
    judge = parse(TABLE)
    stances = {"asserted": 0.2, "denied": 0.8}
    learned = Verdict({"ASSAULT": 0.01, "NONE": 0.01, "PROTEST": 0.98}, stances)
    panel = Panel(judge, lambda facts, asked: learned)
    both, plain = panel([], lambda: None), judge([])
    assert plain.kinds["PROTEST"] < both.kinds["PROTEST"] < learned.kinds["PROTEST"]
    assert sum(both.kinds.values()) == pytest.approx(1.0)
    assert both.stances == stances
    assert panel.relevance({"soldier": 2}) == judge.relevance({"soldier": 2})


@pytest.mark.parametrize("facts", [["head=shell"], ["is_cue"]])
def test_a_panel_that_is_certain_or_without_hope_does_not_ask(facts: list[str]) -> None:
    judge = parse(TABLE)

    def ask() -> None:
        raise AssertionError("asked")

    assert Panel(judge, lambda facts, asked: judge(facts))(facts, ask) == judge(facts)


def test_a_missing_table_says_how_to_install_it(tmp_path: Path) -> None:
    with pytest.raises(MissingPartError, match=r"no judge's weights at .*nowhere.*pip install"):
        open_judge(tmp_path / "nowhere.tsv.gz")


def test_the_shipped_weights_are_small_and_quick_to_open() -> None:
    shipped = files("reportedly") / "weights" / "judge.tsv.gz"
    assert len(shipped.read_bytes()) < 1_000_000
    durations = []
    for _ in range(3):
        began = time.perf_counter()
        judge = parse(gzip.decompress(shipped.read_bytes()).decode("utf-8"))
        durations.append(time.perf_counter() - began)
    assert min(durations) < 0.1
    assert judge == open_judge()
    assert "NONE" in judge.kinds
    assert {column for pairs in judge.weights.values() for column, _ in pairs} <= set(range(len(judge.kinds)))


def test_the_shipped_kinds_are_the_event_types() -> None:
    from reportedly import show

    assert set(open_judge().kinds) - {"NONE"} <= set(show.event_types())


FOOTBALL = """\
Harrow Town beat Dellford United 3-1 on Saturday to move to the top of the league. Striker Lena Marsh scored twice before half-time and
the visitors never recovered. "We played well and kept our shape," said coach Tom Ivers. The visitors lost their captain to a knee injury
in the second half. Harrow play Brack City next week."""
RECIPE = """\
Peel the onions and chop them finely. Heat the oil in a large pan and fry the onions for ten minutes until they are soft. Add the lentils,
the stock and a bay leaf, and simmer for half an hour. Season with salt and lemon juice. Serve the soup hot with bread and yoghurt."""
DOGS = """\
A four-year-old spaniel called Biscuit won best in show at the Marley dog show on Sunday. Judges praised her coat and her steady gait. Her
owner, Ada Finch, said she had trained her every morning before work. More than 300 dogs took part. The runner-up was a greyhound."""
SOFTWARE = """\
Version 4.2 of the Larch text editor was released on Tuesday. The new release opens large files twice as fast and fixes a bug that
corrupted the undo history. Developers said that plug-ins written for version 3 will continue to work. Users can download the installer."""
STARS = """\
Astronomers have found a planet that circles a small red star about forty light years from Earth. The planet takes eleven days to complete
an orbit. Its surface may be warm enough for liquid water, the team reported on Thursday. They used a telescope in the desert."""


MORE = {
    "football": """\
The match was even for half an hour. Then a long pass found Marsh alone in front of the goal, and she made no mistake. Dellford changed two
players after the break and pressed hard, but their best shot hit the bar. More than nine thousand people watched in the rain. The captain
will miss three games, the club said. Dellford stay in fourth place, two points behind the leaders, and play at home on Wednesday.""",
    "recipe": """\
The soup keeps for three days in a cold place and is better on the second. If it gets too thick, thin it with a little stock. For a richer
dish, fry some mushrooms in butter and stir them in at the end. Children may like it with a spoon of honey. My grandmother made it every
Friday in winter and never measured anything. Use red lentils if you are in a hurry, because the brown ones need twice as long.""",
    "dogs": """\
The show has been held in the old market hall since the town was given its charter. This year the organisers added a class for dogs from
shelters, which a three-legged terrier won to loud applause. Children could try an obstacle course with their own pets. A baker sold
biscuits in the shape of bones. The next show is planned for the spring, and the hall has already been booked.""",
    "software": """\
The editor started as a student's project eleven years ago and is now used by more than a million people. Its files are plain text, so they
can be kept under version control. The menu was made simpler, and a new panel shows the outline of a long document. The team asks testers to
write down what they did before a fault occurs. A version for tablets is being worked on, and the manual has been translated.""",
    "stars": """\
The planet is a third larger than ours and was seen when it passed in front of its star. Such stars live much longer than the sun and are
the most common in the galaxy. A second team will look at the light that passes through the planet's air, if it has any. The paper appears
in a journal next month. Schools in the region were invited to the observatory, where pupils could look at the star through a telescope.""",
}
BEGINNINGS = {"football": FOOTBALL, "recipe": RECIPE, "dogs": DOGS, "software": SOFTWARE, "stars": STARS}


@pytest.mark.parametrize("matter", BEGINNINGS)
def test_nothing_is_claimed_about_other_matters(matter: str) -> None:
    text = f"{BEGINNINGS[matter]}\n{MORE[matter]}"
    assert len(text.split()) > 110
    assert reportedly.read(text.replace("\n", " "), published="2031-08-05").claims == ()


@pytest.mark.parametrize("matter", BEGINNINGS)
def test_nothing_is_claimed_in_a_few_lines_about_other_matters(matter: str) -> None:
    assert reportedly.read(BEGINNINGS[matter].replace("\n", " "), published="2031-08-05").claims == ()


def test_two_sentences_that_matter_are_claims() -> None:
    text = "Rebels shelled the town of Kelmet on Monday, killing 12 soldiers, the army said. The rebels denied that they had attacked it."
    claims = reportedly.read(text, published="2031-08-05").claims
    assert {claim.stance for claim in claims} == {"asserted", "denied"}
    assert {claim.event_type for claim in claims} == {"ASSAULT"}


def test_the_reading_names_the_judge() -> None:
    reading = reportedly.read("Rebels shelled the town of Kelmet on Monday, the army said.", published="2031-08-05")
    assert reading.reader.judge == open_judge().digest


class TestTraining:
    """Labels and fits of `train/judge.py`, on a rewrite of our own and an invented scrap."""

    @pytest.fixture(autouse=True)
    def _needs_scikit_learn(self) -> None:
        pytest.importorskip("sklearn", reason="the train extra is not installed")

    def test_labels(self) -> None:
        import judge as training

        (item,) = [found for found in training.reports(REWRITES) if found["id"] == "r2_sagaing"]
        document = training.document(item)
        labels = [example.label for example in document.examples]
        types = {claim["event_type"] for claim in item["claims"]}
        alternatives = {kind for claim in item["claims"] for kind in claim.get("alt_types", [])}
        assert document.relevant
        assert set(labels) <= types | alternatives | {"NONE"}
        positive = [example for example in document.examples if example.label != "NONE"]
        assert len(item["claims"]) / 2 <= len(positive) <= sum(len(claim["quotes"]) for claim in item["claims"])
        assert {example.weight for example in positive} == {1.0}
        assert {example.weight for example in document.examples if example.label == "NONE"} == {0.5}  # all of it is quoted

    def test_a_claim_goes_to_the_clause_of_its_type(self) -> None:
        import judge as training

        text = "Rebels shelled Kelmet on Monday. The weather was mild."
        claim = {"event_type": "ASSAULT", "alt_types": ["FIGHT"], "quotes": [{"start": 0, "end": 32}]}
        document = training.document({"id": "x", "text": text, "published": "2031-08-05", "claims": [claim]})
        assert [example.label for example in document.examples if "head=shell" in example.facts] == ["ASSAULT"]
        assert [(e.label, e.weight) for e in document.examples if "head=shell" not in e.facts] == [("NONE", 1.0)]

    def test_reports_without_claims_are_irrelevant(self) -> None:
        import judge as training

        document = training.document({"id": "x", "text": RECIPE, "published": None, "claims": []})
        assert not document.relevant
        assert {example.label for example in document.examples} == {"NONE"}

    def test_a_fit_is_a_table_that_the_judge_reads_and_always_the_same(self) -> None:
        import judge as training

        example = training.Example
        shelled, rested = example(("head=shell", "held"), "ASSAULT", 1.0), example(("head=rest", "outlet"), "NONE", 1.0)
        marched = example(("head=march", "outlet"), "PROTEST", 1.0)
        relevant = training.Document({"soldier": 3, "town": 1}, relevant=True, examples=(shelled, marched, rested))
        other = training.Document({"onion": 3, "town": 1}, relevant=False, examples=(rested, rested))
        table = training.fitted([relevant] * 6 + [other] * 6)
        judge = parse(table)
        assert judge(["head=shell", "held"]).kinds["ASSAULT"] > 0.6 > judge(["head=rest", "outlet"]).kinds["ASSAULT"]
        assert judge.relevance({"soldier": 2}) > 0.5 > judge.relevance({"onion": 2})
        assert training.fitted([relevant] * 6 + [other] * 6) == table
