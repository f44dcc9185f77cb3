"""
What every store promises, whatever it is made of: `chatd.interfaces.delivery` as tests.

A test case for a store mixes one of these in and says how to make it.
"""

from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from chatd.domain.events import (
    AlreadyStored,
    DeleteMessage,
    Draft,
    EditMessage,
    FoundAt,
    Mark,
    Message,
    MessageDeleted,
    MessageEdited,
    NewMessage,
    ReadMarker,
    Result,
    Stored,
    User,
)
from chatd.errors import Refusal
from tests.support.search_table import search_table

ANN = User("g.ann", "Ann")
BOB = User("g.bob", "Bob")
T0 = 1_700_000_000_000


class Contract:
    """
    What the mixins need: `store`, made anew for each test, and `wait`, which has a Deferred's result.
    """

    store: Any

    def wait(self, answer: Any) -> Any:
        """
        What the Deferred fires with.
        """
        raise NotImplementedError

    def append(self, *drafts: Draft) -> list[Result]:
        """
        What became of drafts that were appended together.
        """
        return list(self.wait(self.store.append(drafts)))

    def say(self, text: str, user: User = ANN, **more: Any) -> Result:
        """
        What became of a message.
        """
        (result,) = self.append(NewMessage("lobby", user, T0, text, **more))
        return result

    def events(self, **where: Any) -> list[Any]:
        """
        A page of the lobby.
        """
        return list(self.wait(self.store.read("lobby", **({"limit": 100} | where))).events)

    def epoch(self) -> str:
        """
        That of the lobby's log.
        """
        found: str = self.wait(self.store.read("lobby", limit=1)).head.epoch
        return found


def seqs(events: list[Any]) -> list[int]:
    """
    Their places in the log.
    """
    return [event.seq for event in events]


def code(result: Result) -> str:
    """
    By which name something was refused.
    """
    assert isinstance(result, Refusal), result
    return result.code


