"""
People talk through a real daemon that is killed again and again, and nothing that anybody was told of is ever lost.

What is done comes out of a seed; ``make survival`` runs the long form.
"""

import argparse
import random
import select
import signal
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.daemon import HIGH_LIMITS, LOOPBACK, Daemon
from tests.support.forked_programs import CHATD, run_program
from tests.support.free_ports import held_port
from tests.support.timeouts import PATIENCE
from tests.support.wsclient import Person, dial
from tests.system.follower import Follower
from tests.system.logs import Found, Witness, shown

WORDS = ("and", "again", "gone", "who", "<b>", "né", "你好", "\n", "🙂", '"', "a much longer word, " * 12)
IN_FLIGHT = 24


class Survival:
    """
    Some people, some rooms and one daemon after the other on the same port and the same data in `folder`.
    """

    def __init__(self, folder: Path, port: int, seed: int, *, people: int = 6, rooms: int = 3) -> None:
        self.random = random.Random(seed)
        self.witness = Witness()
        self.people = [Follower(f"p{n}", self.witness.told, self.witness.gone) for n in range(people)]
        self.rooms = [f"room{n}" for n in range(rooms)]
        self.kills = 0
        self.folder = folder
        self.port = port
        self._said = 0
        self._start()
        self._audit()

    def round(self) -> None:
        """
        They talk until the daemon is killed; then there is another one.
        """
        most = self.random.choice((12, 60, 600, 1200))
        heard, enough = 0, self.random.randrange(most) if self.kills else 400
        while heard < enough:
            self._act(self.random.choice(self.people))
            heard += self._hear()
        for person in self._online():
            for _ in range(self.random.randrange(4)):
                self._talk(person)
        self._kill()
        if self.random.random() < 0.2:
            # It has hardly begun.
            self._start()
            self._kill()
        self._start()
        self._audit()

    def end(self) -> None:
        """
        Everybody comes back and waits until nothing is missing; then all hold the same, and that is what is stored.
        """
        for person in self.people:
            if person.link is None:
                person.connect(self.port, self._page())
        while not all(person.settled for person in self.people):
            self._hear(wait=True)
        for person in self.people:
            for room in self.rooms:
                if room not in person.copies:
                    person.join(room, self._page())
        heads = {room: max(log) for room, log in self.witness.logs.items()}
        while any(
            not person.settled or any(copy.seq < heads.get(room, 0) for room, copy in person.copies.items())
            for person in self.people
        ):
            self._hear(wait=True)
        for room, log in self._audit().items():
            self.witness.check_end(room, log)
            for person in self.people:
                copy = person.copies[room]
                for here, there in zip_longest(copy.entries.values(), log[copy.start :]):
                    assert shown(here) == shown(there), f"{person.name} holds {here} in {room}, which is {there}"
        self._stop()

    def close(self) -> None:
        """
        No daemon is left, whatever has happened.
        """
        for person in self._online():
            person.leave(rudely=True)
        self.daemon.close()

    def tale(self) -> str:
        """
        What has happened, in one line.
        """
        events = sum(map(len, self.witness.logs.values()))
        resumes, pages, again = (sum(getattr(p, what) for p in self.people) for what in ("resumes", "pages", "again"))
        return (
            f"{self.kills} kills, {events} entries, {len(self.witness.acknowledged)} messages, {len(self.witness.gone)}"
            f" texts taken back, {resumes} resumes, {pages} pages, {again} orders sent again"
        )

    def _act(self, person: Follower) -> None:
        dice = self.random.random()
        if person.link is None:
            if dice < 0.3:
                person.connect(self.port, self._page())
        elif dice < 0.03:
            person.leave(rudely=dice < 0.015)
        elif dice < 0.1 and len(person.copies) < len(self.rooms) and person.settled:
            person.join(self.random.choice([room for room in self.rooms if room not in person.copies]), self._page())
        else:
            self._talk(person)

    def _talk(self, person: Follower) -> None:
        rooms = person.present
        if not rooms or person.waiting >= IN_FLIGHT:
            return
        room, dice = self.random.choice(rooms), self.random.random()
        mine = person.mine(room) if dice < 0.3 else []
        if mine and dice < 0.1:
            person.delete(room, self.random.choice(mine))
        elif mine:
            person.edit(room, self.random.choice(mine[-10:]), self._text())
        else:
            seq = person.copies[room].seq
            person.say(room, self._text(), self.random.randint(1, seq) if seq and dice > 0.9 else None)

    def _hear(self, *, wait: bool = False) -> int:
        busy = wait or sum(person.waiting for person in self._online()) > IN_FLIGHT
        online = {person.link.plug: person for person in self._online() if person.link is not None}
        if not online:
            return 0
        ready, _, _ = select.select(list(online), [], [], PATIENCE if busy else 0)
        assert ready or not busy, f"no word from the server for {PATIENCE} seconds"
        return sum(online[plug].read() for plug in ready)

    def _online(self) -> list[Follower]:
        return [person for person in self.people if person.link is not None]

    def _page(self) -> int:
        return self.random.choice((1, 5, 50, 100))

    def _text(self) -> str:
        self._said += 1
        words = self.random.choices(WORDS, k=self.random.randrange(8))
        return f"text{self._said} " + " ".join(words)

    def _start(self) -> None:
        self.daemon = Daemon(self.folder, config=HIGH_LIMITS, ports=(LOOPBACK.replace(":0:", f":{self.port}:"),))

    def _kill(self) -> None:
        self.daemon.signal(signal.SIGKILL)
        self.kills += 1
        self._bury()
        # What was on its way had been told.
        for person in self._online():
            try:
                while True:
                    person.read()
            except EOFError:
                pass

    def _stop(self) -> None:
        for person in self._online():
            person.leave(rudely=False)
        assert self.daemon.stop() == 0, self.daemon.log
        self._bury()
        told = run_program([CHATD, "check"], self.folder)
        assert told.returncode == 0, told.stdout + told.stderr

    def _bury(self) -> None:
        self.daemon.wait()
        for trouble in ("Traceback", "Unhandled", "damaged", "store cannot"):
            assert trouble not in self.daemon.log, self.daemon.log

    def _audit(self) -> dict[str, list[Found]]:
        auditor = Person(dial(self.port), "auditor")
        logs = {}
        for room in self.rooms:
            epoch = auditor.ask(type="join", room=room, limit=1)["epoch"]
            logs[room] = list(_pages(auditor, room))
            self.witness.check(room, epoch, logs[room])
            for event in logs[room]:
                assert event.get("text") not in self.witness.gone, f"{event} was taken back"
        for text, _ in zip(reversed(self.witness.gone), range(5), strict=False):
            for room in self.rooms:
                # The space ends the word: without it, it is the beginning of others, too.
                assert not auditor.ask(type="search", room=room, text=text.split()[0] + " ")["events"], text
        auditor.close()
        return logs


