"""Names and the parties behind every phrase: start at `names.py`, then `actors.py`."""
