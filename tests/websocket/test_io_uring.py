"""
One system call that tells a crowd: over real sockets, in the real kernel and in one that can be told to misbehave.
"""

import errno
import os
import random
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from twisted.trial.unittest import SkipTest, SynchronousTestCase

from chatd.websocket.io_uring import Ring, Unavailable
from tests.support.fake_io_uring import CQE_SKIP, SINGLE_MMAP, Kernel, needs_ring, open_descriptors
from tests.support.socket_readers import read_all
from tests.support.without_io_uring import FORBIDDING, needs_rules
from tests.support.wsclient import reset

ROOT = Path(__file__).parents[2]
LITTLE = 4096
BIG = b"0123456789abcdef" * 4096


class Line:
    """
    A socket of ours, with room for what is small or, `little`, for not even that; and its other end.
    """

    def __init__(self, *, little: bool = False) -> None:
        self.ours, self.theirs = socket.socketpair()
        self.theirs.setblocking(False)
        if little:
            self.ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LITTLE)

    def fileno(self) -> int:
        """
        The descriptor of our end.
        """
        return self.ours.fileno()

    def read(self) -> bytes:
        """
        What the other end finds.
        """
        return read_all(self.theirs)

    def fill(self) -> int:
        """
        Leave no room for even one byte more; says how many have found some.
        """
        size = 0
        while True:
            try:
                size += self.ours.send(b".", socket.MSG_DONTWAIT)
            except BlockingIOError:
                return size

    def close(self) -> None:
        """
        Both ends.
        """
        self.ours.close()
        self.theirs.close()


class SendingTests(SynchronousTestCase):
    def lines(self, count: int, *, little: bool = False) -> list[Line]:
        """
        So many of them.
        """
        made = [Line(little=little) for _ in range(count)]
        for line in made:
            self.addCleanup(line.close)
        return made


def descriptors(lines: Sequence[Line]) -> list[int]:
    """
    What a ring is told about them.
    """
    return [line.fileno() for line in lines]


