"""Two claims compared slot by slot, each slot with its reason; whether both can be true. Serves relations in a report and across.

A claim is compared by what it says of itself, never by ids that are local to its report, so that claims of one report
and of two are compared alike. The slots: kind of event, parties, place, time, toll, polarity, outcome (`comparison.py`).
`inside.py` relates the claims of one report; `standing.py` reads how a toll's words place it beside other tolls.
"""

from reportedly.compare.comparison import Comparison, compare, disagreement
from reportedly.compare.evidence import evidence
from reportedly.compare.inside import is_in_scope, relations
from reportedly.compare.kinds import UNFULFILLED, family, is_denied
from reportedly.compare.outcomes import outcomes_of
from reportedly.compare.parties import is_same_party, shared, telling
from reportedly.compare.places import compare_places, is_description, is_inside, names_its_place
from reportedly.compare.slot import Agreement, Slot
from reportedly.compare.standing import figure, is_aggregate, is_part, standings
from reportedly.compare.tolls import MEASURES, is_same_victims, range_words, victims

__all__ = [
    "MEASURES",
    "UNFULFILLED",
    "Agreement",
    "Comparison",
    "Slot",
    "compare",
    "compare_places",
    "compare_times",
    "disagreement",
    "evidence",
    "family",
    "figure",
    "is_aggregate",
    "is_denied",
    "is_description",
    "is_in_scope",
    "is_inside",
    "is_part",
    "is_same_party",
    "is_same_victims",
    "names_its_place",
    "outcomes_of",
    "range_words",
    "relations",
    "shared",
    "standings",
    "telling",
    "victims",
]
