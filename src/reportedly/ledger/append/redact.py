"""Words that must go: from the report, its other revisions, every reading of them, full text, names, links and failures.

What stays is a tombstone: the digest of the text as it came, how much went, why and when. Then the file is written anew, so that the
bytes are gone too, not only unreachable.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, Row, delete, exists, insert, or_, select, update

from reportedly.errors import OptionError
from reportedly.ledger import dialect, events, redaction, rows, schema, view
from reportedly.ledger.append.batch import Batch, chunks
from reportedly.ledger.append.unlink import claims_of, unlink

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from reportedly.ledger.book import Ledger
    from reportedly.ledger.redaction import Text
    from reportedly.ledger.rows import Found
    from reportedly.model import Claim, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Redacted:
    """What a redaction took: from how many reports (revisions counted), how many characters. 0 when it had been done before."""

    reports: int
    characters: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What is to go: `words`, else what `claim` quotes, else all of the report.

    `holder` is the report that has the claim; in its other revisions the words that it quotes go too.
    """

    reason: str
    words: re.Pattern[str] | None = None
    claim: Claim | None = None
    holder: int | None = None

    @property
    def gone(self) -> str | None:
        """The id of the claim that goes."""
        return self.claim.id if self.claim else None

    @property
    def scope(self) -> str:
        """As the tombstone calls it."""
        return "words" if self.words else "claim" if self.claim else "report"


def redact(ledger: Ledger, name: str, reason: str, words: Sequence[str] = ()) -> Redacted:
    """What went. `name` is the id of a report, which goes whole, or of a claim, whose quoted words go; with `words` only they go.

    Raises OptionError for an unknown id, a missing reason, or words that do not stand there; LedgerWriteError when the words are gone
    from every view but another process keeps the file's old pages.
    """
    if not reason.strip():
        raise OptionError("redact: no reason; say with --reason why the words must go: the tombstone keeps it")
    if any(not any(map(str.isalnum, phrase)) for phrase in words):
        raise OptionError("redact: words without a letter or digit; give a name or phrase as it is written")
    with ledger.writing() as connection:
        found = view.identify(connection, name)
        order = _Order(reason=" ".join(reason.split()))
        if words:
            order = replace(order, words=redaction.pattern(words))
        elif found.claim is not None:
            order = replace(order, claim=view.claim(connection, found.claim).claim, holder=found.report)
        chain = _chain(connection, found.report)
        reports = [row.number for row in chain]
        claims = claims_of(connection, reports)
        dialect.unguard(connection)
        tried = [_Redacting(Batch(connection, ledger.now(connection)), order, row).run() for row in chain]
        taken = [took for took in tried if took is not None]
        if taken:
            unlink(connection, reports, claims, lambda said: _masked(said, order.words))
        dialect.guard(connection)
        before = schema.redactions.c.report.in_(reports)
        if not taken and not connection.execute(select(exists().where(before))).scalar():
            raise OptionError(f"redact: these words do not stand in {name}; give them as they are written there (reportedly show {name})")
    ledger.purge()
    return Redacted(reports=len(taken), characters=sum(taken))


def _chain(connection: Connection, report: int) -> Sequence[Row[tuple[int, bytes, str | None]]]:
    """The report and the others that stood at its address."""
    at = schema.reports.c
    address = select(at.address_digest).where(at.number == report).scalar_subquery()
    which = or_(at.number == report, at.address_digest == address)
    return connection.execute(select(at.number, at.body, at.origin).where(which).order_by(at.number)).all()


