"""What a claim's event is called in other schemes, and what every name of a scheme means.

    acled(claim)   type and sub-event type of ACLED, None where it would be none of its events
    cameo(claim)   root category of CAMEO
    ucdp(claim)    "state-based", "non-state" or "one-sided" violence of UCDP
    explain(name)  the definition of a type, mode, context, auxiliary mode or name of those schemes, as text

The mappings are tables (`acled`, `cameo`, `ucdp`, `party_classes` in the lexicon) of which the first row that fits counts. They
say what the claim's event *would be*, were it so: a claim denied, planned or hedged is mapped alike, and its stance says the rest.
What is made so is in the manner of a scheme, never data of the project that keeps it.
"""

from reportedly.schemes.explain import Entry, Mapped, Meant, entries, explain, find, near, overview
from reportedly.schemes.mappings import Acled, Cameo, acled, cameo, ucdp
from reportedly.schemes.parties import is_of

__all__ = [
    "Acled",
    "Cameo",
    "Entry",
    "Mapped",
    "Meant",
    "acled",
    "cameo",
    "entries",
    "explain",
    "find",
    "is_of",
    "near",
    "overview",
    "ucdp",
]
