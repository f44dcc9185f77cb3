"""
Slow mode: how long one has to wait between two messages in a room.

A slot is taken when a message is admitted, so that two of them cannot both pass while neither is stored yet, and
given back if the message does not reach the log.
"""

from chatd.errors import Refusal


class Slot:
    """
    Somebody's turn in a room, taken `at` a time.  Equal to itself only.
    """

    __slots__ = ("at", "free_at", "key", "place")

    def __init__(self, place: tuple[str, str], at: float, free_at: float, key: str | None) -> None:
        self.place = place
        self.at = at
        self.free_at = free_at
        self.key = key


class SlowMode:
    """
    The slots of all rooms, at most `most`: beyond it the one taken longest ago is forgotten.

    Times are seconds of one clock, which is the caller's.
    """

    def __init__(self, most: int = 100_000) -> None:
        self._most = most
        # In the order in which they were taken.
        self._slots: dict[tuple[str, str], Slot] = {}

    def __len__(self) -> int:
        return len(self._slots)

    def take(self, room: str, user: str, seconds: float, now: float, *, key: str | None = None) -> Slot | None:
        """
        Take the slot of `user` in `room` for `seconds`; refused as `slow_mode` while it is taken.

        None, and nothing to give back, where the room is not slow, or if the slot was taken for a message with the
        same `key`: that is a retry.  Whoever may act ``unslowed`` is not asked to come here.
        """
        if seconds <= 0:
            return None
        place = (room, user)
        taken = self._slots.get(place)
        # By what the room asks for now: one made quicker since is quicker at once.
        if taken is not None and now < taken.at + seconds:
            if key is not None and key == taken.key:
                return None
            raise Refusal("slow_mode", retry_after=int((taken.at + seconds - now) * 1000) + 1)
        self._slots.pop(place, None)
        if len(self._slots) >= self._most:
            del self._slots[next(iter(self._slots))]
        slot = self._slots[place] = Slot(place, now, now + seconds, key)
        return slot

    def give_back(self, slot: Slot | None) -> None:
        """
        The message was not stored: its author may speak again at once, unless the slot is somebody's newer one.
        """
        if slot is not None and self._slots.get(slot.place) is slot:
            del self._slots[slot.place]

    def sweep(self, now: float) -> None:
        """
        Forget the oldest slots that are free again.  What stays behind a longer one is bounded by `most`.
        """
        free = []
        for place, slot in self._slots.items():
            if now < slot.free_at:
                break
            free.append(place)
        for place in free:
            del self._slots[place]
