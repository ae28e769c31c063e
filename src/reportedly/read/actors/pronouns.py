"""Pronouns by what they can stand for."""

from __future__ import annotations

SINGULAR_PERSON = frozenset("he she him her his hers himself herself".split())
PLURAL = frozenset("they them their theirs themselves".split())
THING = frozenset("it its itself".split())
FIRST = frozenset("i we us our my me ours ourselves".split())
OPEN_PRONOUNS = frozenset("who which that what this these those there whoever you your one all some many both each".split())
"""Words that stand for nobody in particular, or whom only grammar tells."""
