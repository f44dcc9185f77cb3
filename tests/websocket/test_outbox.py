"""
The bytes on their way to one reader, over a real socket and over a transport of another kind.
"""

import socket
from typing import Any

from twisted.internet.interfaces import IPushProducer
from twisted.internet.protocol import Protocol
from twisted.internet.task import Clock
from twisted.internet.tcp import Server
from twisted.internet.testing import StringTransport
from twisted.trial.unittest import SynchronousTestCase
from zope.interface.verify import verifyObject

from chatd.domain.counters import Counters
from chatd.domain.limits import Limits
from chatd.websocket.outbox import STEP, Outbox, SlowReaders
from chatd.websocket.write_batcher import WriteBatcher
from tests.support.socket_readers import Recipient, StandingReactor, drain, read_all

BIG = b"0123456789abcdef" * 4096


class OutboxTests(SynchronousTestCase):
    transport: Any

    def setUp(self) -> None:
        self.reactor = StandingReactor()
        self.recipient = Recipient()
        self.transport = self.make_transport()
        self.readers = SlowReaders(Limits(), Counters(), self.reactor, WriteBatcher(self.reactor))
        self.readers.each = 1000
        self.outbox = Outbox(self.transport, self.readers, self.recipient)

    def make_transport(self) -> Any:
        """
        What the outbox writes to.
        """
        return StringTransport()