class StoreContract(Contract):
    """
    `chatd.interfaces.storage.MessageLog`.
    """

    def test_log_counts_from_one_without_holes(self) -> None:
        """
        Drafts of one batch are numbered in their order, each room by itself.
        """
        drafts = [NewMessage(room, ANN, T0, room) for room in ("a", "b", "a", "a", "b")]
        results = self.append(*drafts)
        assert [result.event.seq for result in results if isinstance(result, Stored)] == [1, 1, 2, 3, 2]

    def test_event_is_what_was_said(self) -> None:
        """
        All of it comes back, in the result and in every later page.
        """
        self.say("one")
        result = self.say("naïve 你好 👍", BOB, key="k", reply_to=1)
        message = Message("lobby", 2, BOB, "naïve 你好 👍", T0, "k", 1)
        assert result == Stored(message, self.epoch())
        assert self.events()[1] == message

    def test_pages_go_both_ways(self) -> None:
        """
        Oldest first, and only what was asked for.
        """
        self.append(*[NewMessage("lobby", ANN, T0, str(n)) for n in range(1, 10)])
        assert seqs(self.events(limit=3)) == [7, 8, 9]
        assert seqs(self.events(after=4, limit=3)) == [5, 6, 7]
        assert seqs(self.events(before=4, limit=2)) == [2, 3]
        assert seqs(self.events(after=0)) == list(range(1, 10))
        assert seqs(self.events(before=1)) == []
        assert seqs(self.events(after=9)) == []
        assert seqs(self.events(after=2**53 - 1)) == []
        assert seqs(self.events(before=2**53 - 1, limit=1)) == [9]

    def test_many_rooms_are_looked_at_at_once(self) -> None:
        """
        What a page of each would say of it, without events; those that are not there as well.
        """
        self.say("hello")
        self.append(NewMessage("hall", ANN, T0, "hello"), NewMessage("hall", ANN, T0, "again"))
        names = ["hall", "lobby", "nowhere"]
        found = self.wait(self.store.read_heads(names))
        pages = [self.wait(self.store.read(name, limit=1)) for name in names]
        assert found == {name: replace(page, events=[]) for name, page in zip(names, pages, strict=True)}

    def test_single_messages_are_read_at_once(self) -> None:
        """
        Of several rooms, as they are now; what is no message, or not there, is left out.
        """
        self.say("hello")
        self.append(NewMessage("hall", ANN, T0, "one"), NewMessage("hall", ANN, T0, "two"))
        self.append(EditMessage("hall", ANN, T0, 2, "changed"))
        entries = [
            ("hall", 2),
            ("lobby", 1),
            ("hall", 3),
            ("hall", 0),
            ("lobby", 9),
            ("lobby", 2**53 - 1),
            ("nowhere", 1),
        ]
        found = self.wait(self.store.read_messages(entries))
        assert {entry: message.text for entry, message in found.items()} == {
            ("hall", 2): "changed",
            ("lobby", 1): "hello",
        }
        assert self.wait(self.store.read_messages([])) == {}

    def test_head_tells_where_the_log_stands(self) -> None:
        """
        Before the first message and after it, of the same epoch.
        """
        before = self.wait(self.store.read("lobby", limit=1)).head
        self.say("hello")
        after = self.wait(self.store.read("lobby", limit=1)).head
        assert (before.seq, before.first) == (0, 1)
        assert (after.seq, after.first, after.epoch) == (1, 1, before.epoch)

    def test_rooms_are_born_with_different_epochs(self) -> None:
        """
        A position of one room means nothing in another.
        """
        one, other = (self.wait(self.store.read(room, limit=1)).head.epoch for room in ("one", "other"))
        assert one != other

    def test_repeated_key_is_the_first_message(self) -> None:
        """
        In the same batch or later; of another user or in another room it is another message.
        """
        first = NewMessage("lobby", ANN, T0, "hello", "k")
        again = NewMessage("lobby", ANN, T0 + 5, "hello", "k")
        other = NewMessage("lobby", BOB, T0, "hello", "k")
        elsewhere = NewMessage("attic", ANN, T0, "hello", "k")
        results = self.append(first, again, other, elsewhere)
        assert results[1] == AlreadyStored(1, T0)
        assert [type(result) for result in results] == [Stored, AlreadyStored, Stored, Stored]
        assert self.append(again) == [AlreadyStored(1, T0)]

    def test_key_with_another_text_is_a_conflict(self) -> None:
        """
        Somebody mixed up their keys: nothing is stored.
        """
        self.say("hello", key="k")
        assert code(self.say("good-bye", key="k")) == "conflict"
        assert len(self.events()) == 1

    def test_key_outlives_what_was_said_under_it(self) -> None:
        """
        A retry that comes after an edit or a deletion of its message is still a retry.
        """
        self.say("hello", key="k")
        self.append(EditMessage("lobby", ANN, T0, 1, "changed"))
        assert self.say("hello", key="k") == AlreadyStored(1, T0)
        assert code(self.say("changed", key="k")) == "conflict"
        self.append(DeleteMessage("lobby", ANN, T0, 1))
        assert self.say("hello", key="k") == AlreadyStored(1, T0)

    def test_reply_to_what_is_not_there_is_refused(self) -> None:
        """
        And its key is free for the next attempt.
        """
        assert code(self.say("hm", key="k", reply_to=1)) == "not_found"
        assert code(self.say("hm", key="k", reply_to=2**40)) == "not_found"
        assert isinstance(self.say("hello", key="k"), Stored)

    def test_edit_changes_the_message(self) -> None:
        """
        Pages show the new text and who changed it; the edit itself is an event with a `seq`.
        """
        self.say("helo")
        (result,) = self.append(EditMessage("lobby", User("g.ann", "Anne"), T0 + 9, 1, "hello"))
        mark = Mark(2, User("g.ann", "Anne"), T0 + 9)
        edit = MessageEdited("lobby", 2, 1, mark.user, mark.time, "hello")
        assert result == Stored(edit, self.epoch())
        assert self.events() == [Message("lobby", 1, ANN, "hello", T0, edited=mark), edit]

    def test_older_edits_carry_the_present_text(self) -> None:
        """
        A text stands in one place: who replays the log sees what there is.
        """
        self.say("one")
        self.append(EditMessage("lobby", ANN, T0, 1, "two"), EditMessage("lobby", ANN, T0, 1, "three"))
        assert [event.text for event in self.events()] == ["three", "three", "three"]

    def test_edit_to_the_same_text_is_known(self) -> None:
        """
        As the message itself, or as the edit that made it so; nothing is stored.
        """
        self.say("one")
        assert self.append(EditMessage("lobby", ANN, T0 + 1, 1, "one")) == [AlreadyStored(1, T0)]
        self.append(EditMessage("lobby", ANN, T0 + 2, 1, "two"))
        assert self.append(EditMessage("lobby", ANN, T0 + 3, 1, "two")) == [AlreadyStored(2, T0 + 2)]
        assert len(self.events()) == 2

    def test_edit_is_the_authors(self) -> None:
        """
        Nobody else's, not of what is no message, and not for ever.
        """
        self.say("one")
        self.append(EditMessage("lobby", ANN, T0, 1, "two"))
        refused = self.append(
            EditMessage("lobby", BOB, T0, 1, "mine"),
            EditMessage("lobby", ANN, T0, 2, "an edit"),
            EditMessage("lobby", ANN, T0, 3, "the future"),
            EditMessage("lobby", ANN, T0, 0, "nothing"),
            EditMessage("lobby", ANN, T0, 1, "late", oldest=T0 + 1),
            EditMessage("attic", ANN, T0, 1, "elsewhere"),
        )
        wanted = ["forbidden", "not_found", "not_found", "not_found", "forbidden", "not_found"]
        assert [code(result) for result in refused] == wanted
        assert isinstance(self.append(EditMessage("lobby", ANN, T0, 1, "in time", oldest=T0))[0], Stored)

    def test_data_is_stored_as_it_was_given(self) -> None:
        """
        Beside a text or alone, also deep, empty, and with characters of all kinds.
        """
        given: list[dict[str, object]] = [
            {"build": 4711, "ok": True, "nothing": None, "half": 0.5, "list": [1, [2, {"x": {}}]]},
            {},
            {"\u0000": "\u0000 \u202e 简体中文 שלום", '"': "\\"},
        ]
        for data in given:
            self.say("", data=data)
        self.say("Green!", data={"build": 4711})
        self.say("plain")
        wanted = [*given, {"build": 4711}, None]
        assert [event.data for event in self.events()] == wanted
        assert [event.text for event in self.events()] == ["", "", "", "Green!", "plain"]
        assert [list(event.data) for event in self.events(limit=5)[:1]] == [list(given[0])]

    def test_repeated_key_needs_the_same_data(self) -> None:
        """
        In any order, also after an edit and a deletion.
        """
        data: dict[str, object] = {"a": 1, "b": {"c": 2, "d": 3}}
        other: dict[str, object] = {"b": {"d": 3, "c": 2}, "a": 1}
        self.say("one", key="k", data=data)
        assert self.say("one", key="k", data=other) == AlreadyStored(1, T0)
        for wrong in (None, {}, {"a": 1}, {"a": 1, "b": {"c": 2, "d": 4}}):
            assert code(self.say("one", key="k", data=wrong)) == "conflict"
        self.append(EditMessage("lobby", ANN, T0, 1, None, data={"a": 2}))
        assert self.say("one", key="k", data=other) == AlreadyStored(1, T0)
        assert code(self.say("one", key="k", data={"a": 2})) == "conflict"
        self.append(DeleteMessage("lobby", ANN, T0, 1))
        assert self.say("one", key="k", data=other) == AlreadyStored(1, T0)

    def test_edit_changes_text_and_data_by_themselves(self) -> None:
        """
        What is not given stays; the event has all that there is then.
        """
        self.say("one", data={"a": 1})
        steps: list[tuple[str | None, Any, str, Any]] = [
            ("two", UNSET, "two", {"a": 1}),
            (None, {"a": 2}, "two", {"a": 2}),
            ("", UNSET, "", {"a": 2}),
            ("three", None, "three", None),
            (None, {"b": 1}, "three", {"b": 1}),
        ]
        for number, (given, changed, text, data) in enumerate(steps, 2):
            (result,) = self.append(EditMessage("lobby", ANN, T0, 1, given, data=changed))
            assert result == Stored(MessageEdited("lobby", number, 1, ANN, T0, text, data), self.epoch())
            message = self.events()[0]
            assert (message.text, message.data, message.edited.seq) == (text, data, number)
        assert {(event.text, str(event.data)) for event in self.events()} == {("three", "{'b': 1}")}
        assert self.append(EditMessage("lobby", ANN, T0, 1, "three", data={"b": 1})) == [AlreadyStored(6, T0)]

    def test_edit_leaves_text_or_data(self) -> None:
        """
        A message with neither would be nothing.
        """
        self.say("one")
        self.say("", data={"a": 1})
        wrong = [EditMessage("lobby", ANN, T0, 1, ""), EditMessage("lobby", ANN, T0, 2, None, data=None)]
        for result in self.append(*wrong):
            assert isinstance(result, Refusal)
            assert (result.code, result.field) == ("invalid", "text")

    def test_deleted_data_is_gone_from_every_answer(self) -> None:
        """
        Also from edits that set it.
        """
        self.say("one", data={"a": "secret"})
        self.append(EditMessage("lobby", ANN, T0, 1, None, data={"a": "secret too"}))
        self.append(DeleteMessage("lobby", ANN, T0, 1))
        assert [getattr(event, "data", None) for event in self.events()] == [None, None, None]

    def test_deleted_text_is_gone_from_every_answer(self) -> None:
        """
        The message keeps its place; what it said, what it answered and what it was edited to are gone.
        """
        self.say("one")
        self.say("two", reply_to=1)
        self.append(EditMessage("lobby", ANN, T0, 2, "three"))
        (result,) = self.append(DeleteMessage("lobby", ANN, T0 + 7, 2))
        delete = MessageDeleted("lobby", 4, 2, ANN, T0 + 7)
        assert result == Stored(delete, self.epoch())
        gone = Message("lobby", 2, ANN, "", T0, deleted=Mark(4, ANN, T0 + 7))
        assert self.events(after=1) == [gone, MessageEdited("lobby", 3, 2, ANN, T0), delete]

    def test_delete_is_the_authors_or_of_who_may_delete_any(self) -> None:
        """
        A second deletion is known as the first one.
        """
        self.say("one")
        self.say("two")
        results = self.append(
            DeleteMessage("lobby", BOB, T0, 1),
            DeleteMessage("lobby", BOB, T0 + 1, 1, any=True),
            DeleteMessage("lobby", ANN, T0 + 2, 1),
            DeleteMessage("lobby", ANN, T0 + 2, 3),
            DeleteMessage("lobby", ANN, T0 + 2, 99),
            EditMessage("lobby", ANN, T0 + 2, 1, "back"),
        )
        assert code(results[0]) == "forbidden"
        assert results[1] == Stored(MessageDeleted("lobby", 3, 1, BOB, T0 + 1), self.epoch())
        assert results[2] == AlreadyStored(3, T0 + 1)
        assert [code(result) for result in results[3:]] == ["not_found", "not_found", "not_found"]

    def test_one_batch_says_edits_and_deletes(self) -> None:
        """
        What is in a batch sees what stands before it.
        """
        results = self.append(
            NewMessage("lobby", ANN, T0, "one", "k"),
            EditMessage("lobby", ANN, T0, 1, "two"),
            NewMessage("lobby", BOB, T0, "reply", None, 1),
            DeleteMessage("lobby", ANN, T0, 1),
            NewMessage("lobby", ANN, T0, "one", "k"),
        )
        assert [type(result) for result in results] == [Stored, Stored, Stored, Stored, AlreadyStored]
        assert [getattr(event, "text", None) for event in self.events()] == ["", None, "reply", None]

    def test_empty_batch_is_no_trouble(self) -> None:
        assert self.append() == []


