"""The ledger's tables, on one page.

    reports ─┬─ readings ── claims ─┬─ roles ── names          failures     migrations
    outlets ─┘     │                └─ places                  redactions   bookmarks
                readers             links   reviews ── reviewed

    reports ─┬─ bands        claims ─┬─ blocks                 events ─┬─ memberships ── claims
             └─ copies               ├─ families                       ├─ changes
             linkings                └─ descents ── lineages           └─ summaries      waiting

Every time is an integer: microseconds since 1970 in UTC. `learned` is when the ledger took a row in and never runs back;
`superseded` is when another row took its place, NULL while it holds: the record as known at T is `learned <= T` and
(`superseded` is NULL or `> T`). `happened_start` and `happened_end` are half open, both NULL where the words tell no day; an end that they
leave open reaches through the day of publication, a start that they leave open is the last day. `published` is midnight of the day.
Numbers count up in the order of learning. Ids are the content-derived ones of `codec`.

What a reader found is kept whole, as the codec's JSON, compressed, one `body` a reading (a body a claim took three times the
disk); a claim's row has the columns that queries need, and its `position` in that body. Full text (`claim_words`,
`report_words`) and boxes (`place_boxes`) are the dialect's: see `dialect`.

What linking decided is kept as it was decided: who tells of which event, in whose voice, and what a list shows of an event, each with
`learned` and `superseded`; the event itself is computed from its claims whenever it is asked for. Keys are 64-bit hashes.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

METADATA = MetaData()

_Number = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers its rows only by a column that is called INTEGER
_Time = BigInteger

LASTING_OVER = 32 * 86_400_000_000  # microseconds: longer than every month

LASTING = text(f"happened_end - happened_start > {LASTING_OVER}")
"""What lasts longer is found by an index of its own, so that everything else is found by when it began."""

SUPERSEDED = text("superseded IS NOT NULL")
"""What no longer holds is found by when it ceased to: linking asks for what left since it last looked."""

HELD = text("superseded IS NULL")

ACTOR, RECIPIENT, SPEAKER = 1, 2, 4
"""What `roles.role` adds up."""

reports = Table(
    "reports",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, index=True),  # twice only for a page that went back to an earlier text
    Column("revision", Integer, nullable=False),  # 1, 2, …: the texts that stood at one address
    Column("revises", _Number, ForeignKey("reports.number")),
    Column("outlet", Integer, ForeignKey("outlets.number")),
    Column("title", Text),
    Column("address", Text),  # its web address, else the path of the file that holds it alone
    Column("address_digest", Text, index=True),  # stays when a redaction takes the address
    Column("origin", Text),  # what was opened: "reports.jsonl:17"
    Column("published", _Time),
    Column("language", Text),
    Column("licence", Text),
    Column("sha256", Text, nullable=False),  # of the text as it came: a redaction leaves it
    Column("raw_sha256", Text, nullable=False),
    Column("retrieved", _Time),
    Column("headers", Text),  # of the response, a JSON array of pairs
    Column("learned", _Time, nullable=False),
    Column("superseded", _Time),
    Column("body", LargeBinary, nullable=False),  # the codec's JSON of the Report, compressed
    Index("reports_outlet", "outlet"),
    Index("reports_published", "published"),
)

outlets = Table(
    "outlets",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False, unique=True),
    Column("folded", Text, nullable=False, index=True),
)

readers = Table(
    "readers",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", Text, nullable=False, unique=True),
    Column("reader", Text, nullable=False),  # JSON of the Reader: version, model, weights, settings
)

readings = Table(
    "readings",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("report", _Number, ForeignKey("reports.number"), nullable=False, index=True),
    Column("reader", Integer, ForeignKey("readers.number"), nullable=False),
    Column("confirms", _Number, ForeignKey("readings.number")),  # a later reader that found the very same: no claims of its own
    Column("first", _Number, nullable=False),  # its claims are numbered first, first + 1, … to its total
    Column("total", Integer, nullable=False),
    Column("learned", _Time, nullable=False, index=True),
    Column("superseded", _Time),
    Column("body", LargeBinary),  # JSON of what was found, compressed; NULL when it confirms another
)

claims = Table(
    "claims",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, index=True),
    Column("reading", _Number, ForeignKey("readings.number"), nullable=False),
    Column("report", _Number, ForeignKey("reports.number"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("event_type", Text, nullable=False),
    Column("stance", Text, nullable=False),
    Column("speaker_kind", Text),  # NULL where the outlet speaks in its own voice
    Column("outlet", Integer, ForeignKey("outlets.number")),
    Column("place", Integer, ForeignKey("places.number")),
    Column("happened_start", _Time),
    Column("happened_end", _Time),
    Column("published", _Time),
    Column("learned", _Time, nullable=False),
    Column("superseded", _Time),
    Index("claims_event_type", "event_type"),
    Index("claims_outlet", "outlet"),
    Index("claims_place", "place", "superseded"),
    Index("claims_happened", "happened_start", "happened_end"),
    Index("claims_lasting", "happened_start", "happened_end", sqlite_where=LASTING, postgresql_where=LASTING),
    Index("claims_superseded", "superseded", sqlite_where=SUPERSEDED, postgresql_where=SUPERSEDED),
)

names = Table(
    "names",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),  # without letter case
    Column("wikidata", Text, index=True),  # of a party that news knows
)

roles = Table(
    "roles",
    METADATA,
    Column("name", Integer, ForeignKey("names.number"), primary_key=True),
    Column("claim", _Number, ForeignKey("claims.number"), primary_key=True),
    Column("role", SmallInteger, nullable=False),
    sqlite_with_rowid=False,
)

places = Table(
    "places",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("folded", Text, nullable=False, index=True),
    Column("admin1", Text),
    Column("admin2", Text),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("precision", Text),
)

links = Table(
    "links",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False),
    Column("from_claim", Text, nullable=False, index=True),
    Column("to_claim", Text, nullable=False, index=True),
    Column("reasons", Text, nullable=False),  # a JSON array: no link without its reasons
    Column("reading", _Number, ForeignKey("readings.number"), index=True),  # NULL for what linking decided
    Column("learned", _Time, nullable=False),
    Column("superseded", _Time),
)

bands = Table(  # by what a text's copies are found: keys of its sketch
    "bands",
    METADATA,
    Column("key", BigInteger, primary_key=True),
    Column("report", _Number, ForeignKey("reports.number"), primary_key=True),
    sqlite_with_rowid=False,
)

copies = Table(  # which stretches of a text stand in others; made anew when another comes
    "copies",
    METADATA,
    Column("report", _Number, ForeignKey("reports.number"), primary_key=True, autoincrement=False),
    Column("other", _Number, ForeignKey("reports.number"), primary_key=True, index=True),
    Column("stretches", LargeBinary, nullable=False),  # JSON, compressed
    sqlite_with_rowid=False,
)

blocks = Table(  # by what claims of the same event are found: who stands near whom on a key
    "blocks",
    METADATA,
    Column("key", BigInteger, primary_key=True),
    Column("place", BigInteger, primary_key=True),  # by day, publication and anchor
    Column("claim", _Number, ForeignKey("claims.number"), primary_key=True),
    sqlite_with_rowid=False,
)

families = Table(  # claims that ties connect, however far: what is decided anew together
    "families",
    METADATA,
    Column("claim", _Number, ForeignKey("claims.number"), primary_key=True, autoincrement=False),
    Column("family", _Number, nullable=False, index=True),  # the number of one of its claims
)

lineages = Table(
    "lineages",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, index=True),  # again where another kind or camp is told of it
    Column("lineage", Text, nullable=False),  # JSON of the Lineage: name, voice, kind, camp
)

descents = Table(
    "descents",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("claim", _Number, ForeignKey("claims.number"), nullable=False, index=True),
    Column("lineage", Integer, ForeignKey("lineages.number"), nullable=False),
    Column("copies", Text),  # the id of the claim whose words it repeats
    Column("reasons", Text, nullable=False),  # a JSON array
    Column("learned", _Time, nullable=False),
    Column("superseded", _Time),
)

events = Table(
    "events",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("id", Text, nullable=False, unique=True),
)

memberships = Table(
    "memberships",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("claim", _Number, ForeignKey("claims.number"), nullable=False, index=True),
    Column("event", _Number, ForeignKey("events.number"), nullable=False, index=True),
    Column("learned", _Time, nullable=False),
    Column("superseded", _Time),
)

changes = Table(  # that an event became another: a row for each pair of one before and one after
    "changes",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("change", _Number, nullable=False),  # the number of the first row of the same change
    Column("kind", Text, nullable=False),  # merge, split, rename
    Column("before", _Number, ForeignKey("events.number"), nullable=False, index=True),
    Column("after", _Number, ForeignKey("events.number"), nullable=False, index=True),
    Column("reasons", Text, nullable=False),  # a JSON array
    Column("learned", _Time, nullable=False),
)

summaries = Table(  # an event as a list shows it
    "summaries",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("event", _Number, ForeignKey("events.number"), nullable=False, index=True),
    Column("status", Text, nullable=False),
    Column("contest", Integer, nullable=False),
    Column("deaths", Integer, nullable=False),  # the best number, else the lowest; -1 where no claim gives one
    Column("updated", _Time, nullable=False),
    Column("learned", _Time, nullable=False),
    Column("superseded", _Time),
    Column("body", LargeBinary),  # JSON of the EventSummary, compressed; NULL since words of a claim of it were redacted
    Index("summaries_contest_now", "contest", "updated", "event", sqlite_where=HELD, postgresql_where=HELD),
    Index("summaries_deaths_now", "deaths", "updated", "event", sqlite_where=HELD, postgresql_where=HELD),
    Index("summaries_updated_now", "updated", "event", sqlite_where=HELD, postgresql_where=HELD),
    Index("summaries_contest", "contest", "updated", "event", "learned", "superseded"),
    Index("summaries_deaths", "deaths", "updated", "event", "learned", "superseded"),
    Index("summaries_updated", "updated", "event", "learned", "superseded"),
)

linkings = Table(  # how far linking has come
    "linkings",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("through", _Number, nullable=False),  # the last claim that was linked
    Column("departed", _Time, nullable=False),  # what had been superseded by then has left its events
    Column("claims", Integer, nullable=False),
    Column("program", Text, nullable=False),  # the version of reportedly that linked
    Column("learned", _Time, nullable=False),
)

waiting = Table(  # claims to be linked again: words of them were redacted, or somebody reviewed them. A queue, not history
    "waiting",
    METADATA,
    Column("claim", _Number, ForeignKey("claims.number"), primary_key=True, autoincrement=False),
)

failures = Table(
    "failures",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("origin", Text, nullable=False),
    Column("given", Text, nullable=False),  # what was given to `add`: what is opened again to retry
    Column("said", Text, nullable=False),  # JSON of what the user said of it: outlet, day, licence…
    Column("report", _Number, ForeignKey("reports.number")),  # set when its text is kept and only the reading failed
    Column("stage", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("learned", _Time, nullable=False),
    Column("superseded", _Time),  # when it was read after all
    Index("failures_origin", "origin"),
)

reviews = Table(  # what somebody decided of a claim or of events; appended, never edited: what holds of it is computed (`reviews`)
    "reviews",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("verdict", Text, nullable=False),  # accept, correct, reject: of a claim; merge, split: of events; undo: of a review
    Column("undoes", _Number, ForeignKey("reviews.number"), index=True),
    Column("correction", Text),  # what should be otherwise: a JSON merge patch (RFC 7396) of the claim
    Column("reviewer", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("learned", _Time, nullable=False),
)

reviewed = Table(  # the claims that a review is about; an event is told by its claims, since its id may change
    "reviewed",
    METADATA,
    Column("review", _Number, ForeignKey("reviews.number"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("part", Integer, nullable=False),  # 0; of a merge the events 0, 1, …; of a split those who go (0) and those who stay (1)
    Column("anchor", Text, nullable=False, index=True),  # survives a better reader
    Column("claim", Text, nullable=False),  # the claim's id as it was
)

redactions = Table(
    "redactions",
    METADATA,
    Column("number", _Number, primary_key=True, autoincrement=False),
    Column("report", _Number, ForeignKey("reports.number"), nullable=False, index=True),
    Column("scope", Text, nullable=False),  # report, claim, words
    Column("claim", Text),  # the id of the claim whose words went
    Column("characters", Integer, nullable=False),
    Column("reason", Text, nullable=False),
    Column("learned", _Time, nullable=False),
)

bookmarks = Table(  # where watching an address left off: a state that is overwritten, not history
    "bookmarks",
    METADATA,
    Column("address", Text, primary_key=True),
    Column("state", LargeBinary, nullable=False),
    Column("learned", _Time, nullable=False),
)

migrations = Table(
    "migrations",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("name", Text, nullable=False),
    Column("program", Text, nullable=False),  # the version of reportedly that made it
    Column("learned", _Time, nullable=False),
    UniqueConstraint("name"),
)
