"""Content: the words that a cue reports, as ranges of tokens (both ends included)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.attribution.denials import report_words
from reportedly.read.attribution.sentences import bounds
from reportedly.read.attribution.speakers import child

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reportedly.read.attribution.cues import Cue, CueRow

Range = tuple[int, int]
_RELATIVE = frozenset({"nsubj", "nsubjpass", "dobj", "det"})  # a "that" of these labels is a pronoun, not the head of a that-clause
_THAT = frozenset({"that", "which"})
_ROUGH = frozenset({"dozen", "score", "hundred", "thousand"})
_CLOSING = 8  # tokens that may stand between a closing cue and the end of its sentence: to whom, when, in what
_LEAST = 4  # tokens of the shortest content that a closing cue is given against the parse
_PARENTHESIS = 14  # tokens in the longest "…, the ministry said in a statement on Sunday, …"


def verb_content(cue: Cue, speaker: Token | None) -> list[Range]:
    """What a verb cue reports, by the frames of its row; empty when it reports nothing here."""
    token, row = cue.token, cue.row
    if token.dep_ == "acl" and token.tag_ == "VBN":
        return _participle(token, row) or (_prepositions(token, row) or _raised(token) if accused(cue) else [])
    clause = _reported(token, row)
    if clause is not None:
        return [] if _interrogative(clause, token) else _clause(token, clause, speaker)
    passive = child(token, "nsubjpass")
    if passive is not None:
        return _passive(token, passive, row)
    found = _infinitive(token, row) or _prepositions(token, row) or _object(token, row)
    if found or "clause" not in row.frames:
        return found
    return _parenthesis(token) or _closing(token, speaker, row)


def accused(cue: Cue) -> bool:
    """Read "the men, accused of spying,": a participle whose accuser nobody names."""
    token = cue.token
    return (
        cue.row.kind in ("accuse", "belief", "report", "claim")
        and token.dep_ == "acl"
        and token.tag_ == "VBN"
        and child(token, "agent") is None
    )


def _raised(cue: Token) -> list[Range]:
    """Read "fighting reported to have flared": the noun and what it is reported to have done."""
    infinitive = child(cue, "xcomp")
    return [(cue.head.left_edge.i, cue.i - 1), (infinitive.left_edge.i, infinitive.right_edge.i)] if infinitive is not None else []


def _reported(cue: Token, row: CueRow) -> Token | None:
    """The verb of the that-clause: the cue's own, or one the parser hung on "citing officials" or "in a statement" beside it."""
    if "clause" not in row.frames and "people" not in row.frames:
        return None
    clause = child(cue, "ccomp")
    if clause is not None or "clause" not in row.frames:
        return clause
    for kid in cue.rights:
        if kid.dep_ == "advcl" and kid.lemma_ in ("cite", "quote"):
            return child(kid, "ccomp")
        noun = child(kid, "pobj") if kid.dep_ == "prep" else None
        inner = child(noun, "acl", "relcl", "ccomp") if noun is not None else None
        if inner is not None and any(word.lower_ == "that" and word.dep_ not in _RELATIVE for word in inner.lefts):
            return inner
    return None


def _infinitive(cue: Token, row: CueRow) -> list[Range]:
    """Read "vowed to fight", "denied shelling"; with the person addressed in "urged the rebels to stop"."""
    infinitive = child(cue, "xcomp")
    if infinitive is None or infinitive.lemma_ in ("cite", "quote"):
        return []
    if "people" in row.frames:
        person = child(cue, "dobj")
        if person is None and row.lemma == "want":
            return []  # a wish about oneself is a plan that the speaker does not state
        return [(person.left_edge.i if person is not None else infinitive.left_edge.i, infinitive.right_edge.i)]
    return [(infinitive.left_edge.i, infinitive.right_edge.i)] if "to" in row.frames else []


def _participle(cue: Token, row: CueRow) -> list[Range]:
    """Read "an attack claimed by the group": the noun it is hung on."""
    noun = cue.head
    by = child(cue, "agent")
    if by is None or not ({"object", "report_object"} & set(row.frames)) or noun.i > cue.i:
        return []
    return [(noun.left_edge.i, cue.left_edge.i - 1)]