class MarksContract(Contract):
    """
    `chatd.interfaces.storage.ReadMarkerStore`, with the logs in `store` and the marks in `marks`.
    """

    marks: Any

    def mark(self, *marks: ReadMarker) -> None:
        """
        Remember these.
        """
        self.wait(self.marks.mark_seen(marks))

    def test_mark_never_goes_backwards(self) -> None:
        """
        Nor does it go beyond the log.
        """
        self.append(*[NewMessage("lobby", ANN, T0, str(n)) for n in range(5)])
        for told, kept in ((3, 3), (2, 3), (4, 4), (99, 5)):
            self.mark(ReadMarker("g.bob", "lobby", told))
            assert [line.seen for line in self.wait(self.marks.followed_rooms("g.bob"))] == [kept]

    def test_nobody_has_seen_a_room_that_is_not_there(self) -> None:
        """
        Such a mark is dropped without harm to the others.
        """
        self.say("hello")
        self.mark(ReadMarker("g.bob", "attic", 1), ReadMarker("g.bob", "lobby", 1))
        assert [line.room for line in self.wait(self.marks.followed_rooms("g.bob"))] == ["lobby"]

    def test_rooms_that_are_followed(self) -> None:
        """
        By room id, with what came after the mark.
        """
        for room, count in (("b", 3), ("a", 5), ("c", 1)):
            self.append(*[NewMessage(room, ANN, T0, str(n)) for n in range(count)])
        self.mark(ReadMarker("g.bob", "b", 1), ReadMarker("g.bob", "a", 5), ReadMarker("g.ann", "c", 1))
        lines = self.wait(self.marks.followed_rooms("g.bob"))
        assert [(line.room, line.head.seq, line.seen, line.unread) for line in lines] == [
            ("a", 5, 5, 0),
            ("b", 3, 1, 2),
        ]


