"""
The outgoing webhooks of a daemon, put together.
"""

from collections.abc import Callable, Sequence

from twisted.internet.defer import DeferredLock

from chatd.chat.rooms.feeds import RoomFeeds
from chatd.chat.rooms.presence import PresenceTracker
from chatd.chat.rooms.write_queue import WriteQueue
from chatd.clock import Clock, Now
from chatd.domain.events import User
from chatd.domain.webhooks import RETRY_MS
from chatd.interfaces.storage import MessageLog, RoomDirectory
from chatd.interfaces.webhooks import ActEvents, WebhookStore
from chatd.webhooks.administration import WebhookAdmin
from chatd.webhooks.delivery import Deliverer
from chatd.webhooks.mentions import NAMES_MAX
from chatd.webhooks.presence import PresenceEvents
from chatd.webhooks.reading import EventReader
from chatd.webhooks.sending import WebhookSender

EVENTS_KEPT_MS = RETRY_MS + 86_400_000
DELIVERIES_KEPT_MS = 30 * 86_400_000


class Webhooks:
    """
    Notes what happens while there are webhooks, and delivers it.  Costs nothing while there are none.  `admin` has the
    use cases of operators.
    """

    def __init__(
        self,
        store: WebhookStore,
        admin: WebhookAdmin,
        send: WebhookSender,
        *,
        log: MessageLog,
        roster: RoomDirectory,
        act_events: ActEvents,
        feeds: RoomFeeds,
        presence: PresenceTracker,
        write_queue: WriteQueue,
        clock: Clock,
        now: Now,
        chance: Callable[[], float],
        grace_seconds: float,
    ) -> None:
        self.admin = admin
        self._send = send
        self._store = store
        self._roster = roster
        self._presence = presence
        self._write_queue = write_queue
        self._now = now
        self._loading = DeferredLock()
        reader = EventReader(store, log, roster, feeds, self._known_users)
        self.deliverer = Deliverer(store, reader, send, clock=clock, now=now, chance=chance)
        self._presence_events = PresenceEvents(
            store, presence, self.deliverer.note_event, clock=clock, now=now, grace_seconds=grace_seconds
        )
        admin.connect(self.deliverer, self.reload)
        act_events.watch_events(self.deliverer.note_event)

    async def start_delivery(self) -> None:
        """
        Go on where the last process ended.  Called before the first connection.
        """
        await self._presence_events.restore_present()
        self._presence.observe(self._presence_events)
        await self.reload()

    async def reload(self) -> None:
        """
        Apply a change of the webhooks.
        """
        async with self._loading:
            webhooks = await self.deliverer.load()
            self._write_queue.watch_results(None if self.deliverer.idle else self.deliverer.note_results)
            await self._presence_events.use_webhooks(webhooks)

    async def stop_delivery(self) -> None:
        """
        Send nothing any more.
        """
        await self.deliverer.stop_sending()
        await self._send.close_connections()

    async def purge(self) -> None:
        """
        Remove old events and deliveries.  Called about once an hour.
        """
        now = self._now()
        await self._store.purge(events_before=now - EVENTS_KEPT_MS, deliveries_before=now - DELIVERIES_KEPT_MS)

    async def _known_users(self, room: str) -> Sequence[User]:
        present = [user for _, user in zip(range(NAMES_MAX), self._presence.users_in(room), strict=False)]
        record = await self._roster.room_record(room)
        members = () if record is None else record.members.values()
        found = {member.user.id: member.user for member in members if not member.invited}
        return list((found | {user.id: user for user in present}).values())