def noun_content(cue: Cue) -> list[Range]:
    """What a noun cue reports: its that-clause, infinitive, or what stands behind its "of" or "for"."""
    token, row = cue.token, cue.row
    clause = _that(token) if "clause" in row.frames else None
    if clause is not None:
        return [(clause.left_edge.i, clause.right_edge.i)]
    for kid in token.rights:
        if kid.dep_ in ("acl", "xcomp") and "to" in row.frames and child(kid, "aux") is not None and kid.tag_ == "VB":
            return [(kid.left_edge.i, kid.right_edge.i)]
        if kid.dep_ == "prep" and kid.lower_ in row.preps:
            return _behind(kid)
    return []


def _that(noun: Token) -> Token | None:
    """The verb of a noun's that-clause, its own or one hung on a date between them ("reports on Friday that")."""
    for kid in noun.rights:
        inner = child(kid, "pobj") if kid.dep_ == "prep" and kid.lower_ in ("on", "in") else None
        for word in (noun, kid, inner) if inner is not None and inner.tag_ == "NNP" else (noun,):
            for clause in word.rights:
                if clause.dep_ in ("acl", "ccomp", "relcl") and clause.tag_ != "VBG" and child(clause, "mark") is not None:
                    return clause
    return None


def _interrogative(clause: Token, cue: Token) -> bool:
    """A question asked or a wish about oneself is no content ("asked whether", "wondered if")."""
    return cue.lemma_ in ("ask", "wonder", "doubt") and any(kid.lower_ in ("whether", "if", "what", "why", "how") for kid in clause.lefts)


def _clause(cue: Token, clause: Token, speaker: Token | None) -> list[Range]:
    """A that-clause, before, behind or around its cue."""
    first, last = clause.left_edge.i, clause.right_edge.i
    if clause.i > cue.i:
        return [(max(first, cue.i + 1), _tail(cue, clause, last))]
    block = cue.i
    if speaker is not None and first < speaker.i < cue.i and speaker.i > clause.i:
        block = min(block, speaker.left_edge.i)
    if cue.dep_ == "ROOT":
        first = min(first, cue.left_edge.i)
    pieces = [(first, block - 1)]
    if last > cue.i:
        pieces.append((cue.i + 1, last))
    return pieces


def _tail(cue: Token, clause: Token, last: int) -> int:
    """What follows a that-clause and was hung on its cue by the parser belongs to the clause, up to a new cue."""
    for kid in cue.rights:
        if kid.i > clause.i and kid.dep_ in ("advcl", "ccomp") and child(kid, "ccomp") is None and child(kid, "nsubj") is not None:
            last = max(last, kid.right_edge.i)
    return last


def _passive(cue: Token, subject: Token, row: CueRow) -> list[Range]:
    """Read "the general is believed to have fled", "was accused of shelling", "the attack was reported"."""
    infinitive = child(cue, "xcomp")
    front = (subject.left_edge.i, subject.right_edge.i)
    if infinitive is not None and subject.lower_ != "it":
        return [front, (infinitive.left_edge.i, infinitive.right_edge.i)]
    behind = _prepositions(cue, row)
    if behind:
        return [front, *behind]
    if "object" in row.frames and row.kind in ("report", "confirm", "denial", "accuse"):
        return [front]
    return []


def _prepositions(cue: Token, row: CueRow) -> list[Range]:
    """Content behind a preposition of the row; "on the rebels to lay down arms" reaches to the infinitive."""
    infinitive = child(cue, "xcomp", "advcl") if "people_on" in row.frames else None
    for kid in cue.rights:
        if kid.dep_ in ("prep", "agent", "dative") and kid.lower_ in row.preps:
            found = _behind(kid)
            if infinitive is not None and found and infinitive.tag_ == "VB" and infinitive.i > kid.i:
                return [(found[0][0], infinitive.right_edge.i)]
            if kid.lower_ in ("on", "upon", "to") and "people_on" in row.frames:
                inner = child(kid, "pobj")
                if inner is None or child(inner, "acl", "relcl") is None:
                    continue
            return found
    return _misplaced(cue, row)