class RecallContract(Contract):
    """
    `chatd.interfaces.storage.MessageSearch`, with the logs in `store` and the searches in `recall`.
    """

    recall: Any

    def found(self, text: str, **more: Any) -> list[int]:
        """
        The seqs of what a search in the lobby finds.
        """
        return seqs(self.wait(self.recall.search_messages("lobby", text, **({"limit": 10} | more))).events)

    def test_newest_is_found_first(self) -> None:
        """
        Page after page, backwards.
        """
        self.append(*[NewMessage("lobby", ANN, T0, f"tea at {n}") for n in range(1, 6)])
        page = self.wait(self.recall.search_messages("lobby", "tea", limit=2))
        assert (seqs(page.events), page.more) == ([5, 4], True)
        page = self.wait(self.recall.search_messages("lobby", "tea", before=4, limit=3))
        assert (seqs(page.events), page.more) == ([3, 2, 1], False)

    def test_all_words_are_wanted(self) -> None:
        """
        In any order and any case.
        """
        self.append(
            *[NewMessage("lobby", ANN, T0, text) for text in ("green tea", "Tea, GREEN", "tea", "greenish tea")]
        )
        assert self.found("Green TEA") == [2, 1]

    def test_each_script_is_found_as_its_readers_expect(self) -> None:
        """
        The table of `docs/search.md`.
        """
        rows = search_table()
        self.append(*[NewMessage("lobby", ANN, T0, text) for row in rows for text in row.messages])
        first = 1
        for row in rows:
            wanted = set(range(first, first + len(row.messages)))
            first += len(row.messages)
            for query in row.finds:
                assert wanted <= set(self.found(query, limit=100)), (row.script, query)
            for query in row.misses:
                assert not wanted & set(self.found(query, limit=100)), (row.script, query)

    def test_last_word_may_be_a_beginning(self) -> None:
        """
        Only the last one, and not if a space follows it.
        """
        self.append(*[NewMessage("lobby", ANN, T0, text) for text in ("deployments today", "deploy", "to-day deploys")])
        assert self.found("deploy") == [3, 2, 1]
        assert self.found("deploy ") == [2]
        assert self.found("deploy tod") == []
        assert self.found("today deploy") == [1]
        assert self.found("to-d") == [3]
        page = self.wait(self.recall.search_messages("lobby", "dep", before=3, limit=1))
        assert (seqs(page.events), page.more) == ([2], True)

    def test_two_chinese_characters_are_found(self) -> None:
        """
        Where they stand together, in the middle of a sentence without spaces.
        """
        self.append(*[NewMessage("lobby", ANN, T0, text) for text in ("明天我们去喝茶吧", "茶要喝热的", "東京タワー")])
        assert self.found("喝茶") == [1]
        assert self.found("タワー") == [3]

    def test_nothing_is_syntax(self) -> None:
        """
        Whatever is typed is looked for, or finds nothing.
        """
        self.say('rock AND roll "quoted" near')
        for text in ('"', "'", "*", "(", "a OR", "NEAR(", "text:rock", "-", "rock*", "^rock", "{a}", "\\", "?", "🙂"):
            self.found(text)
        assert self.found("") == []
        assert self.found("   ") == []
        assert self.found('"quoted"') == [1]

    def test_search_for_nothing_tells_whether_there_is_more(self) -> None:
        """
        `limit` 0 is valid in every list.
        """
        self.say("apples")
        for text, more in (("apples", True), ("pears", False)):
            page = self.wait(self.recall.search_messages("lobby", text, limit=0))
            assert (page.events, page.more) == ([], more)

    def test_search_stays_in_its_room(self) -> None:
        """
        What was said elsewhere is nobody's business here.
        """
        self.append(NewMessage("attic", ANN, T0, "treasure"), NewMessage("lobby", ANN, T0, "dust"))
        assert self.found("treasure") == []

    def found_in_rooms(self, text: str, **more: Any) -> tuple[list[tuple[str, int]], FoundAt | None]:
        """
        Room and seq of what a search in two rooms finds, and the place of the next page.
        """
        rooms = ["lobby", "attic", "unknown"]
        page = self.wait(self.recall.search_rooms(rooms, text, **({"limit": 10} | more)))
        assert page.more == (page.next is not None)
        return [(event.room, event.seq) for event in page.events], page.next

    def test_search_in_rooms_is_newest_first(self) -> None:
        """
        By time, whichever room it is; of one time, by room and seq.  Page after page, with what is not indexed yet.
        """
        places = [("lobby", 5), ("attic", 6), ("secret", 7), ("attic", 8), ("lobby", 9), ("lobby", 9), ("attic", 9)]
        self.append(*[NewMessage(room, ANN, T0 + time, "green tea") for room, time in places])
        self.append(NewMessage("lobby", ANN, T0 + 20, "coffee"))
        newest = [("lobby", 3), ("lobby", 2), ("attic", 3), ("attic", 2), ("attic", 1), ("lobby", 1)]
        assert self.found_in_rooms("tea gre") == (newest, None)
        for limit in (1, 2, 3, 5):
            walked: list[tuple[str, int]] = []
            found, place = self.found_in_rooms("TEA", limit=limit)
            while place is not None:
                walked += found
                found, place = self.found_in_rooms("TEA", limit=limit, before=place)
            assert walked + found == newest
        found, place = self.found_in_rooms("tea", limit=0)
        assert (found, place is None) == ([], False)
        assert self.found_in_rooms("") == self.found_in_rooms("cocoa") == ([], None)
        assert self.wait(self.recall.search_rooms([], "tea", limit=1)).events == []

    def test_search_in_rooms_finds_present_texts(self) -> None:
        self.append(NewMessage("attic", ANN, T0, "treasure"), NewMessage("lobby", ANN, T0, "treasure"))
        self.append(EditMessage("attic", ANN, T0, 1, "dust"), DeleteMessage("lobby", ANN, T0, 1))
        assert self.found_in_rooms("treasure") == ([], None)
        assert self.found_in_rooms("dust") == ([("attic", 1)], None)

    def test_present_texts_are_found(self) -> None:
        """
        Not what they were before an edit, and not what is deleted.
        """
        self.append(*[NewMessage("lobby", ANN, T0, text) for text in ("apples", "pears")])
        self.append(EditMessage("lobby", ANN, T0, 1, "plums"), DeleteMessage("lobby", ANN, T0, 2))
        assert (self.found("apples"), self.found("plums"), self.found("pears")) == ([], [1], [])

    def test_own_words_come_back(self) -> None:
        """
        Of all rooms, by room and place, without those of others and those that are deleted.
        """
        self.append(
            NewMessage("b", ANN, T0, "b1"),
            NewMessage("a", ANN, T0, "a1"),
            NewMessage("a", BOB, T0, "a2"),
            NewMessage("a", ANN, T0, "a3"),
            NewMessage("a", ANN, T0, "a4"),
        )
        self.append(DeleteMessage("a", ANN, T0, 3))
        said = self.wait(self.recall.messages_of("g.ann", limit=2))
        assert [message.text for message in said] == ["a1", "a4"]
        said = self.wait(self.recall.messages_of("g.ann", after=("a", 4), limit=2))
        assert [message.text for message in said] == ["b1"]
        assert self.wait(self.recall.messages_of("g.nobody", limit=2)) == []

    def test_who_has_said_something_is_known(self) -> None:
        self.append(NewMessage("a", ANN, T0, "a1"))
        assert self.wait(self.recall.has_said("g.ann"))
        assert not self.wait(self.recall.has_said("g.bob"))
        said = [self.wait(self.recall.has_said("g.ann", rooms)) for rooms in (["a"], ["b"], ["c", "a"], [])]
        assert said == [True, False, True, False]