class BufferedTests(OutboxTests):
    def test_what_is_pushed_is_written(self) -> None:
        """
        At once and in order.
        """
        for data in (b"a", b"b", b"c"):
            self.outbox.push(data)
        self.outbox.put(b"d")
        self.assertEqual(self.transport.value(), b"abcd")
        self.assertEqual(self.outbox.waiting, 0)

    def test_it_is_a_push_producer(self) -> None:
        """
        The transport says when too much waits.
        """
        verifyObject(IPushProducer, self.outbox)
        self.assertIs(self.transport.producer, self.outbox)
        self.assertTrue(self.transport.streaming)

    def test_nothing_goes_straight_to_the_kernel(self) -> None:
        """
        TLS has its own order: what is sent has to be pushed.
        """
        self.assertEqual((self.outbox.straight.send(b"a"), self.transport.value()), (0, b""))

    def test_what_is_pushed_meanwhile_waits_and_comes_in_order(self) -> None:
        """
        Nothing is lost by a short stall.
        """
        self.outbox.push(b"a")
        self.outbox.pauseProducing()
        self.outbox.push(b"b")
        self.outbox.push(b"c")
        self.assertEqual((self.transport.value(), self.outbox.waiting, self.outbox.behind), (b"a", 2, True))
        self.outbox.resumeProducing()
        self.assertEqual((self.transport.value(), self.outbox.waiting, self.outbox.behind), (b"abc", 0, False))

    def test_reader_past_the_limit_is_given_up_on_once(self) -> None:
        self.outbox.pauseProducing()
        for _ in range(9):
            self.outbox.push(b"x" * 200)
        self.outbox.resumeProducing()
        self.assertEqual((self.recipient.given_up, self.transport.value()), (1, b""))

    def test_limit_itself_is_allowed(self) -> None:
        self.outbox.pauseProducing()
        self.outbox.push(b"x" * 1000)
        self.assertEqual(self.recipient.given_up, 0)
        self.outbox.push(b"x")
        self.assertEqual(self.recipient.given_up, 1)

    def test_time_of_the_stall_is_that_of_its_beginning(self) -> None:
        """
        However often the transport says so.
        """
        self.reactor.advance(5)
        self.outbox.pauseProducing()
        self.reactor.advance(5)
        self.outbox.pauseProducing()
        self.assertEqual(self.outbox.behind_since, 5)

    def test_flush_hands_over_what_waits(self) -> None:
        """
        Used before a close frame.
        """
        self.outbox.flush()
        self.outbox.pauseProducing()
        self.outbox.push(b"last")
        self.outbox.flush()
        self.assertEqual(self.transport.value(), b"last")
        self.outbox.resumeProducing()
        self.assertEqual(self.transport.value(), b"last")

    def test_nothing_is_sent_once_it_is_shut(self) -> None:
        """
        Not what waits, not what comes.
        """
        self.outbox.pauseProducing()
        self.outbox.push(b"a")
        self.outbox.stopProducing()
        self.outbox.push(b"b")
        self.outbox.flush()
        self.outbox.resumeProducing()
        self.outbox.push(b"c")
        self.assertEqual((self.transport.value(), self.recipient.given_up), (b"", 0))

    def test_answers_do_not_count_to_the_bound_of_a_slow_reader(self) -> None:
        """
        Events that come meanwhile do, and all is sent in order.
        """
        self.outbox.pauseProducing()
        self.outbox.answer(b"a" * 5000)
        self.outbox.push(b"e" * 600)
        self.outbox.answer(b"b" * 20)
        self.outbox.push(b"f" * 400)
        self.assertEqual((self.recipient.given_up, self.outbox.waiting), (0, 6020))
        self.outbox.resumeProducing()
        sent = b"a" * 5000 + b"e" * 600 + b"b" * 20 + b"f" * 400
        self.assertEqual((self.transport.value(), self.outbox.waiting), (sent, 0))

    def test_events_behind_an_answer_are_bounded(self) -> None:
        """
        One byte more than may wait, and the reader is given up on.
        """
        self.outbox.pauseProducing()
        self.outbox.answer(b"a" * 5000)
        self.outbox.push(b"e" * 1000)
        self.assertEqual(self.recipient.given_up, 0)
        self.outbox.push(b"e")
        self.assertEqual((self.recipient.given_up, self.readers.total), (1, 0))

    def test_large_answers_go_to_the_transport_in_steps(self) -> None:
        """
        For as long as it does not say that it has enough, and then one step at a time.
        """
        transport: Any = PausingTransport()
        outbox = Outbox(transport, self.readers, self.recipient)
        outbox.answer(b"x" * STEP * 3)
        sizes = [len(transport.value())]
        while outbox.behind:
            outbox.resumeProducing()
            sizes.append(len(transport.value()))
        self.assertEqual(sizes, [STEP, STEP * 2, STEP * 3, STEP * 3])
        self.assertEqual((outbox.waiting, self.readers.total), (0, 0))

    def test_commands_are_held_while_more_than_a_page_of_answers_waits(self) -> None:
        """
        And carried on with when enough has been taken, once.
        """
        self.readers.asked = STEP
        transport: Any = PausingTransport()
        outbox = Outbox(transport, self.readers, self.recipient)
        outbox.answer(b"x" * STEP)
        self.assertEqual(self.recipient.holds, [])
        outbox.answer(b"x" * STEP)
        outbox.answer(b"x" * STEP)
        self.assertEqual(self.recipient.holds, [True])
        outbox.resumeProducing()
        self.assertEqual(self.recipient.holds, [True])
        outbox.resumeProducing()
        self.assertEqual(self.recipient.holds, [True, False])

    def test_commands_of_a_reader_that_is_given_up_on_stay_held(self) -> None:
        """
        Nothing is carried out for nobody.
        """
        self.readers.asked = 10
        self.outbox.pauseProducing()
        self.outbox.answer(b"x" * 11)
        self.outbox.give_up()
        self.outbox.resumeProducing()
        self.assertEqual((self.recipient.holds, self.recipient.given_up), ([True], 1))


class PausingTransport(StringTransport):
    """
    Has enough after each write, and says so.
    """

    def write(self, data: bytes) -> None:
        """
        See `ITransport`.
        """
        super().write(data)
        self.producer.pauseProducing()  # type: ignore[union-attr]