class RingTests(SendingTests):
    """
    With the kernel's own io_uring.
    """

    def ring(self, entries: int = 64) -> Ring:
        """
        One that is closed at the end.
        """
        ring = self.make(entries)
        self.addCleanup(ring.release)
        return ring

    def make(self, entries: int) -> Ring:
        """
        One that is the test's to close.
        """
        return needs_ring(entries)

    def test_everybody_gets_the_text_once(self) -> None:
        """
        Zeros in it are bytes like others.
        """
        ring, lines = self.ring(), self.lines(40)
        self.assertEqual(ring.send_to_all(descriptors(lines), b"\0hel\0lo\0"), [])
        self.assertEqual([line.read() for line in lines], [b"\0hel\0lo\0"] * 40)

    def test_texts_come_in_the_order_of_the_calls(self) -> None:
        """
        Whoever is in which of them, and also if one stands in a call twice.
        """
        ring, (one, two, three) = self.ring(), self.lines(3)
        for text, lines in ((b"a", (one, two)), (b"b", (two, one, three)), (b"c", (three, one, three))):
            self.assertEqual(ring.send_to_all(descriptors(lines), text), [])
        self.assertEqual([one.read(), two.read(), three.read()], [b"abc", b"ab", b"bcc"])

    def test_each_gets_its_own_text(self) -> None:
        """
        More than the ring holds, of all lengths; who takes a part or nothing is told as ever.
        """
        ring, lines, (little,) = self.ring(16), self.lines(50), self.lines(1, little=True)
        lines.insert(30, little)
        texts = [b"%d," % place * place for place in range(len(lines))]
        texts[30] = BIG
        targets = [*descriptors(lines), -1]
        ((index, taken), absent) = ring.send_each(targets, [*texts, b"nobody"])
        self.assertEqual((index, absent), (30, (51, 0)))
        self.assertTrue(0 < taken < len(BIG))
        texts[30] = BIG[:taken]
        self.assertTrue([line.read() for line in lines] == texts)
        self.assertEqual(ring.send_each((), ()), [])

    def test_nobody_is_told_nothing(self) -> None:
        self.assertEqual(self.ring().send_to_all((), b"hello"), [])

    def test_what_is_no_socket_takes_nothing_and_disturbs_nobody(self) -> None:
        """
        No descriptor, one that has been closed, a pipe, a file, a socket that listens.
        """
        ring, lines, gone = self.ring(), self.lines(6), Line()
        reading, writing = os.pipe()
        listening = socket.create_server(("127.0.0.1", 0))
        self.addCleanup(listening.close)
        self.addCleanup(os.close, reading)
        self.addCleanup(os.close, writing)
        with Path(__file__).open("rb") as file:
            others = [-1, gone.fileno(), writing, file.fileno(), listening.fileno()]
            gone.close()
            mixed = [lines[0].fileno()]
            for other, line in zip(others, lines[1:], strict=True):
                mixed += [other, line.fileno()]
            self.assertEqual(ring.send_to_all(mixed, b"hello"), [(1, 0), (3, 0), (5, 0), (7, 0), (9, 0)])
        self.assertEqual([line.read() for line in lines], [b"hello"] * 6)
        self.assertEqual(select.select([reading], [], [], 0)[0], [])

    def test_short_send_says_how_much_it_was(self) -> None:
        """
        With the rest sent after it, nothing is lost and nothing doubled; the neighbours have it whole.
        """
        ring, (little,), lines = self.ring(), self.lines(1, little=True), self.lines(2)
        ((index, taken),) = ring.send_to_all(descriptors((lines[0], little, lines[1])), BIG)
        self.assertEqual(index, 1)
        self.assertTrue(0 < taken < len(BIG))
        heard = b""
        while taken < len(BIG):
            heard += little.read()
            taken += sum(more for _, more in ring.send_to_all((little.fileno(),), BIG[taken:])) or len(BIG) - taken
        self.assertTrue(heard + little.read() == BIG)
        self.assertTrue([line.read() for line in lines] == [BIG] * 2)

    def test_full_socket_takes_nothing_and_nobody_waits_for_it(self) -> None:
        """
        Also if the socket is in blocking mode.
        """
        ring, (full, patient), (line,) = self.ring(), self.lines(2, little=True), self.lines(1)
        full.ours.setblocking(False)
        sizes = [full.fill(), patient.fill()]
        self.assertEqual(ring.send_to_all(descriptors((full, patient, line)), b"hello"), [(0, 0), (1, 0)])
        self.assertEqual(line.read(), b"hello")
        self.assertEqual([len(full.read()), len(patient.read())], sizes)
        self.assertEqual(ring.send_to_all(descriptors((full, patient)), b"again"), [])
        self.assertEqual([full.read(), patient.read()], [b"again"] * 2)

    def test_crowd_may_be_larger_than_the_ring(self) -> None:
        """
        And begin anywhere in it: each of these calls leaves it at another place.
        """
        ring, lines = self.ring(8), self.lines(30)
        expected = [b""] * 30
        for number, count in enumerate((3, 8, 30, 1, 7, 16, 9, 29, 2, 8, 17, 5)):
            text = b"%d," % number
            self.assertEqual(ring.send_to_all(descriptors(lines[:count]), text), [])
            expected = [had + text * (place < count) for place, had in enumerate(expected)]
        self.assertEqual([line.read() for line in lines], expected)

    def test_refusals_are_told_however_many_there_have_been(self) -> None:
        """
        Exactly those, in ascending order, wherever in the ring they are.
        """
        ring, lines, chance = self.ring(8), self.lines(25), random.Random(5)
        told = [0] * 25
        for _ in range(60):
            refused = [place for place in range(25) if chance.random() < 0.4]
            mixed = [-1 if place in refused else line.fileno() for place, line in enumerate(lines)]
            self.assertEqual(ring.send_to_all(mixed, b"x"), [(place, 0) for place in refused])
            told = [count + (place not in refused) for place, count in enumerate(told)]
        self.assertEqual([len(line.read()) for line in lines], told)

    def test_what_it_says_was_taken_is_what_comes(self) -> None:
        """
        Whoever reads when, however long the texts are.
        """
        ring, chance = self.ring(8), random.Random(11)
        lines = self.lines(12, little=True) + self.lines(8)
        taken, heard = [b""] * 20, [b""] * 20
        for number in range(150):
            text = bytes((number,)) * chance.randrange(1, 6000)
            told = ring.send_to_all(descriptors(lines), text)
            self.assertEqual(sorted(dict(told)), [place for place, _ in told])
            self.assertTrue(all(count < len(text) for _, count in told))
            some = dict(told)
            taken = [had + text[: some.get(place, len(text))] for place, had in enumerate(taken)]
            for place in range(20):
                if place >= 12 or chance.random() < 0.3:
                    heard[place] += lines[place].read()
        self.assertTrue([had + line.read() for had, line in zip(heard, lines, strict=True)] == taken)

    def test_peer_that_has_closed_takes_nothing(self) -> None:
        """
        SIGPIPE is not raised.
        """
        signals: list[int] = []
        before = signal.signal(signal.SIGPIPE, lambda number, _: signals.append(number))
        self.addCleanup(signal.signal, signal.SIGPIPE, before)
        ring, lines = self.ring(), self.lines(3)
        lines[1].theirs.close()
        self.assertEqual(ring.send_to_all(descriptors(lines), b"hello"), [(1, 0)])
        self.assertEqual(([line.read() for line in lines[::2]], signals), ([b"hello"] * 2, []))

    def test_connection_that_was_reset_takes_nothing(self) -> None:
        """
        Neither when it is found out nor after.
        """
        ring, (line,) = self.ring(), self.lines(1)
        with socket.create_server(("127.0.0.1", 0)) as listening:
            theirs = socket.create_connection(listening.getsockname())
            ours, _ = listening.accept()
        self.addCleanup(ours.close)
        reset(theirs)
        select.select([ours], [], [])
        for _ in range(2):
            self.assertEqual(ring.send_to_all([ours.fileno(), line.fileno()], b"hello"), [(0, 0)])
        self.assertEqual(line.read(), b"hellohello")

    def test_everything_is_given_back(self) -> None:
        """
        A second close does nothing.
        """
        before = open_descriptors()
        ring = self.make(8)
        self.assertTrue(open_descriptors() - before)
        for _ in range(2):
            ring.release()
            self.assertEqual(open_descriptors() - before, set())


