"""
Removes what rooms, sanctions, reports and the audit log have of an erased user.
"""

from sqlalchemy import Connection, delete, or_, select, update

from chatd.storage.sql.audit import forget_user_in_acts
from chatd.storage.sql.tables import claims, contacts, members, places, reports, sanctions
from chatd.storage.sql.webhook_events import forget_user_in_events


def forget_user(connection: Connection, user_id: str) -> None:
    """
    Does the work of `SqlRoster.forget_user` in the open transaction.
    """
    own = select(members.c.room).where(members.c.member == user_id)
    halved = or_(places.c.one == user_id, places.c.other == user_id)
    connection.execute(update(places).where(places.c.room.in_(own), halved).values(forgotten=True))
    begun = places.c.opened_by == user_id
    connection.execute(update(places).where(places.c.room.in_(own), begun).values(opened_by=None))
    connection.execute(delete(members).where(members.c.member == user_id))
    connection.execute(delete(claims).where(claims.c.user == user_id))
    connection.execute(delete(contacts).where(contacts.c.reader == user_id))
    forget_user_in_events(connection, user_id)
    for user, name in (
        (reports.c.author, "author_name"),
        (reports.c.closed_by, "closed_by_name"),
    ):
        connection.execute(update(user.table).where(user == user_id).values({name: ""}))
    # The sanction goes on binding the user; nothing tells where they came from.
    bound = sanctions.c.subject == user_id
    connection.execute(update(sanctions).where(bound).values(name="", address=None))
    connection.execute(update(sanctions).where(sanctions.c.by == user_id).values(by_name="", reason="", told=False))
    connection.execute(update(reports).where(reports.c.by == user_id).values(by_name="", reason=""))
    forget_user_in_acts(connection, user_id)
