"""Lines in the form of GeoNames' files, of places that are invented or written down from a map by ourselves."""

from __future__ import annotations


def place(geonameid: int, name: str, code: str = "PPL", **cells: object) -> str:
    """A line of a country file: 19 columns. Anaba's surroundings in Panjshir unless `cells` say otherwise."""
    row = {
        "geonameid": geonameid,
        "name": name,
        "ascii": name,
        "aliases": "",
        "latitude": "35.20",
        "longitude": "69.50",
        "class": "P",
        "code": code,
        "country": "AF",
        "others": "",
        "admin1": "42",
        "admin2": "",
        "admin3": "",
        "admin4": "",
        "population": "0",
        "elevation": "",
        "dem": "2100",
        "timezone": "Asia/Kabul",
        "changed": "2024-01-01",
    }
    row.update(cells)
    return "\t".join(str(cell) for cell in row.values())


def name(geonameid: int, called: str, language: str = "en") -> str:
    """A line of alternateNamesV2.txt: 10 columns."""
    return "\t".join(["1", str(geonameid), language, called, "", "", "", "", "", ""])


VALLEY = [
    place(90000001, "Deh Parian", aliases="Deh Paryan,Parian,dh baryan"),
    place(90000002, "Dara-ye Hazara", "VAL", **{"class": "T"}, latitude="35.42", longitude="69.77"),
    place(90000003, "Rod-e Panjsher", "STM", **{"class": "H"}, latitude="35.15", longitude="69.30"),
    place(90000004, "Koh-e Mir Samir", "MT", **{"class": "T"}, latitude="35.58", longitude="70.16"),
    place(90000005, "Kotal-e Anjoman", "PASS", **{"class": "T"}, latitude="35.95", longitude="70.38"),
    place(90000006, "Mazra‘eh-ye Gol", "FRM", **{"class": "S"}),
]
"""Six places of one valley: the last is a farm, which the reader has no use for."""
