"""The index of place names: `open_index().find("Panjshir")` is every place of that name."""

from reportedly.gazetteer.index import Entry, Gazetteer, Kind, open_index
from reportedly.gazetteer.spelling import normalise

__all__ = ["Entry", "Gazetteer", "Kind", "normalise", "open_index"]