class _Redacting:
    """One report being redacted."""

    def __init__(self, batch: Batch, order: _Order, row: Row[tuple[int, bytes, str | None]]) -> None:
        self.batch = batch
        self.connection = batch.connection
        self.order = order
        self.number, body, self.origin = row
        self.before = rows.unpacked_report(body)
        self._names: set[str] = set()
        self._places: set[int] = set()
        self._claims: set[str] = set()
        self._anchors: set[str] = set()

    def run(self) -> int | None:
        """How many characters went; None, and nothing is written, when none of the words stand here."""
        report, text, words = self._without()
        held = schema.readings.c
        columns = select(held.number, held.first, held.total, held.body).where(held.report == self.number, held.body.is_not(None))
        found: list[tuple[Row[Any], Found, Found, Sequence[int]]] = []
        for row in self.connection.execute(columns).all():
            before = rows.unpacked_found(row.body)
            after = (rows.Found(), ()) if text is None else redaction.found_without(before, text, words, self.order.gone)
            found.append((row, before, *after))
        if report == self.before and all(before == after for _, before, after, _ in found):
            return None
        self._rewrite(report)
        for reading in found:
            self._rewrite_reading(*reading)
        self._mask_failures(words)
        self._mask_reviews(words)
        self._mask_links(words)
        self._drop_orphans()
        return self._tombstone(report)

    def _without(self) -> tuple[Report, Text | None, re.Pattern[str] | None]:
        """The report as it is to be, its text before and after (None: all of it goes), and the words that went by name."""
        if self.order.words:
            report, text = redaction.without_words(self.before, self.order.words)
            return report, text, self.order.words
        if self.order.claim is None:
            return redaction.without_all(self.before), None, None
        if self.order.holder == self.number:
            report, text = redaction.without_claim(self.before, self.order.claim)
            return report, text, None
        quoted = redaction.pattern(span.text for span in self.order.claim.spans)
        report, text = redaction.without_words(self.before, quoted)
        return report, text, quoted

    def _rewrite(self, report: Report) -> None:
        """Put the report as it is to be in the place of what it was."""
        whole, words = self.order.scope == "report", self.order.words
        at = schema.reports.c
        values = {"title": report.title, "address": report.url if self.before.url else at.address, "body": rows.packed(report)}
        if whole:
            values |= {"address": None, "origin": None, "headers": None}
        elif words and self.origin:
            values["origin"] = redaction.masked(self.origin, words)
        self.connection.execute(update(schema.reports).where(at.number == self.number).values(values))
        dialect.forget_words(self.connection, schema.reports, [(self.number, rows.report_words(self.before))])
        if not whole:
            self.batch.insert_words(schema.reports, self.number, rows.report_words(report))

    def _rewrite_reading(self, reading: Row[Any], before: Found, found: Found, left: Sequence[int]) -> None:
        """Put what was found as it is to be in the place of what it was; claims that stay keep their numbers and times."""
        at, number = schema.claims.c, reading.number
        inside = at.number.between(reading.first, reading.first + reading.total - 1)
        held = {row.position: row for row in self.connection.execute(select(schema.claims).where(inside))}
        dialect.forget_words(
            self.connection, schema.claims, [(row.number, rows.claim_words(before.claims[position])) for position, row in held.items()]
        )
        self._claims |= {claim.id for claim in before.claims}
        self._anchors |= {claim.anchor for claim in before.claims}
        self._forget_roles(before, [row.number for row in held.values()])
        self._places |= {row.place for row in held.values() if row.place is not None}
        self.connection.execute(delete(schema.claims).where(inside))
        self.connection.execute(update(schema.readings).where(schema.readings.c.number == number).values(body=rows.packed(found)))
        links = schema.links.c
        superseded = self.connection.execute(select(links.learned, links.superseded).where(links.reading == number).limit(1)).first()
        self.connection.execute(delete(schema.links).where(links.reading == number))
        if superseded is not None:
            self.batch.insert_links(number, found.relations, superseded.learned, superseded.superseded)
        for position, (was, claim) in enumerate(zip(left, found.claims, strict=True)):
            row = held[was]
            self.batch.insert_claim(
                row.number,
                claim,
                self.before,
                row.superseded,
                reading=number,
                report=self.number,
                position=position,
                learned=row.learned,
            )
        self.batch.flush()

    def _forget_roles(self, before: Found, numbers: Sequence[int]) -> None:
        """Take the claims' names from the roles."""
        names = {name.folded for claim in before.claims for name in rows.parties(claim)}
        self._names |= names
        at = schema.names.c
        for name in chunks(names):
            for claim in chunks(numbers):
                of_names = schema.roles.c.name.in_(select(at.number).where(at.folded.in_(name)))
                self.connection.execute(delete(schema.roles).where(of_names, schema.roles.c.claim.in_(claim)))

    def _mask_failures(self, words: re.Pattern[str] | None) -> None:
        """Take the words out of what was said of failures to read the report."""
        at = schema.failures.c
        columns = select(at.number, at.message, at.origin, at.given).where(at.report == self.number)
        for number, *said in self.connection.execute(columns).all():
            message, origin, given = (_masked(one, words) for one in said)
            values = {"message": message, "origin": origin, "given": given}
            self.connection.execute(update(schema.failures).where(at.number == number).values(values))

    def _mask_reviews(self, words: re.Pattern[str] | None) -> None:
        """Take the words out of what analysts said of the claims."""
        at = schema.reviews.c
        for anchors in chunks(self._anchors):
            about = select(schema.reviewed.c.review).where(schema.reviewed.c.anchor.in_(anchors))
            which = or_(at.number.in_(about), at.undoes.in_(about))
            for row in self.connection.execute(select(at.number, at.reason, at.correction).where(which)).all():
                correction = _masked(row.correction, words) if row.correction and words else None
                values = {"reason": _masked(row.reason, words), "correction": correction}
                self.connection.execute(update(schema.reviews).where(at.number == row.number).values(values))

    def _mask_links(self, words: re.Pattern[str] | None) -> None:
        """Take the words out of the reasons of links to other reports, and links to claims that went with them."""
        at = schema.links.c
        for claims in chunks(self._claims):
            touching = or_(at.from_claim.in_(claims), at.to_claim.in_(claims))
            for row in self.connection.execute(select(schema.links).where(touching, events.BY_LINKING)).all():
                this = at.number == row.number
                if self.order.scope == "report" or self.order.gone in (row.from_claim, row.to_claim):
                    self.connection.execute(delete(schema.links).where(this))
                else:
                    reasons = [_masked(reason, words) for reason in msgspec.json.decode(row.reasons, type=list[str])]
                    self.connection.execute(update(schema.links).where(this).values(reasons=msgspec.json.encode(reasons).decode()))

    def _drop_orphans(self) -> None:
        """Delete names and places that no claim has any more."""
        name, place = schema.names.c, schema.places.c
        unused = ~exists().where(schema.roles.c.name == name.number)
        for folded in chunks(self._names):
            self.connection.execute(delete(schema.names).where(name.folded.in_(folded), unused))
        unplaced = ~exists().where(schema.claims.c.place == place.number)
        for numbers in chunks(self._places):
            gone = self.connection.execute(select(place.number).where(place.number.in_(numbers), unplaced)).scalars().all()
            self.connection.execute(delete(schema.places).where(place.number.in_(gone)))
            dialect.forget_places(self.connection, gone)

    def _tombstone(self, report: Report) -> int:
        """Keep what went, and return how many characters of the text and the title that was."""
        characters = sum(1 for one in self.before.text if not one.isspace()) if not report.text else 0
        if report.text:
            characters = redaction.Text(self.before.text, report.text).characters
            characters += redaction.Text(self.before.title or "", report.title or "").characters
        number = self.batch.number(schema.redactions)
        row = {"number": number, "report": self.number, "scope": self.order.scope, "claim": self.order.gone, "characters": characters}
        self.connection.execute(insert(schema.redactions).values(**row, reason=self.order.reason, learned=self.batch.now))
        return characters


def _masked(said: str, words: re.Pattern[str] | None) -> str:
    """What was said, without the words; without any of it where it is not known which words went."""
    return redaction.masked(said, words) if words else redaction.MARK
