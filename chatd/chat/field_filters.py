"""
The filters of messages, applied to the other texts that people write: names, titles, topics, room ids, reasons.
"""

from chatd.chat.moderation.authorization import Authorizer
from chatd.domain.accounts import Actor
from chatd.domain.patterns import SITE
from chatd.filters.chain import Chain, FilterInput


class FieldFilters:
    """
    Refuses the fields of commands in which a filter would change or refuse something.

    What is shown outside of its room is judged twice: by the filters of the whole site with the role that the author
    has there, and by those of the room.  What operators write is not judged.
    """

    def __init__(self, filters: Chain | None, authorizer: Authorizer) -> None:
        self._filters = filters
        self._authorizer = authorizer

    def check_fields(self, actor: Actor, room: str | None, /, **texts: str) -> None:
        """
        Refuse as `filtered`, with the name of the field, the first of `texts` that is not allowed in `room` or on the
        site; `room` may be one that is about to be made.
        """
        if not self._filters or actor.operator:
            return
        places = [(SITE, self._authorizer.role(actor, None))]
        if room is not None:
            here = self._authorizer.facts(room)
            places.append((room, places[0][1] if here is None else self._authorizer.role(actor, room)))
        for field, text in texts.items():
            for place, role in places:
                self._filters.check_field(FilterInput(place, actor.who, role, text, field))
