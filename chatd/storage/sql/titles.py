"""
Who has set the title and the topic of each room, so that these go when that user is erased.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from chatd.storage.sql.room_table import InitialEpochs, update_settings
from chatd.storage.sql.tables import titles

# Executed for every change of a title: made once.
_FORGET = delete(titles).where(titles.c.room == bindparam("of"), titles.c.field == bindparam("which"))
_NOTE = insert(titles)


def note_author(connection: Connection, room: str, fields: Collection[str], author: str) -> None:
    """
    Note, in the open transaction, who has set these of `title` and `topic`; '' for nobody who can be erased.
    """
    for field in sorted({"title", "topic"}.intersection(fields)):
        connection.execute(_FORGET, {"of": room, "which": field})
        if author:
            connection.execute(_NOTE, {"room": room, "field": field, "author": author})


def rooms_titled_by(connection: Connection, author: str) -> Sequence[str]:
    """
    The rooms whose title or topic a user has set.
    """
    wanted = select(titles.c.room).where(titles.c.author == author).distinct().order_by(titles.c.room)
    return list(connection.execute(wanted).scalars())


def erase_titles(connection: Connection, initial_epochs: InitialEpochs, room: str, author: str) -> None:
    """
    Remove, in the open transaction, those of a room's title and topic that a user has set.
    """
    own = (titles.c.room == room, titles.c.author == author)
    fields = connection.execute(select(titles.c.field).where(*own)).scalars().all()
    connection.execute(delete(titles).where(*own))
    if fields:
        update_settings(connection, initial_epochs, room, dict.fromkeys(fields, ""))
