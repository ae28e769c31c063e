"""What people decide, appended: nothing that was decided before is edited. The claims that it touches wait to be linked again."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, insert

from reportedly.errors import OptionError
from reportedly.ledger import events, reviews, schema, view
from reportedly.ledger.append.batch import Batch
from reportedly.ledger.dialect import insert_new
from reportedly.ledger.standing import corrected

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reportedly.ledger.book import Ledger
    from reportedly.ledger.records import ClaimRow
    from reportedly.model.review import Review, Verdict

_LONGEST = 2_000  # characters of a reason
_NAME = 100  # characters of a reviewer's name
_MOST = 500  # claims of one decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What somebody decides. `parts`: ids of claims, as `model.review.Review` has them; `changes`: a JSON merge patch of the claim."""

    verdict: Verdict
    reviewer: str
    reason: str = ""
    parts: tuple[tuple[str, ...], ...] = ()
    undoes: int | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)


def review(ledger: Ledger, decision: Decision) -> Review:
    """The decision as it is kept. Raises OptionError for one that makes no sense, LedgerWriteError and ClockError."""
    reviewer, reason = _line(decision.reviewer), _line(decision.reason)
    if not reviewer or len(reviewer) > _NAME:
        raise OptionError(f"reviewer: give the name of who decides, {_NAME} characters at most")
    if len(reason) > _LONGEST or (not reason and decision.verdict != "accept"):
        raise OptionError(f"reason: say why, in {_LONGEST:,} characters at most; only what is accepted needs none")
    with ledger.writing() as connection:
        taking = _Taking(connection, ledger.now(connection), decision)
        changes = taking.checked()
        number = taking.batch.number(schema.reviews)
        row = {"number": number, "verdict": decision.verdict, "undoes": decision.undoes, "reviewer": reviewer, "reason": reason}
        correction = msgspec.json.encode(changes).decode() if changes is not None else None
        connection.execute(insert(schema.reviews).values(**row, correction=correction, learned=taking.batch.now))
        taking.keep(number)
        kept = reviews.review(connection, number)
    if kept is None:
        raise OptionError("the decision was not kept; give it again")
    return kept


class _Taking:
    """A decision on its way in."""

    def __init__(self, connection: Connection, now: int, decision: Decision) -> None:
        self.connection = connection
        self.batch = Batch(connection, now)
        self.decision = decision
        self._claims: dict[str, ClaimRow] = {}

    def checked(self) -> dict[str, Any] | None:
        """What a correction makes otherwise, None for another verdict. Raises OptionError for what makes no sense."""
        decision = self.decision
        if decision.verdict == "undo":
            self._undo()
            return None
        if decision.undoes is not None:
            raise OptionError("undoes: only the verdict undo undoes something")
        self._find()
        least = {"merge": 2, "split": 1}.get(decision.verdict, 1)
        of_one = decision.verdict not in {"merge", "split"}
        if len(decision.parts) < least or (of_one and (len(decision.parts) != 1 or len(decision.parts[0]) != 1)):
            raise OptionError(
                "parts: give [[id]] for a verdict on a claim; [[id, …], [id, …]], claims of each event, to merge; "
                "[[ids that go], [ids that stay]] to split"
            )
        if decision.verdict == "split":
            self._check_split()
        if decision.verdict != "correct":
            if decision.changes:
                raise OptionError("changes: only a correction changes something; give the verdict correct")
            return None
        row = self._claims[decision.parts[0][0]]
        return corrected(row.claim if row.original is None else row.original, row.report.text, decision.changes)

    def keep(self, number: int) -> None:
        """Keep which claims it is about, and have them linked again."""
        position = 0
        for part, names in enumerate(self.decision.parts):
            for name in names:
                claim = self._claims[name].claim
                row = {"review": number, "position": position, "part": part, "anchor": claim.anchor, "claim": claim.id}
                self.connection.execute(insert(schema.reviewed).values(**row))
                position += 1
        waiting = [{"claim": row.number} for row in self._claims.values() if row.superseded is None]
        if waiting:
            insert_new(self.connection, schema.waiting, waiting)

    def _undo(self) -> None:
        """What is undone must be there and hold; its claims are linked again."""
        if self.decision.undoes is None or self.decision.parts or self.decision.changes:
            raise OptionError("undo: give the number of what is undone as `undoes`, and no claims")
        before = reviews.review(self.connection, self.decision.undoes)
        if before is None or not before.holds:
            state = "none has this number" if before is None else "it is undone already"
            raise OptionError(f"undoes {self.decision.undoes}: {state}; /api/reviews/log lists all decisions")
        while before.verdict == "undo" and before.undoes is not None:
            found = reviews.review(self.connection, before.undoes)
            if found is None:
                break
            before = found
        self._load(one.claim for part in before.parts for one in part)

    def _find(self) -> None:
        """The claims that it is about. Raises OptionError for unknown ones."""
        names = [name for part in self.decision.parts for name in part]
        if len(names) != len(set(names)) or not names or len(names) > _MOST or not all(self.decision.parts):
            raise OptionError(f"parts: 1 to {_MOST} claims, each once, and none of the parts empty")
        self._load(names)
        unknown = [name for name in names if name not in self._claims]
        if unknown:
            raise OptionError(f"parts: no claim has the id {unknown[0][:40]!r}; give whole ids, as /api/claims lists them")

    def _load(self, names: Iterable[str]) -> None:
        """Open claims by their ids."""
        wanted = list(dict.fromkeys(names))
        numbers = events.numbers_of(self.connection, wanted, None)
        found = view.rows_of(self.connection, list(numbers.values()))
        self._claims = {name: found[number] for name, number in numbers.items()}

    def _check_split(self) -> None:
        """All claims of a split must be of one event, and some must stay in it."""
        homes = events.events_of(self.connection, self._claims, None)
        if len({homes.get(name) for name in self._claims}) != 1 or None in homes.values() or not homes:
            raise OptionError("split: the claims are not all of one event; give ids of claims of one event")
        inside = events.members(self.connection, set(homes.values()), None)
        if sum(map(len, inside.values())) <= len(self.decision.parts[0]):
            raise OptionError("split: no claim would stay; leave some in the event")


def _line(words: str) -> str:
    """One clean line: what cannot be shown is left out."""
    return " ".join("".join(letter if letter.isprintable() else " " for letter in words).split())
