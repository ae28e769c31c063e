"""Every record of the library: frozen, typed, unknown is None."""

from reportedly.model.claim import (
    Candidate,
    Claim,
    Group,
    Party,
    Place,
    Precision,
    Relation,
    RelationKind,
    Sex,
    Stance,
    Time,
    TimePrecision,
    Toll,
)
from reportedly.model.reading import FORMAT, Failure, Model, Reader, Reading
from reportedly.model.report import Dates, Omitted, Report
from reportedly.model.span import Span

__all__ = [
    "FORMAT",
    "Candidate",
    "Claim",
    "Dates",
    "Failure",
    "Group",
    "Model",
    "Omitted",
    "Party",
    "Place",
    "Precision",
    "Reader",
    "Reading",
    "Relation",
    "RelationKind",
    "Report",
    "Sex",
    "Span",
    "Stance",
    "Time",
    "TimePrecision",
    "Toll",
]