class StraightTests(OutboxTests):
    def make_transport(self) -> Any:
        """
        Twisted's own transport around one end of a pair of sockets that take little.
        """
        ours, self.theirs = socket.socketpair()
        for end in (ours, self.theirs):
            end.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
            end.setblocking(False)
            self.addCleanup(end.close)
        make: Any = Server
        transport = make(ours, Protocol(), ("192.0.2.1", 4000), None, 1, self.reactor)
        self.addCleanup(transport.stopWriting)
        return transport

    def read(self) -> bytes:
        """
        What the peer finds.
        """
        return read_all(self.theirs)

    def drain(self) -> bytes:
        """
        Let the peer read and the transport write until nothing is left.
        """
        return drain(self.reactor, self.transport, self.theirs)

    def test_what_is_pushed_is_in_the_kernel_at_once(self) -> None:
        """
        No turn of the reactor between.
        """
        self.outbox.push(b"hello")
        self.assertEqual((self.read(), self.outbox.behind, self.outbox.waiting), (b"hello", False, 0))

    def test_what_is_put_leaves_at_the_end_of_the_turn(self) -> None:
        """
        In one write with what is pushed behind it, for nothing overtakes it.
        """
        self.outbox.put(b"a")
        self.outbox.push(b"b")
        self.outbox.put(b"c")
        self.assertEqual((self.outbox.straight.send(b"x"), self.outbox.straight.fileno(), self.read()), (0, -1, b""))
        self.reactor.advance(0)
        self.assertEqual(self.read(), b"abc")
        self.assertEqual((self.outbox.straight.send(b"d"), self.read()), (1, b"d"))

    def test_transport_that_has_become_empty_lets_nothing_overtake_what_is_due(self) -> None:
        """
        What HTTP had left in its buffer has gone: that opens no way around an answer.
        """
        self.outbox.put(b"a")
        self.outbox.resumeProducing()
        self.assertEqual((self.outbox.straight.send(b"x"), self.outbox.straight.fileno()), (0, -1))
        self.outbox.push(b"b")
        self.reactor.advance(0)
        self.assertEqual(self.read(), b"ab")

    def test_it_follows_what_the_transport_has_been_given(self) -> None:
        """
        As HTTP's answers before an upgrade: the kernel gets them first, and then everything in one write.
        """
        self.transport.write(b"answer,")
        self.outbox.wait_for_earlier()
        self.outbox.push(b"a")
        self.outbox.put(b"b")
        self.assertEqual((self.read(), self.outbox.straight.fileno()), (b"", -1))
        self.assertEqual((self.drain(), self.outbox.behind, self.readers.total), (b"answer,ab", False, 0))

    def test_what_is_due_may_not_fit(self) -> None:
        """
        What the kernel does not take waits, in its place.
        """
        self.readers.each = len(BIG)
        self.outbox.put(BIG)
        self.reactor.advance(0)
        self.assertTrue(self.outbox.behind)
        self.outbox.put(b"more")
        self.assertEqual(self.drain(), BIG + b"more")
        self.assertEqual((self.outbox.behind, self.outbox.waiting, self.readers.total), (False, 0, 0))

    def test_flush_does_not_wait_for_what_is_due(self) -> None:
        """
        As before a good-bye: it is in the kernel then, and does not leave twice.
        """
        self.outbox.put(b"bye")
        self.outbox.flush()
        self.assertEqual(self.read(), b"bye")
        self.reactor.advance(0)
        self.assertEqual(self.read(), b"")

    def test_what_is_due_goes_with_the_reader(self) -> None:
        """
        Whoever is given up on, or is gone, gets nothing more.
        """
        self.outbox.put(b"a")
        self.outbox.shut()
        self.outbox.put(b"b")
        self.reactor.advance(0)
        self.assertEqual((self.read(), self.outbox.straight.fileno()), (b"", -1))

    def test_send_is_the_kernels_own_while_nothing_waits(self) -> None:
        """
        What it has not taken is pushed; then it takes nothing until that has gone.
        """
        sent = self.outbox.straight.send(BIG)
        self.assertLess(sent, len(BIG))
        self.outbox.push(BIG, sent)
        self.assertEqual(self.outbox.straight.send(b"later"), 0)
        self.assertEqual(self.drain(), BIG)
        self.assertEqual((self.outbox.straight.send(b"again"), self.read()), (5, b"again"))

    def test_nothing_is_sent_once_it_is_shut(self) -> None:
        """
        Not even when what waited has gone.
        """
        self.outbox.push(BIG)
        self.outbox.shut()
        self.outbox.resumeProducing()
        self.assertEqual(self.outbox.straight.send(b"a"), 0)

    def test_what_the_kernel_does_not_take_waits_and_comes_in_order(self) -> None:
        """
        Not a byte is lost, doubled or out of place.
        """
        self.outbox.push(BIG)
        self.assertTrue(self.outbox.behind)
        self.assertGreater(self.outbox.waiting, 0)
        self.assertEqual(self.drain(), BIG)
        self.assertEqual((self.outbox.behind, self.outbox.waiting), (False, 0))

    def test_short_stalls_lose_nothing(self) -> None:
        self.transport = self.make_transport()
        self.readers.each = 10**7
        outbox = Outbox(self.transport, self.readers, Recipient())
        sent = got = b""
        for number in range(60):
            data = bytes((number,)) * (number * 97)
            for send in (outbox.push, outbox.answer, outbox.put):
                send(data)
                sent += data
            outbox.answer(data * 9)
            sent += data * 9
            if number % 7 == 0:
                got += self.drain()
        self.reactor.advance(0)
        got += self.drain()
        self.assertEqual((len(got), got == sent), (len(sent), True))
        self.assertFalse(outbox.behind)

    def test_reader_that_is_full_and_stays_so_is_given_up_on(self) -> None:
        """
        Once; the bytes that it would not take are dropped.
        """
        self.outbox.push(BIG)
        for _ in range(20):
            self.outbox.push(b"x" * 100)
        self.assertEqual(self.recipient.given_up, 1)

    def test_who_takes_a_step_has_time_again(self) -> None:
        """
        However slow the line is: only who takes nothing for the whole time is given up on.
        """
        self.outbox.answer(BIG * 8)
        taken = 0
        for _ in range(8):
            self.reactor.advance(9)
            self.readers.close_overdue(self.reactor.seconds())
            taken += self.take_step()
        self.assertEqual((self.recipient.given_up, self.outbox.behind), (0, True))
        self.reactor.advance(9)
        self.readers.close_overdue(self.reactor.seconds())
        self.assertEqual(self.recipient.given_up, 0)
        self.reactor.advance(1)
        self.readers.close_overdue(self.reactor.seconds())
        self.assertEqual(self.recipient.given_up, 1)
        self.assertLess(taken, len(BIG) * 8)

    def take_step(self) -> int:
        """
        Let the peer read until the transport has got rid of one step; how many bytes it read.
        """
        since, taken = self.outbox.behind_since, 0
        while self.outbox.behind_since == since:
            taken += len(read_all(self.theirs))
            self.transport.doWrite()
        return taken

    def test_small_answers_leave_together(self) -> None:
        """
        With what else is due in the turn, in one write.
        """
        self.outbox.put(b"a")
        self.outbox.answer(b"b")
        self.assertEqual(self.read(), b"")
        self.reactor.advance(0)
        self.assertEqual(self.read(), b"ab")

    def test_large_answer_leaves_behind_what_is_due(self) -> None:
        """
        At once, and what could not go comes before what is sent later.
        """
        self.outbox.put(b"first")
        self.outbox.answer(BIG)
        self.outbox.push(b"last")
        self.assertEqual(self.drain(), b"first" + BIG + b"last")
        self.reactor.advance(0)
        self.assertEqual((self.read(), self.outbox.behind, self.readers.total), (b"", False, 0))

    def test_large_answer_to_a_peer_that_is_gone_is_no_error(self) -> None:
        """
        The reactor will find out by itself.
        """
        self.theirs.close()
        self.outbox.answer(BIG)
        self.outbox.answer(BIG)
        self.assertEqual((self.recipient.given_up, self.outbox.behind), (0, False))

    def test_flush_hands_over_what_waits_in_steps(self) -> None:
        """
        As before a good-bye: whole, and in order.
        """
        self.outbox.answer(BIG * 4)
        self.outbox.push(b"bye")
        self.outbox.flush()
        self.outbox.shut()
        self.assertEqual(self.drain(), BIG * 4 + b"bye")

    def test_nothing_fits(self) -> None:
        """
        A kernel that is full takes not even one byte: all waits.
        """
        self.fill()
        self.outbox.push(b"hello")
        self.assertEqual((self.outbox.behind, self.outbox.waiting), (True, 5))
        self.assertTrue(self.drain().endswith(b"hello"))

    def fill(self) -> None:
        """
        Leave no room in the kernel.
        """
        handle = self.transport.getHandle()
        while True:
            try:
                handle.send(b"." * 4096)
            except BlockingIOError:
                return

    def test_peer_that_is_gone_is_no_error_here(self) -> None:
        """
        The reactor will find out by itself.
        """
        self.theirs.close()
        self.outbox.push(b"hello")
        self.outbox.push(b"hello")
        self.assertEqual((self.recipient.given_up, self.outbox.behind), (0, False))


