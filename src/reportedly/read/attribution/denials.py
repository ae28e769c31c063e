"""Words of denial, as rows of `lexicon/denial_cues.tsv`."""

from __future__ import annotations

from functools import cache

import msgspec

from reportedly.lexicon import of_tables, rows


class DenialRow(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the table: `part` is predicate, report, light, negator or negating_verb."""

    lemma: str
    part: str


@of_tables
@cache
def denial_words(part: str) -> frozenset[str]:
    """The lemmas of one part."""
    return frozenset(row.lemma for row in rows("denial_cues", DenialRow) if row.part == part)


def report_words() -> frozenset[str]:
    """Nouns that can be rejected as reports: "the allegation", "this"."""
    return denial_words("report")