def _misplaced(cue: Token, row: CueRow) -> list[Range]:
    """Read "accused government forces of gassing": the parser hung the preposition on the accused."""
    accused = child(cue, "dobj")
    if accused is None or row.kind not in ("accuse", "belief"):
        return []
    for kid in accused.rights:
        if kid.dep_ == "prep" and kid.lower_ in row.preps and (child(kid, "pcomp") is not None or row.lemma == "accuse"):
            return _behind(kid)
    return []


def _behind(preposition: Token) -> list[Range]:
    """The subtree behind a preposition."""
    inner = child(preposition, "pobj", "pcomp")
    return [(inner.left_edge.i, inner.right_edge.i)] if inner is not None else []


def _object(cue: Token, row: CueRow) -> list[Range]:
    """A direct object that is itself what is said."""
    noun = child(cue, "dobj")
    if (
        row.kind == "denial"
        and cue.dep_ == "relcl"
        and noun is not None
        and noun.lower_ in _THAT
        and cue.head.lemma_.lower() in report_words()
    ):
        return [(cue.head.left_edge.i, cue.left_edge.i - 1)]  # "a charge that the ministry denied"
    if noun is None or noun.i < cue.i or noun.tag_ in ("WDT", "WP"):
        return []
    if "figure" in row.frames:
        return _figure(cue, noun)
    if "count" in row.frames:
        return [(noun.left_edge.i, noun.right_edge.i)] if noun.lemma_ in ("toll", "figure", "count", "number", "estimate") else []
    if "judgement" in row.frames:
        verdict = next(
            (kid for kid in cue.rights if kid.dep_ in ("oprd", "acomp", "advcl", "prep") and kid.lower_ in ("responsible", "accountable")),
            None,
        )
        return [(noun.left_edge.i, verdict.right_edge.i)] if verdict is not None else []
    if "object" in row.frames or ("report_object" in row.frames and noun.lemma_.lower() in report_words()):
        return [(noun.left_edge.i, noun.right_edge.i)]
    return []


def _figure(cue: Token, noun: Token) -> list[Range]:
    """Read "put the number of dead at 92": the noun up to the number."""
    end = bounds(cue)[1]
    for at in range(noun.i + 1, end - 1):
        if cue.doc[at].lower_ == "at":
            number = next((word for word in cue.doc[at + 1 : min(at + 5, end)] if word.like_num or word.lemma_ in _ROUGH), None)
            return [(noun.left_edge.i, max(number.i, number.head.right_edge.i if number.head.i > at else 0))] if number is not None else []
    return []


def _parenthesis(cue: Token) -> list[Range]:
    """Read "the army, the ministry said, shelled two villages": the cue is a small clause set off inside its content."""
    head = cue.head
    if cue.dep_ not in ("parataxis", "ccomp", "advcl") or head == cue or not (head.tag_.startswith("V") or head.pos_ == "AUX"):
        return []
    first, last = cue.left_edge.i, cue.right_edge.i
    if last - first >= _PARENTHESIS or child(cue, "nsubj") is None:
        return []
    doc = cue.doc
    starts, ends = bounds(cue)
    opened = first == starts or doc[first - 1].is_punct or doc[first].is_punct
    closed = last + 1 >= ends or doc[last + 1].is_punct or doc[last].is_punct
    if not opened or not closed:
        return []
    pieces = [(head.left_edge.i, first - 1), (last + 1, head.right_edge.i)]
    return [(a, z) for a, z in pieces if a <= z]


def _closing(cue: Token, speaker: Token | None, row: CueRow) -> list[Range]:
    """Read "… and left a crater an AFP correspondent reported": a cue that ends its sentence, in text that has lost its commas."""
    if row.kind not in ("speech", "report") or cue.tag_ not in ("VBD", "VBZ", "VBP") or speaker is None:
        return []
    starts, ends = bounds(cue)
    first, last = speaker.left_edge.i, ends - 1
    if not starts + _LEAST <= first <= speaker.i < cue.i or last - cue.i > _CLOSING or child(cue, "nsubj") != speaker:
        return []
    behind = [
        kid
        for kid in cue.rights
        if kid.dep_ not in ("punct", "prep", "npadvmod", "dobj", "dative", "advmod") and kid.lemma_ not in ("cite", "quote")
    ]
    told = child(cue, "dobj", "dative")
    if behind or (told is not None and cue.lemma_ not in ("tell", "inform", "assure")):
        return []
    return [(starts, first - 1)]
