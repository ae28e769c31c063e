"""The API over a ledger, and the desk, its first client.

    app        the ASGI app              routes   every route, in one table        openapi   the document made of it
    asks       what can be asked         items    the JSON of answers              forms     answers as JSON, JSON lines, CSV, GeoJSON
    lists      what the ledger answers   reading  what is sent to be read          changes   what is new, as it comes
    guards     who may ask, how often    problems refusals                         cursors   where a page ended
    page       the built page            meters   what the server counts           warm      answers that are made already
    desk       what all of it stands on

`serve` in `reportedly.cli` starts it; the library's records are its JSON.
"""