class LooseKernelRingTests(RingTests):
    """
    The same without io_uring: it shows that the kernel of the other tests is like the real one.
    """

    def make(self, entries: int) -> Ring:
        """
        See `RingTests`.
        """
        return Ring(entries, Kernel())


class OldRingTests(RingTests):
    """
    After more than four thousand million sends: the counters of the queues begin again at zero.
    """

    def make(self, entries: int) -> Ring:
        """
        See `RingTests`.
        """
        # Five sends are the proof that it works.
        return Ring(entries, Kernel(start=2**32 - 5 - 4))


class WeakKernelTests(SendingTests):
    """
    A kernel that does less than it was asked to, as one that has no memory left.
    """

    def ring(self, entries: int = 8, **options: Any) -> Ring:
        """
        One in a kernel of its own.
        """
        self.kernel = Kernel(**options)
        ring = Ring(entries, self.kernel)
        self.addCleanup(ring.release)
        return ring

    def test_rest_is_asked_for_again(self) -> None:
        """
        Nobody is told twice.
        """
        ring, lines = self.ring(), self.lines(20)
        self.kernel.answers.extend((2, 1, 1, 3))
        self.assertEqual(ring.send_to_all(descriptors(lines), b"hello"), [])
        self.assertEqual([line.read() for line in lines], [b"hello"] * 20)

    def test_what_was_not_begun_was_not_taken(self) -> None:
        """
        It does not come later either, and what is sent later comes to those it is for.
        """
        for refusal in (0, -1):
            for begun in ((), (2,), (1, 1)):
                ring, lines = self.ring(16), self.lines(5)
                self.kernel.answers.extend((*begun, refusal))
                some = sum(begun)
                self.assertEqual(ring.send_to_all(descriptors(lines), b"one"), [(place, 0) for place in range(some, 5)])
                self.assertEqual(ring.send_to_all(descriptors(lines[::-1]), b"two"), [])
                self.assertEqual(ring.send_to_all([-1], b"none"), [(0, 0)])
                self.assertEqual([line.read() for line in lines], [b"onetwo"] * some + [b"two"] * (5 - some))

    def test_failures_before_it_are_told_in_their_place(self) -> None:
        """
        Ascending, all of them.
        """
        ring, (line,) = self.ring(16), self.lines(1)
        self.kernel.answers.extend((3, -1))
        self.assertEqual(
            ring.send_to_all([-1, line.fileno(), -1, line.fileno()], b"hello"),
            [(0, 0), (2, 0), (3, 0)],
        )
        self.assertEqual(line.read(), b"hello")

    def test_order_in_which_it_tells_means_nothing(self) -> None:
        """
        It promises none.
        """
        ring, (line,) = self.ring(), self.lines(1)
        self.kernel.backwards = True
        mixed = [-1, line.fileno(), -1, -1, line.fileno(), -1, -1]
        self.assertEqual(ring.send_to_all(mixed, b"hello"), [(0, 0), (2, 0), (3, 0), (5, 0), (6, 0)])

    def test_refusal_at_the_end_of_the_ring(self) -> None:
        """
        The crowd is sent to in parts: one is refused, the next is not, also where the counters begin again.
        """
        for start in (0, 2**32 - 8):
            # After the proof three fit before the end, after the first call one.
            ring, lines = self.ring(start=start), self.lines(12)
            self.kernel.answers.extend((1, 0))
            self.assertEqual(ring.send_to_all(descriptors(lines), b"one"), [(1, 0), (2, 0)])
            self.kernel.answers.extend((1, 3, -1))
            self.assertEqual(ring.send_to_all(descriptors(lines), b"two"), [(place, 0) for place in range(4, 9)])
            self.assertEqual(ring.send_to_all(descriptors(lines), b"six"), [])
            for place, line in enumerate(lines):
                texts = (b"one" * (place not in {1, 2}), b"two" * (place not in range(4, 9)), b"six")
                self.assertEqual(line.read(), b"".join(texts))

    def test_crowd_costs_one_call(self) -> None:
        """
        That is what it is for; one that goes over the end of the ring costs two.
        """
        ring, lines = self.ring(64), self.lines(40)
        for calls in (1, 2):
            before = self.kernel.submits
            ring.send_to_all(descriptors(lines), b"hello")
            self.assertEqual(self.kernel.submits - before, calls)

    def test_ring_may_be_larger_than_was_asked_for(self) -> None:
        """
        The kernel's is a power of two, whatever one asks for.
        """
        ring, lines = self.ring(11), self.lines(30)
        for text in (b"one", b"two", b"six"):
            self.assertEqual(ring.send_to_all(descriptors(lines), text), [])
        self.assertEqual([line.read() for line in lines], [b"onetwosix"] * 30)


