"""The index of place names: `open_index().find("Panjshir")` is every place of that name.

`added` are the indexes of a user's own GeoNames files, `adding` makes them, `geonames` reads the files, `form` is what an index looks like.
"""

from reportedly.gazetteer.added import open_with
from reportedly.gazetteer.index import Entry, Gazetteer, Kind, Point, open_index
from reportedly.gazetteer.spelling import normalise

__all__ = ["Entry", "Gazetteer", "Kind", "Point", "normalise", "open_index", "open_with"]
