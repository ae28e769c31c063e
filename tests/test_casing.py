"""Ordinary spelling of text printed in capitals: acronyms stay, and full names beside them get capitals everywhere."""

from __future__ import annotations

import pytest

from reportedly.casing import Told, recase, told

NOUNS = frozenset("cartel league water inspector walker people bridge party army river siege liberation security market".split())
VERBS = frozenset("kill say claim attack burn hold spoke number".split())
OTHERS = frozenset("national popular revolutionary former of armed eln".split())


def ordinary(word: str) -> bool:
    """A small dictionary; like the real one it holds an acronym or two."""
    return word in NOUNS or word in VERBS or word in OTHERS


def noun(word: str) -> bool:
    """Of these, the nouns."""
    return word in NOUNS


def spelled(*texts: str) -> list[str]:
    """The paragraphs of one report in ordinary spelling."""
    known = told(texts, ordinary, noun)
    return [recase(text, ordinary, known) for text in texts]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE ARMY OF NATIONAL LIBERATION (ELN) SPOKE", "The Army of National Liberation (ELN) spoke"),
        ("THE POPULAR WATER LEAGUE [PWL] SPOKE", "The Popular Water League [PWL] spoke"),
        ("THE POPULAR WATER LEAGUE, PWL, SPOKE", "The Popular Water League, PWL, spoke"),
        ("THE PWL [POPULAR WATER LEAGUE] SPOKE", "The PWL [Popular Water League] spoke"),
        ("THE NATIONAL SECURITY PARTY (NSP-PWL) SPOKE", "The National Security Party (NSP-PWL) spoke"),
        ("THE ARMY (SIEGE) SPOKE", "The army (siege) spoke"),
        ("THE PEOPLE OF THE RIVER, KELA, SPOKE", "The people of the river, Kela, spoke"),
    ],
)
def test_a_name_beside_its_acronym_is_spelled_as_one(text: str, expected: str) -> None:
    """In brackets or between commas; initials in any order, since acronyms are often of another language."""
    assert spelled(text) == [expected]


def test_what_one_paragraph_tells_holds_for_all() -> None:
    """The acronym, a dictionary word or not, and the full name keep their capitals in every paragraph of the report."""
    first = "THE ARMY OF NATIONAL LIBERATION (ELN) SPOKE."
    assert spelled(first, "IT WAS THE ELN.", "NATIONAL LIBERATION; ARMY OF NATIONAL LIBERATION") == [
        "The Army of National Liberation (ELN) spoke.",
        "It was the ELN.",
        "National liberation; Army of National Liberation",
    ]
    assert spelled("IT WAS THE ELN.") == ["It was the eln."]


@pytest.mark.parametrize("word", ["PRQ", "MRTO", "EPL", "UC", "UDN"])
def test_what_nobody_can_pronounce_is_an_acronym(word: str) -> None:
    """Short words in no dictionary, without vowels or with endings that no name has."""
    assert recase(f"THE {word} SPOKE", ordinary) == f"The {word} spoke"


@pytest.mark.parametrize("word", ["KELA", "ORTIN", "ABEL", "EL", "MSGR", "LORCA"])
def test_other_words_of_no_dictionary_are_names(word: str) -> None:
    """Names, titles and the small words inside names."""
    assert recase(f"THE {word} SPOKE", ordinary) == f"The {word.capitalize()} spoke"


@pytest.mark.parametrize("word", ["SPOKEKSMAN", "COMMANEDR", "POLICEMMAN"])
def test_a_slip_in_a_common_word_is_no_name(word: str) -> None:
    """A letter too many, or two in the wrong order, in a word for people."""
    assert recase(f"THE {word} SPOKE", ordinary) == f"The {word.lower()} spoke"


def test_a_letter_with_a_number_keeps_its_capital() -> None:
    """Of a weapon, or of a group named by a day."""
    assert recase("THE M-7 SPOKE", ordinary) == "The M-7 spoke"


def test_a_surname_that_the_dictionary_has() -> None:
    """A noun after a name, and nowhere after another word, is spelled as a name."""
    assert spelled("MARDO WALKER, OF KELA", "MR WALKER SPOKE") == ["Mardo Walker, of Kela", "Mr Walker spoke"]
    assert spelled("KELA MARKET, WHERE", "THE MARKET SPOKE") == ["Kela market, where", "The market spoke"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THE U.S. PEOPLE IN THE U.S.  THE ARMY SPOKE", "The U.S. people in the U.S.  The army spoke"),
        ("THE KELA POPULAR LIBERATION FRONT SPOKE", "The Kela Popular Liberation Front spoke"),
        ("THE PEOPLE AT THE FRONT SPOKE", "The people at the front spoke"),
        ("IN EL SALVADOR, SAN ORTO AND LA KELA", "In El Salvador, San Orto and La Kela"),
        ("THE RED CROSS AND NATO SPOKE OF A RED BRIDGE", "The Red Cross and NATO spoke of a red bridge"),
    ],
)
def test_names_that_nothing_explains(text: str, expected: str) -> None:
    """Abbreviations, bodies named by places and programmes, names that open with a small word, and names of spelled_names.tsv."""
    assert recase(text, lambda word: ordinary(word) or word in ("red", "cross", "front", "spoke", "la", "el")) == expected


def test_length_stays() -> None:
    """Offsets count in the text as it came, whatever is told."""
    text = "THE LEAGUE'S «PWL» — İ ß ﬁ [POPULAR WATER LEAGUE] (PWL) IT'S NUMBER 10"
    assert len(recase(text, ordinary, told([text], ordinary, noun))) == len(text)
    assert told([], ordinary, noun) == Told()
