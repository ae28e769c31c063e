"""Measuring linking: mentions and clusters of small invented corpora."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("scipy", reason="the train extra is not installed")
pytest.importorskip("sklearn", reason="the train extra is not installed")

import clusters
import coreference
from mentions import Learned

from linked_claims import days, killed, place, told
from reportedly.link import cluster

if TYPE_CHECKING:
    from pathlib import Path


def mention(lemma: str, part: str = "NOUN", head: str | None = None) -> dict[str, Any]:
    return {"mention_head_lemma": lemma, "mention_head_pos": part, "mention_head": head or lemma}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (mention("die", "VERB"), "death"),
        (mention("shoot", "VERB", "shot"), "hit"),
        (mention("shot", "PROPN", "Shot"), "hit"),
        (mention("shooting"), "shot"),
        (mention("gunfire"), "shot"),
        (mention("wound", "VERB"), "injury"),
        (mention("incident"), "all"),
    ],
)
def test_a_head_tells_the_type(raw: dict[str, Any], expected: str) -> None:
    assert coreference.type_of(raw) == expected


def test_mentions_of_one_key_are_one_group() -> None:
    assert set(coreference.grouped("aba")) == {frozenset({0, 2}), frozenset({1})}


def test_a_file_of_tokens_is_read_by_document_and_sentence(tmp_path: Path) -> None:
    (tmp_path / "x").write_text("d1\t0\t0\tShells\t-\nd1\t0\t1\tfell\t-\n\nd1\t1\t0\tDoctors\t-\n", encoding="utf-8")
    assert coreference.tokens(tmp_path / "x") == {"d1": {0: ["Shells", "fell"], 1: ["Doctors"]}}


def corpus(folder: Path, part: str, first: int) -> None:
    """Two topics of two documents each; in one a bridge falls, in the other a bank is robbed."""
    told_of = {"1": ["A bridge fell", "The fall closed roads"], "2": ["Robbers struck a bank", "The robbery shook traders"]}
    lines, mentions = [], []
    for topic, sentences in told_of.items():
        for number, words in enumerate(sentences):
            name = f"{first}{topic}_{number}ecb"
            lines += [f"{name}\t0\t{at}\t{word}\t-" for at, word in enumerate(words.split())]
            at = 2 if number == 0 and topic == "1" else 1
            mentions.append({"coref_chain": topic, "doc_id": name, "sent_id": 0, "tokens_number": [at]})
    (folder / f"ECB_{part}_corpus.txt").write_text("\n".join(lines), encoding="utf-8")
    (folder / f"ECB_{part}_Event_gold_mentions.json").write_text(json.dumps(mentions), encoding="utf-8")
    entity = {"doc_id": f"{first}1_0ecb", "sent_id": 0, "tokens_number": [1], "tokens_str": "bridge", "mention_type": "NON"}
    (folder / f"ECB_{part}_Entity_gold_mentions.json").write_text(json.dumps([entity]), encoding="utf-8")


def test_mentions_are_parsed_with_what_stands_around_them(tmp_path: Path) -> None:
    corpus(tmp_path, "Train", 1)
    found = coreference.opened(tmp_path, "Train")
    assert [(one.lemma, one.topic, one.chain) for one in found] == [
        ("fall", "11", "1"), ("fall", "11", "1"), ("strike", "12", "2"), ("robbery", "12", "2"),
    ]  # fmt: skip
    assert found[0].before == {"bridge"}


def test_pairs_of_one_story_teach_which_mentions_are_one_event(tmp_path: Path) -> None:
    corpus(tmp_path, "Train", 1)
    corpus(tmp_path, "Dev", 3)
    seen = [*coreference.opened(tmp_path, "Train"), *coreference.opened(tmp_path, "Dev")]
    mentions = [replace(one, story=0, topic=one.topic[0]) for one in seen]
    learned = Learned(mentions)
    likely = learned.matrix(mentions)
    assert likely[0, 1] > likely[0, 2]
    assert (likely == likely.T).all()
    assert all(len(found) == 1 for found in coreference.joined(mentions, learned)(1.1))


def test_tolls_are_looked_for_in_the_event_that_has_most_of_them() -> None:
    market = {"place": place("market in Kelmet"), "time": days("2031-03-07")}
    claims = [
        told("r1.a", killed=killed(58), **market),
        told("r2.a", killed=killed(72), **market),
        told("r3.a", place=place("Lodva"), time=days("2031-03-07"), killed=killed(19)),
    ]
    home = {claim: found for found in cluster(claims, ()) for claim in found.claims}
    tolls = [{"doc": f"r{number}", "killed_min": low, "wounded_min": None} for number, low in ((1, 58), (2, 71), (3, 19), (4, 5))]
    assert clusters._one({"tolls": tolls, "distractors": []}, claims, home) == (2, 4, 2, 0)
    assert clusters._one({"tolls": tolls[:2], "distractors": ["r3"]}, claims, home) == (2, 2, 1, 0)
