"""
The search index of PostgreSQL: texts and queries as it stores them.

The words are those of `chatd.storage.search_text`; no dictionary of the server and no setting of its language takes
part.  The number of the room is one more word of each entry, so that the index (GIN) reads one room's entries only.
"""

from collections import defaultdict
from collections.abc import Iterable

from chatd.storage.search_text import Query
from chatd.storage.sql.tables import room_of

POSITION_MAX = 16383
"""The last position that PostgreSQL stores; words behind it are found, phrases are not."""
POSITIONS_MAX = 255
"""The positions of one word that PostgreSQL stores."""
WORD_BYTES = 2046
"""The longest word that PostgreSQL stores; of longer ones the beginning is indexed."""


def room_word(number: int) -> str:
    """
    The word of all entries of a room.  No word of a text begins with a space.
    """
    return f" {number}"


def vector(entry: int, text: str) -> str:
    """
    The `tsvector` of an entry; `text` is as `chatd.storage.search_text.spaced` returns it.
    """
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for position, word in enumerate(text.split(" ") if text else (), 1):
        found = positions[word]
        if len(found) < POSITIONS_MAX and position <= POSITION_MAX:
            found.append(position)
    parts = [_quote(room_word(room_of(entry)))]
    for word, places in positions.items():
        quoted = _quote(word)
        parts.append(f"{quoted}:{','.join(map(str, places))}" if places else quoted)
    return " ".join(parts)


def tsquery(query: Query, rooms: Iterable[int]) -> str:
    """
    The `tsquery` for `query` in the rooms with these numbers, of which there is at least one.
    """
    parts = [f"({' | '.join(_quote(room_word(room)) for room in rooms)})"]
    for number, phrase in enumerate(query.phrases, 1):
        quoted = [_quote(word) for word in phrase.split(" ")]
        if query.prefix and number == len(query.phrases):
            quoted[-1] += ":*"
        parts.append(f"({' <-> '.join(quoted)})")
    return " & ".join(parts)


def _quote(word: str) -> str:
    if len(word) * 4 > WORD_BYTES:
        word = word.encode()[:WORD_BYTES].decode(errors="ignore")
    # A quote and a backslash are doubled between quotes.
    word = word.replace("\\", "\\\\").replace("'", "''")
    return f"'{word}'"
