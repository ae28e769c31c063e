"""What leaves: readings, claims and events in the forms that others read, each row with the ids of the claims it rests on.

    readings.py      readings as JSON, JSON lines and CSV
    events.py        events as JSON lines and CSV              parquet.py   both as Parquet (extra `parquet`)
    geojson.py       where they are                            annotations.py  claims as W3C Web Annotations
    ged.py, acled.py, polecat.py, hxl.py    in the columns of UCDP GED, ACLED, POLECAT, and with HXL tags

`forms.py` lists every form, and is what the commands and the API ask.
"""

from reportedly.export.dossier import Cited, Dossier
from reportedly.export.lines import Column, csv_line
from reportedly.export.readings import COLUMNS, Form, csv_rows, json_object, pieces

__all__ = ["COLUMNS", "Cited", "Column", "Dossier", "Form", "csv_line", "csv_rows", "json_object", "pieces"]