class UnavailableTests(SynchronousTestCase):
    """
    Where there is no such call, or it is not what is needed: that is said, and nothing is left open.
    """

    def refused(self, call: Any) -> str:
        """
        Why there is no ring.
        """
        before = open_descriptors()
        reason = str(self.assertRaises(Unavailable, Ring, 8, call))
        self.assertEqual(open_descriptors() - before, set())
        return reason

    def test_setup_that_is_refused(self) -> None:
        for number in (errno.ENOSYS, errno.EPERM, errno.ENOMEM, errno.EMFILE):
            self.assertEqual(self.refused(Kernel(refusal=number)), f"io_uring_setup: {os.strerror(number)}")

    def test_rule_against_it(self) -> None:
        """
        As in a container: a process of its own, under a rule of the real kernel.
        """
        needs_rules()
        program = (
            "from chatd.websocket.io_uring import Ring, Unavailable\n"
            "try: Ring()\nexcept Unavailable as error: print(error)"
        )
        done = subprocess.run(
            [*FORBIDDING, sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
        )
        self.assertEqual((done.stdout, done.stderr), (f"io_uring_setup: {os.strerror(errno.EPERM)}\n", ""))

    def test_kernel_that_is_too_old(self) -> None:
        """
        By what it says that it can.
        """
        for features in (0, SINGLE_MMAP, CQE_SKIP):
            self.assertEqual(self.refused(Kernel(features=features)), "Linux is older than 5.18")

    def test_memory_that_cannot_be_shared(self) -> None:
        """
        The system may refuse that, too.
        """

        class Unshared(Kernel):
            def setup(self, entries: int, params: Any) -> int:
                os.close(super().setup(entries, params))
                return os.open(os.devnull, os.O_RDWR)

        self.assertIn(os.strerror(errno.ENODEV), self.refused(Unshared()))

    def test_no_sockets_to_try_it_with(self) -> None:
        """
        A daemon with few descriptors starts nevertheless.
        """

        def none_left() -> None:
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE))

        self.patch(socket, "socketpair", none_left)
        self.assertIn(os.strerror(errno.EMFILE), self.refused(Kernel()))

    def test_kernel_that_refuses_to_send(self) -> None:
        """
        It can be set up and not be used.
        """
        for answer in (0, -1):
            kernel = Kernel()
            kernel.answers.append(answer)
            self.assertEqual(self.refused(kernel), "a send through the ring is not a send")

    def test_kernel_that_sends_later(self) -> None:
        """
        What it says was sent has to be there.
        """

        class Later(Kernel):
            def send(self, descriptor: int, address: int, length: int, how: int) -> int:
                return -errno.EBADF if descriptor < 0 else length

        self.assertEqual(self.refused(Later()), "a send through the ring is not a send")

    def test_kernel_that_sends_something_else(self) -> None:
        """
        The probe compares the bytes that arrive.
        """

        class Other(Kernel):
            def send(self, descriptor: int, address: int, length: int, how: int) -> int:
                return super().send(descriptor, address + 1, length, how)

        self.assertEqual(self.refused(Other()), "a send through the ring is not a send")

    def test_kernel_that_tells_of_everything(self) -> None:
        """
        Of a crowd it would have to be told of each.
        """

        class Talkative(Kernel):
            def send(self, descriptor: int, address: int, length: int, how: int) -> int:
                # What counts as failed is told.
                return min(super().send(descriptor, address, length, how), length - 1)

        self.assertEqual(self.refused(Talkative()), "a send through the ring is not a send")

    def test_kernel_that_does_not_say_how_much_it_took(self) -> None:
        """
        As some did between 5.19 and 6.0: it says that it took nothing, and has taken some.
        """

        class Forgetful(Kernel):
            def send(self, descriptor: int, address: int, length: int, how: int) -> int:
                taken = super().send(descriptor, address, length, how)
                return taken if taken == length else -errno.EAGAIN

        self.assertEqual(self.refused(Forgetful()), "a send through the ring waits, or does not say what it took")

    def test_kernel_that_takes_more_than_there_is_room_for(self) -> None:
        """
        It keeps our bytes, and sends them when there is.
        """

        class Keeping(Kernel):
            def send(self, descriptor: int, address: int, length: int, how: int) -> int:
                taken = super().send(descriptor, address, length, how)
                return length if taken > 0 else taken

        self.assertEqual(self.refused(Keeping()), "a send through the ring waits, or does not say what it took")

    def test_system_that_gives_sockets_much_room(self) -> None:
        """
        No reason to do without: what is tried with finds its end there too.
        """
        pair = socket.socketpair

        def roomy() -> tuple[socket.socket, socket.socket]:
            ends = pair()
            try:
                for end in ends:
                    end.setsockopt(socket.SOL_SOCKET, 32, 1 << 25)  # SO_SNDBUFFORCE
            except PermissionError:
                raise SkipTest("only root gives a socket so much room") from None
            return ends

        self.patch(socket, "socketpair", roomy)
        Ring(8, Kernel()).release()