class Named(Recipient):
    """
    Adds its name to a list when its reader is given up on.
    """

    def __init__(self, name: str, gone: list[str]) -> None:
        super().__init__()
        self._name = name
        self._gone = gone

    def overflow(self) -> None:
        """
        See `chatd.websocket.outbox.Recipient`.
        """
        self._gone.append(self._name)


class ReadersTests(SynchronousTestCase):
    """
    Many slow readers, and one bound for all of them: a mebibyte, with 64 KiB in the kernel for each.
    """

    def setUp(self) -> None:
        """
        Nobody is behind yet.
        """
        self.clock = Clock()
        self.counters = Counters()
        self.readers = SlowReaders(Limits(waiting_bytes=1048576), self.counters, self.clock, WriteBatcher(self.clock))
        self.gone: list[str] = []

    def stalled(self, name: str) -> Outbox:
        """
        The outbox of somebody who reads no more.
        """
        outbox = Outbox(StringTransport(), self.readers, Named(name, self.gone))
        outbox.pauseProducing()
        self.clock.advance(1)
        return outbox

    def test_those_for_whom_most_waits_go_first(self) -> None:
        """
        As many as have to, so that there is air; the others lose nothing.
        """
        most, some, least = self.stalled("most"), self.stalled("some"), self.stalled("least")
        for outbox, size in ((least, 100_000), (some, 200_000), (most, 400_000)):
            outbox.push(b"x" * size)
        self.assertEqual((self.gone, self.readers.total), ([], 700_000 + 3 * 65536))
        least.push(b"x" * 200_000)
        self.assertEqual((self.gone, self.readers.total), (["most"], 500_000 + 2 * 65536))
        self.assertEqual((least.waiting, some.waiting), (300_000, 200_000))
        self.assertEqual(self.counters.evicted_readers, 1)

    def test_of_equals_the_slowest_goes_first(self) -> None:
        """
        It has been behind for longest.  What their kernel buffers hold counts too: 14 of them are enough.
        """
        outboxes = [self.stalled(str(number)) for number in range(14)]
        for outbox in outboxes:
            outbox.push(b"x" * 10_000)
        self.assertEqual(self.gone, ["0", "1"])

    def test_who_reads_again_or_goes_is_counted_no_more(self) -> None:
        """
        Nothing is left over when all have.
        """
        one, two, three = (self.stalled(name) for name in ("one", "two", "three"))
        for outbox in (one, two, three):
            outbox.push(b"x" * 1000)
        one.resumeProducing()
        two.stopProducing()
        three.shut()
        three.resumeProducing()
        self.assertEqual(self.readers.total, 0)

    def test_a_reader_that_is_gone_is_not_counted_again(self) -> None:
        """
        Its transport may still say that it is full.
        """
        outbox = Outbox(StringTransport(), self.readers, Named("gone already", self.gone))
        outbox.shut()
        outbox.pauseProducing()
        outbox.push(b"x")
        outbox.give_up()
        self.assertEqual((self.readers.total, self.gone), (0, []))

    def test_the_one_that_is_too_much_may_be_the_one_that_is_pushed_to(self) -> None:
        """
        It is given up on once, and nothing more waits for it.
        """
        self.readers.each = 10**7
        outbox = self.stalled("it")
        outbox.push(b"x" * 1_000_000)
        outbox.push(b"x")
        self.assertEqual((self.gone, self.readers.total), (["it"], 0))
