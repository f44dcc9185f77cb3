"""
The tables of the durable store.

An entry's id holds its room's number and its `seq` in one integer.  The B-tree of `events` thus holds the log of each
room in order: a page is one range scan, the head is the last id of a room's range, and a message writes nothing else.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    String,
    Table,
    Text,
    false,
    text,
)

METADATA = MetaData()
Long = BigInteger().with_variant(Integer, "sqlite")
"""A 64-bit integer.  SQLite assigns row ids automatically only in an ``INTEGER`` column."""

MESSAGE, EDIT, DELETE = range(3)
"""Values of `events.kind`."""

SEQ_BITS = 32
SEQ_MASK = (1 << SEQ_BITS) - 1


def entry_id(room: int, seq: int) -> int:
    """
    Returns the id of an entry; `room` is the room's number.
    """
    return room << SEQ_BITS | seq


def seq_of(entry: int) -> int:
    """
    Returns the `seq` in an entry's id.
    """
    return entry & SEQ_MASK


def room_of(entry: int) -> int:
    """
    Returns the room's number in an entry's id.
    """
    return entry >> SEQ_BITS


# A log that is replaced keeps its number in a row without a name, and is deleted in small steps.  `first`: the oldest
# seq that is still shown.  `indexed`: the search index and `authored` contain everything up to this seq, except
# messages up to `reindex` while the index is being rebuilt.  `words`: the folded words of id, title and topic, each
# after a space; the list of rooms is searched by them.
rooms = Table(
    "rooms",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("name", String(164), unique=True),
    Column("epoch", String(24), nullable=False),
    Column("first", Long, nullable=False),
    Column("indexed", Long, nullable=False, server_default="0"),
    Column("title", Text, nullable=False),
    Column("topic", Text, nullable=False),
    Column("slow", Integer, nullable=False),
    Column("retention", String(40)),
    Column("reindex", Long, nullable=False, server_default="0"),
    Column("words", Text, nullable=False, server_default=""),
)

# `text` is the present text of a message, stored only here; NULL: deleted.  `data` is the JSON of its data.  `link`:
# for a message, the seq of the edit or delete that last changed it; for an edit or delete, the seq of its message.
# `digest` identifies the original text and data sent with a key once one of them has changed.
events = Table(
    "events",
    METADATA,
    Column("id", Long, primary_key=True, autoincrement=False),
    Column("kind", SmallInteger, nullable=False),
    Column("author", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("time", Long, nullable=False),
    Column("text", Text),
    Column("key", String(64)),
    Column("reply_to", Long),
    Column("link", Long),
    Column("digest", LargeBinary),
    Column("data", Text),
)

# Author and key ('' for none) of each message.  Its rows are not in log order, so it is filled later in large steps.
authored = Table(
    "authored",
    METADATA,
    Column("room", Integer, primary_key=True, autoincrement=False),
    Column("author", Text, primary_key=True),
    Column("key", String(64), primary_key=True),
    Column("seq", Long, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

seen = Table(
    "seen",
    METADATA,
    Column("reader", Text, primary_key=True),
    Column("room", Integer, primary_key=True, autoincrement=False),
    Column("seq", Long, nullable=False),
    sqlite_with_rowid=False,
)

meta = Table(
    "meta",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

Index("rooms_left_behind", rooms.c.number, sqlite_where=text("name IS NULL"))

erasures = Table("erasures", METADATA, Column("user", Text, primary_key=True), sqlite_with_rowid=False)
"""The users whose messages are being erased, from the commit that starts it until the last message is erased."""

# `shape` and `letters` compare display names, the other keys compare sign-in names (`chatd.domain.accounts.NameKeys`).
# `browsers`: cookies of known browsers are valid while they contain this number.
accounts = Table(
    "accounts",
    METADATA,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("shape", Text, nullable=False, unique=True),
    Column("letters", Text, nullable=False, unique=True),
    Column("password", Text),
    Column("created", Long, nullable=False),
    Column("admin", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("login", Text, nullable=False, server_default=""),
    Column("login_shape", Text, nullable=False, server_default=""),
    Column("login_letters", Text, nullable=False, server_default=""),
    Column("browsers", Integer, nullable=False, server_default="0"),
    Index("accounts_by_login_shape", "login_shape", unique=True),
    Index("accounts_by_login_letters", "login_letters", unique=True),
)

# Names that accounts gave up: until `until` only the `owner` may take them.  Only digests of the compared keys are
# stored, since the owner may be erased.
resting_names = Table(
    "resting_names",
    METADATA,
    Column("shape", String(32), primary_key=True),
    Column("letters", String(32), primary_key=True),
    Column("owner", String(64), nullable=False),
    Column("until", Long, nullable=False),
    Index("resting_names_by_letters", "letters"),
    Index("resting_names_by_end", "until"),
    sqlite_with_rowid=False,
)

# Tokens are stored only as their SHA-256.
sessions = Table(
    "sessions",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("account", String(64), nullable=False),
    Column("agent", Text, nullable=False),
    Column("created", Long, nullable=False),
    Column("used", Long, nullable=False),
    Column("ends", Long, nullable=False),
    Index("sessions_by_account", "account"),
    Index("sessions_by_end", "ends"),
)

links = Table(
    "links",
    METADATA,
    Column("digest", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("created", Long, nullable=False),
    Column("ends", Long, nullable=False),
    Column("account", String(64)),
    Index("links_by_account", "account"),
)

api_keys = Table(
    "api_keys",
    METADATA,
    Column("name", String(64), primary_key=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("scope", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("created", Long, nullable=False),
    Column("used", Long),
    Column("revoked", Long),
)

# Tokens that are refused before they expire (`chatd.domain.revocations.Revocation`).
revocations = Table(
    "revocations",
    METADATA,
    Column("issuer", String(40), primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("value", Text, primary_key=True),
    Column("before", Long, nullable=False),
    Column("ends", Long, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Long, nullable=False),
    Index("revocations_by_end", "ends"),
    sqlite_with_rowid=False,
)

ignores = Table(
    "ignores",
    METADATA,
    Column("reader", Text, primary_key=True),
    Column("other", Text, primary_key=True),
    Index("ignores_by_other", "other"),
    sqlite_with_rowid=False,
)

# Who may invite and write to a user; no row: everybody.
contacts = Table(
    "contacts",
    METADATA,
    Column("reader", Text, primary_key=True),
    Column("rule", String(16), nullable=False),
    sqlite_with_rowid=False,
)

# Who has set the `field` (title, topic) of a room; no row: nobody who can be erased.
titles = Table(
    "titles",
    METADATA,
    Column("room", String(164), primary_key=True),
    Column("field", String(8), primary_key=True),
    Column("author", Text, nullable=False),
    Index("titles_by_author", "author"),
    sqlite_with_rowid=False,
)

# Guests for whom ignores or read markers are kept, and when they were last known to be here.
guests = Table(
    "guests",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("seen", Long, nullable=False),
    Index("guests_by_seen", "seen"),
    sqlite_with_rowid=False,
)

# The roles by room pattern (JSON) that the last token of a user gave, and when that was seen.
claims = Table(
    "claims",
    METADATA,
    Column("user", Text, primary_key=True),
    Column("roles", Text, nullable=False),
    Column("seen", Long, nullable=False),
    Index("claims_by_seen", "seen"),
    sqlite_with_rowid=False,
)

# For a direct room, `one` and `other` are its two users, the lower id first, and `opened_by` began it; `forgotten`: one
# of them was erased.
places = Table(
    "places",
    METADATA,
    Column("room", String(164), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("one", Text),
    Column("other", Text),
    Column("forgotten", Boolean, nullable=False),
    Column("opened_by", Text),
    Index("places_of_two", "one", "other", unique=True),
    sqlite_with_rowid=False,
)

# `invited_by`: whose invitation has not been accepted yet ('' if that is not known); NULL for members.
members = Table(
    "members",
    METADATA,
    Column("room", String(164), primary_key=True),
    Column("member", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("role", String(16), nullable=False),
    Column("since", Long, nullable=False),
    Column("invited", Boolean, nullable=False),
    Column("invited_by", Text),
    Index("members_by_member", "member"),
    Index("members_by_inviter", "invited_by"),
    sqlite_with_rowid=False,
)

# `room` is '' for the site: a primary key column cannot be NULL.  `told`: the sanctioned user is told the reason.
sanctions = Table(
    "sanctions",
    METADATA,
    Column("subject", Text, primary_key=True),
    Column("kind", String(8), primary_key=True),
    Column("room", String(164), primary_key=True),
    Column("target", Text),
    Column("name", Text, nullable=False),
    Column("address", Text),
    Column("until", Long),
    Column("reason", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Long, nullable=False),
    Column("by_name", Text, nullable=False, server_default=""),
    Column("told", Boolean, nullable=False, server_default=false()),
    Index("sanctions_by_end", "until"),
    Index("sanctions_by_maker", "by"),
    sqlite_with_rowid=False,
)

reports = Table(
    "reports",
    METADATA,
    Column("id", Long, primary_key=True, autoincrement=True),
    Column("open", Boolean, nullable=False),
    Column("room", String(164), nullable=False),
    Column("seq", Long, nullable=False),
    Column("author", Text, nullable=False),
    Column("author_name", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("time", Long, nullable=False),
    Column("reason", Text, nullable=False),
    Column("outcome", String(16)),
    Column("closed_by", Text),
    Column("closed_by_name", Text),
    Column("closed", Long),
    Index("reports_by_state", "open", "id"),
    Index("reports_by_room", "room", "open", "id"),
    Index("reports_by_author", "author"),
    Index("reports_by_reporter", "by", "room", "seq"),
    Index("reports_by_closer", "closed_by"),
    sqlite_autoincrement=True,
)

# Append-only, except that what erased users leave is removed, and addresses after their time.
acts = Table(
    "acts",
    METADATA,
    Column("id", Long, primary_key=True, autoincrement=True),
    Column("action", String(32), nullable=False),
    Column("by", Text, nullable=False),
    Column("by_name", Text, nullable=False),
    Column("time", Long, nullable=False),
    Column("target", Text),
    Column("target_name", Text),
    Column("room", String(164)),
    Column("seq", Long),
    Column("until", Long),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("acts_by_room", "room", "id"),
    Index("acts_by_actor", "by"),
    Index("acts_by_target", "target"),
    sqlite_autoincrement=True,
)

# `events` and `rooms` are JSON lists.  `first_event`: what is stored up to this id of `webhook_events` is not sent.
webhooks = Table(
    "webhooks",
    METADATA,
    Column("id", String(32), primary_key=True),
    Column("url", Text, nullable=False),
    Column("events", Text, nullable=False),
    Column("rooms", Text, nullable=False),
    Column("secret", Text, nullable=False),
    Column("former_secret", Text),
    Column("former_until", Long),
    Column("state", String(16), nullable=False),
    Column("by", Text, nullable=False),
    Column("created", Long, nullable=False),
    Column("first_event", Long, nullable=False),
)

# How far a webhook was told about a room ('': the site): of its log, whose entry `seq` is of the time `time`, and of
# `webhook_events`.
webhook_cursors = Table(
    "webhook_cursors",
    METADATA,
    Column("webhook", String(32), primary_key=True),
    Column("room", String(164), primary_key=True),
    Column("epoch", String(24), nullable=False),
    Column("seq", Long, nullable=False),
    Column("time", Long, nullable=False),
    Column("event", Long, nullable=False),
    Index("webhook_cursors_by_room", "room"),
    sqlite_with_rowid=False,
)

# What is told to webhooks and is in no log.  `ref`: the row of `acts` or `reports` that has the content.
webhook_events = Table(
    "webhook_events",
    METADATA,
    Column("id", Long, primary_key=True, autoincrement=True),
    Column("event", String(24), nullable=False),
    Column("room", String(164), nullable=False),
    Column("time", Long, nullable=False),
    Column("user", Text, nullable=False, server_default=""),
    Column("name", Text, nullable=False, server_default=""),
    Column("count", Integer, nullable=False, server_default="0"),
    Column("ref", Long),
    Index("webhook_events_by_room", "room", "id"),
    Index("webhook_events_by_user", "user"),
    sqlite_autoincrement=True,
)

# Who is present in the rooms of webhooks, so that they leave also if chatd is killed.
webhook_present = Table(
    "webhook_present",
    METADATA,
    Column("room", String(164), primary_key=True),
    Column("user", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Index("webhook_present_by_user", "user"),
    sqlite_with_rowid=False,
)

# Attempts to deliver.  `parts` (JSON) says which events they were; no text is stored.
webhook_deliveries = Table(
    "webhook_deliveries",
    METADATA,
    Column("id", Long, primary_key=True, autoincrement=True),
    Column("webhook", String(32), nullable=False),
    Column("message", String(64), nullable=False),
    Column("time", Long, nullable=False),
    Column("state", String(16), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("status", Integer),
    Column("error", Text, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("events", Integer, nullable=False),
    Column("parts", Text, nullable=False),
    Index("webhook_deliveries_of", "webhook", "id"),
    sqlite_autoincrement=True,
)