def _pages(auditor: Person, room: str) -> Iterator[Found]:
    after, more = 0, True
    while more:
        page = auditor.ask(type="history", room=room, after=after, limit=100)
        assert page["first"] == 1
        more = page["more"]
        for event in page["events"]:
            after = event["seq"]
            yield event


def survive(folder: Path, seed: int, kills: int) -> Survival:
    """
    Let them talk until the daemon has been killed so many times, and see that all is well.  A failure tells the seed.
    """
    survival = None
    with held_port() as port:
        try:
            survival = Survival(folder, port, seed)
            while survival.kills < kills:
                survival.round()
            survival.end()
        except BaseException as error:
            error.add_note(f"seed {seed}: {survival.tale() if survival else 'not begun'}")
            raise
        else:
            return survival
        finally:
            if survival is not None:
                survival.close()


def main() -> None:
    """
    The long form, from the command line.
    """
    parser = argparse.ArgumentParser("survival", description=__doc__)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6), help="what is done")
    parser.add_argument("--kills", type=int, default=30, help="how often the daemon is killed in a round")
    parser.add_argument("--rounds", type=int, default=1, help="so many rounds, each with the next seed")
    chosen = parser.parse_args()
    for seed in range(chosen.seed, chosen.seed + chosen.rounds):
        print(f"seed {seed}", flush=True)  # noqa: T201
        with TemporaryDirectory() as folder:
            print(survive(Path(folder), seed, chosen.kills).tale(), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
