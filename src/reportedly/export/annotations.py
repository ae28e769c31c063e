"""Claims as W3C Web Annotations (JSON-LD, 2017) with PROV terms: each points at the words that say it, by quotation and by position.

The target is the report's address, else a URN of its text's digest; positions count code points of the report's text, as the recommendation
asks. An event's annotations share its id as `event`. One document is a collection whose first page holds them all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from reportedly.export.dossier import Cited, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from reportedly.model import Span

_AROUND = 32
"""Characters of context before and behind a quotation: what annotation tools use to find it again."""

CONTEXT = (
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "reportedly": "urn:reportedly:",
        "wasAttributedTo": "prov:wasAttributedTo",
        "name": "http://schema.org/name",
        "speakerKind": "reportedly:speakerKind",
        "stance": "reportedly:stance",
        "eventType": "reportedly:eventType",
        "event": "reportedly:event",
        "claim": "reportedly:claim",
        "actors": "reportedly:actors",
        "recipients": "reportedly:recipients",
    },
)


def annotation_page(rows: Iterable[tuple[Cited, str | None]]) -> Iterator[bytes]:
    """Claims, each with the event that it tells of if that is known, as an AnnotationPage, an annotation a line."""
    head: dict[str, Any] = {"@context": CONTEXT, "id": "urn:reportedly:page:1", "type": "AnnotationPage"}
    yield msgspec.json.encode(head)[:-1] + b',"items":[\n'
    before = b""
    for row, event in rows:
        yield before + msgspec.json.encode(_annotation(row, event))
        before = b",\n"
    yield b"\n]}\n"


def _annotation(row: Cited, event: str | None) -> dict[str, Any]:
    """One claim."""
    claim, report = row.claim, row.report
    speaker = claim.speaker
    return {
        "id": f"urn:reportedly:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "claim": claim.id,
        "event": event,
        "eventType": claim.event_type,
        "stance": claim.stance,
        "actors": names(claim.actors),
        "recipients": names(claim.recipients),
        "wasAttributedTo": {
            "type": "prov:Agent",
            "name": speaker.name if speaker else report.outlet,
            "speakerKind": speaker.kind if speaker else "outlet",
        },
        "body": {"type": "TextualBody", "value": _told(row), "format": "text/plain", "language": "en"},
        "target": [_target(row, span) for span in claim.spans],
    }


def _told(row: Cited) -> str:
    """The claim in a line: speaker, stance, type."""
    claim = row.claim
    who = claim.speaker.name if claim.speaker else row.report.outlet or "the outlet"
    return f"{who}: {claim.stance} {claim.event_type}" + (f" at {claim.place.name}" if claim.place else "")


def _target(row: Cited, span: Span) -> dict[str, Any]:
    text = row.report.text
    return {
        "source": row.report.url or f"urn:sha256:{row.report.sha256}",
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": span.text,
                "prefix": text[max(span.start - _AROUND, 0) : span.start],
                "suffix": text[span.end : span.end + _AROUND],
            },
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
        ],
    }
