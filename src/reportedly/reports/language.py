"""The language of a text: its script, then the share of words that are a language's function words."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from reportedly.errors import LanguageError
from reportedly.lexicon import of_tables, rows

if TYPE_CHECKING:
    from reportedly.model import Report

_SLICE = 8000  # characters looked at in the beginning, middle and end of a long text: some 1,300 words each
_FEWEST_LETTERS = 20  # of a script that stands for one language
_FEWEST_WORDS = 8  # fewer words are accepted as unknown: a headline of names tells nothing
_FEWEST_KINDS = 3  # different function words that a decision rests on: "v" in match results is no Slovak
_LEAST_SHARE = 0.12  # of words: running text has 25 to 50% in all the languages tried, lists of names under 8%
_ENGLISH_BIAS = 1.25  # mostly English texts with foreign names and quotes count as English
_WORD = re.compile(r"[^\s\d!-/:-@\[-`{-~\u00a0-\u00bf\u060c\u061b\u061f\u06d4\u0964\u2000-\u206f\u3000-\u303f]+")


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """A language: ISO 639-1 code, English name, script, and its commonest function words (none: the script alone tells)."""

    code: str
    name: str
    script: str
    words: tuple[str, ...] = ()


class Script(msgspec.Struct, frozen=True, kw_only=True):
    """A script's code point ranges, "0370-03FF", inclusive."""

    script: str
    ranges: tuple[str, ...]


def language_of(text: str) -> str | None:
    """ISO 639-1 code of the language that most of `text` is in; None when it is too short or too full of names to tell.

    Looks at 24,000 characters at most, so the cost does not grow with the text. Close kin that share their function words go by
    one code: "id" for Malay too, "hr" for Bosnian and Serbian in Latin letters.
    """
    sample = unicodedata.normalize("NFC", _sample(text))
    letters = _scripts(sample)
    if not letters:
        return None
    script, count = letters.most_common(1)[0]
    if script == "han" and letters["kana"] * 10 > count:  # Japanese mixes both; Chinese has no kana
        script = "kana"
    spoken = [language for language in rows("languages", Language) if language.script == script]
    wordless = [language for language in spoken if not language.words]
    if wordless:
        return wordless[0].code if count >= _FEWEST_LETTERS else None
    return _by_words(sample, script)


def require_english(report: Report) -> None:
    """Raise LanguageError when the report is in another language than English; an unknown one is let pass."""
    code = report.language
    if code is None or code == "en":
        return
    name = next((language.name for language in rows("languages", Language) if language.code == code), code)
    raise LanguageError(
        f'the text is in {name}, and only English is read; translate it and give JSON with "text" (the translation), '
        f'"original" (these words) and "original_language": "{code}"',
        code,
    )


def code_of(words: str) -> str | None:
    """The code that a declared language means: "en-GB", "EN" and "English" are "en"; None for anything unknown."""
    plain = words.strip().lower()
    languages: tuple[Language, ...] = rows("languages", Language)
    return next((known.code for known in languages if plain.split("-")[0] == known.code or plain == known.name.lower()), None)


def _sample(text: str) -> str:
    """Beginning, middle and end of a long text."""
    if len(text) <= 3 * _SLICE:
        return text
    middle = len(text) // 2
    return "\n".join((text[:_SLICE], text[middle : middle + _SLICE], text[-_SLICE:]))


def _by_words(sample: str, script: str) -> str | None:
    """The language of that script whose function words are the most and the most varied: foreign names repeat a few."""
    words = Counter(word.casefold() for word in _WORD.findall(sample.replace("’", "'").replace("'", " ")))
    total = words.total()
    if total < _FEWEST_WORDS:
        return None
    hits, kinds = Counter[str](), Counter[str]()
    for word, count in words.items():
        for code in _speakers(script).get(word, ()):
            hits[code] += count
            kinds[code] += 1
    if not hits:
        return None
    best = max(sorted(hits), key=lambda code: hits[code] * kinds[code] * (_ENGLISH_BIAS if code == "en" else 1.0))
    return best if kinds[best] >= _FEWEST_KINDS and hits[best] >= _LEAST_SHARE * total else None


@of_tables
@cache
def _speakers(script: str) -> dict[str, tuple[str, ...]]:
    """Function word to the codes of the languages that have it."""
    found: dict[str, list[str]] = {}
    for language in rows("languages", Language):
        if language.script == script:
            for word in language.words:
                found.setdefault(word, []).append(language.code)
    return {word: tuple(codes) for word, codes in found.items()}


@of_tables
@cache
def _blocks() -> tuple[list[int], list[int], list[str]]:
    """Starts, ends and scripts of the blocks, sorted."""
    blocks = []
    for row in rows("scripts", Script):
        for block in row.ranges:
            first, _, last = block.partition("-")
            blocks.append((int(first, 16), int(last, 16), row.script))
    blocks.sort()
    return [first for first, _, _ in blocks], [last for _, last, _ in blocks], [script for _, _, script in blocks]


def _scripts(sample: str) -> Counter[str]:
    """Letters of each script."""
    starts, ends, names = _blocks()
    counts: Counter[str] = Counter()
    for character, count in Counter(sample).items():
        if character.isalpha():
            at = bisect_right(starts, ord(character)) - 1
            if at >= 0 and ord(character) <= ends[at]:
                counts[names[at]] += count
    return counts
