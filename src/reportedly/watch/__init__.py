"""Feeds polled politely, their articles fetched and handed on as they come.

    rounds    `watch`: polls feeds and fetches articles until told to stop, or once
    states    what is known of each feed between runs: in memory, in a folder, or in whatever else has `get` and `put`

What comes of an article is the caller's: `watch` hands each report or failure to a callable and then notes it as done, so that a
crash in between hands it on again and loses nothing.
"""
