"""Content: the words that a cue reports, as ranges of tokens (both ends included)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reportedly.read.denials import report_words
from reportedly.read.speakers import child

if TYPE_CHECKING:
    from spacy.tokens import Token

    from reportedly.read.cues import Cue, CueRow

Range = tuple[int, int]
_PARENTHESIS = 14  # tokens in the longest "…, the ministry said in a statement on Sunday, …"


def verb_content(cue: Cue, speaker: Token | None) -> list[Range]:
    """What a verb cue reports, by the frames of its row; empty when it reports nothing here."""
    token, row = cue.token, cue.row
    clause = child(token, "ccomp") if "clause" in row.frames or "people" in row.frames else None
    citing = next((kid for kid in token.rights if kid.dep_ == "advcl" and kid.lemma_ in ("cite", "quote")), None)
    if clause is None and citing is not None and (cited := child(citing, "ccomp")) is not None:
        return [(cited.left_edge.i, cited.right_edge.i)]  # "Reuters reported, citing officials, that …"
    if clause is not None and not _interrogative(clause, token):
        return _clause(token, clause, speaker)
    passive = child(token, "nsubjpass")
    if passive is not None and child(token, "agent") is None:
        return _passive(token, passive, row)
    infinitive = child(token, "xcomp")
    if infinitive is not None and "people" in row.frames:
        person = child(token, "dobj")
        return [(person.left_edge.i if person is not None else infinitive.left_edge.i, infinitive.right_edge.i)]
    if infinitive is not None and "to" in row.frames:
        return [(infinitive.left_edge.i, infinitive.right_edge.i)]
    found = _prepositions(token, row) or _object(token, row)
    if found or "clause" not in row.frames:
        return found
    return _parenthesis(token)


def noun_content(cue: Cue) -> list[Range]:
    """What a noun cue reports: its that-clause, infinitive, or what stands behind its "of" or "for"."""
    token, row = cue.token, cue.row
    for kid in token.children:
        if kid.i < token.i:
            continue
        if kid.dep_ in ("acl", "ccomp", "relcl") and child(kid, "mark") is not None and kid.tag_ != "VBG" and "clause" in row.frames:
            return [(kid.left_edge.i, kid.right_edge.i)]
        if kid.dep_ in ("acl", "xcomp") and "to" in row.frames and child(kid, "aux") is not None and kid.tag_ == "VB":
            return [(kid.left_edge.i, kid.right_edge.i)]
        if kid.dep_ == "prep" and kid.lower_ in row.preps:
            return _behind(kid)
    return []


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
    return []


def _behind(preposition: Token) -> list[Range]:
    """The subtree behind a preposition."""
    inner = child(preposition, "pobj", "pcomp")
    return [(inner.left_edge.i, inner.right_edge.i)] if inner is not None else []


def _object(cue: Token, row: CueRow) -> list[Range]:
    """A direct object that is itself what is said."""
    noun = child(cue, "dobj")
    if noun is None or noun.i < cue.i or noun.tag_ in ("WDT", "WP"):
        return []
    if "object" in row.frames or ("report_object" in row.frames and noun.lemma_.lower() in report_words()):
        return [(noun.left_edge.i, noun.right_edge.i)]
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
    sentence = cue.sent
    opened = first == sentence.start or doc[first - 1].is_punct or doc[first].is_punct
    closed = last + 1 >= sentence.end or doc[last + 1].is_punct or doc[last].is_punct
    if not opened or not closed:
        return []
    pieces = [(head.left_edge.i, first - 1), (last + 1, head.right_edge.i)]
    return [(a, z) for a, z in pieces if a <= z]
