/** What was read and what was not, what is in hand, and changes that reach all of it. */
import assert from "node:assert/strict";
import test from "node:test";

import { reduce, totalUnread } from "../../web/store/store.js";
import { unopenedRooms } from "../../web/store/room_list.js";
import { timelineItems } from "../../web/store/timeline.js";
import { message } from "../support/fakes.mjs";
import { after, came, dayKey, joined, kinds, lobby, me, range, seqs } from "../support/states.mjs";

/** A page that is opened another day: it joins from `since`, and holds nothing yet. */
const resumed = (since, fields, more = {}) => ({
  ...joined({ ...fields }, { reset: false, since: { epoch: "e1", seq: since }, ...more }),
  seen: { epoch: "e1", seq: since },
});

test("another day the room goes on from what was read, with the number that was missed", () => {
  const state = after(resumed(3, { seq: 6, events: range(4, 6) }));
  const { from, to, head, older, divider, missed, seen } = lobby(state);
  assert.deepEqual({ from, to, head, older }, { from: 4, to: 6, head: 6, older: true });
  assert.deepEqual({ divider, missed, seen, unread: totalUnread(state) }, { divider: 3, missed: 3, seen: 3, unread: 3 });
  const more = reduce(state, { ...came(message(7), message(8)), replayed: true });
  assert.deepEqual([lobby(more).missed, totalUnread(more), seqs(more)], [5, 5, [4, 5, 6, 7, 8]]);
});

test("what was read on another device meanwhile was not missed", () => {
  const state = after(resumed(3, { seq: 6, events: range(4, 6) }, { seen: 5 }));
  assert.deepEqual([totalUnread(state), lobby(state).divider], [1, 5]);
});

test("whoever is far behind is told about how much, and finds the line where it is loaded", () => {
  const seen = { epoch: "e1", seq: 100 };
  const state = after({ ...joined({ seq: 900, events: range(851, 900), more: true }), seen });
  assert.deepEqual([totalUnread(state), lobby(state).approximate, lobby(state).divider], [800, true, 100]);
  assert.ok(!kinds(state).includes("divider"));
  const page = { events: range(76, 125), more: true };
  const there = reduce(state, { type: "windowReplaced", room: "lobby", page, target: "divider" });
  assert.ok(kinds(there).includes("divider"));
  assert.equal(lobby(there).target.at, "divider");
  assert.equal(totalUnread(reduce(there, { type: "messagesRead", room: "lobby", seq: 120 })), 780);
});

test("reading on lowers the number of what was not read", () => {
  const state = after(joined(), came(...range(1, 5)));
  const some = reduce(state, { type: "messagesRead", room: "lobby", seq: 3 });
  assert.deepEqual([totalUnread(some), lobby(some).seen], [2, 3]);
  assert.equal(reduce(some, { type: "messagesRead", room: "lobby", seq: 2 }), some);
});

test("what is read in another tab is not unread here", () => {
  const state = after(joined({ seq: 1, events: range(1, 1) }), came(message(2), message(3)));
  const event = { type: "seenReceived", room: "lobby", epoch: "e1", seq: 3 };
  assert.equal(totalUnread(reduce(state, { type: "seenReceived", event })), 0);
  assert.equal(totalUnread(reduce(state, { type: "seenReceived", event: { ...event, epoch: "e2" } })), 2);
});

const listing = (room, fields) => ({ room, title: "", epoch: "e1", seq: 5, seen: 5, unread: 0, ...fields });
const listed = (...rooms) => ({ type: "roomListLoaded", rooms });

test("rooms read before are listed beside those that are open, and count", () => {
  const state = after(
    joined(),
    listed(listing("lobby", { unread: 9 }), listing("tea", { seen: 3, unread: 2 }), listing("brew")),
  );
  assert.deepEqual(
    unopenedRooms(state.roomList, state.rooms).map(({ room }) => room),
    ["brew", "tea"],
  );
  assert.equal(totalUnread(state), 2);
  const stirred = reduce(state, { type: "activityReceived", event: { room: "brew", seq: 7 } });
  assert.equal(totalUnread(stirred), 4);
  assert.equal(reduce(stirred, { type: "activityReceived", event: { room: "nowhere", seq: 7 } }), stirred);
  const read = reduce(stirred, { type: "seenReceived", event: { room: "brew", epoch: "e1", seq: 7 } });
  assert.equal(totalUnread(read), 2);
  assert.equal(totalUnread(reduce(read, { type: "roomUnlisted", room: "tea" })), 0);
});

test("a room that was read on another device appears", () => {
  const state = after(joined(), { type: "seenReceived", event: { room: "new", epoch: "e1", seq: 4 } });
  assert.deepEqual(
    unopenedRooms(state.roomList, state.rooms).map(({ room, unread: count }) => [room, count]),
    [["new", 0]],
  );
});

test("settings that change are those of the room from now on", () => {
  const state = after(joined(), { type: "settingsChanged", room: "lobby", event: { room: "lobby", topic: "Tea", slow: 5 } });
  const { title, topic, slow, can } = lobby(state);
  assert.deepEqual({ title, topic, slow, can }, { title: "", topic: "Tea", slow: 5, can: ["read", "say"] });
});

const inRoom = (type, fields) => ({ type, room: "lobby", ...fields });
const found = (text, events, more = {}) => inRoom("searchResultsLoaded", { text, page: { events, more: false }, ...more });

test("what was found for an earlier question is dropped", () => {
  const state = after(joined(), inRoom("searchToggled", { open: true }), inRoom("searchStarted", { text: "te" }));
  const asked = reduce(state, inRoom("searchStarted", { text: "tea" }));
  assert.equal(reduce(asked, found("te", [message(3)])), asked);
  const first = reduce(asked, found("tea", [message(9), message(8)]));
  const both = reduce(first, found("tea", [message(8), message(2)], { further: true }));
  assert.deepEqual(
    lobby(both).search.results.map(({ seq }) => seq),
    [9, 8, 2],
  );
  assert.equal(lobby(reduce(both, inRoom("searchToggled", { open: false }))).search, null);
});

test("a change reaches quotes, what was found, and what is in hand", () => {
  const quoted = inRoom("originalLoaded", { seq: 1, entry: message(1) });
  const begun = after(
    joined({ seq: 5, events: [message(5, "mine", { user: me.id })], more: true }),
    quoted,
    inRoom("searchToggled", { open: true }),
    inRoom("searchStarted", { text: "m" }),
    found("m", [message(5), message(1)]),
    inRoom("editingChanged", { entry: message(5, "mine", { user: me.id }) }),
  );
  const edit = { type: "edit", room: "lobby", seq: 6, target: 1, text: "better", user: me, time: 6 };
  const edited = reduce(begun, came(edit));
  assert.equal(lobby(edited).quotes[1].text, "better");
  assert.equal(lobby(edited).search.results[1].text, "better");
  const remove = { type: "delete", room: "lobby", seq: 7, target: 5, user: me, time: 7 };
  const gone = lobby(reduce(edited, came(remove)));
  assert.deepEqual([gone.editing, gone.search.results.map(({ seq }) => seq)], [null, [1]]);
});

test("an erased user is forgotten everywhere", () => {
  const presence = {
    type: "presenceChanged",
    room: "lobby",
    event: { joined: [{ id: "g.bo", name: "Bo" }], left: [], count: 1 },
  };
  const state = after(
    joined({ seq: 2, events: range(1, 2) }),
    presence,
    inRoom("originalLoaded", { seq: 1, entry: message(1) }),
    inRoom("replyChanged", { entry: message(2) }),
    { type: "userErased", user: "g.bo" },
  );
  assert.ok(!JSON.stringify(state).includes("m1") && !JSON.stringify(state).includes('"Bo"'));
  assert.equal(lobby(state).reply, null);
});

test("a refused edit keeps its text and says why", () => {
  const state = after(joined({ seq: 1, events: range(1, 1) }), inRoom("editingChanged", { entry: message(1) }));
  const typed = reduce(state, inRoom("draftChanged", { draft: "editing", seq: 1, text: "m one" }));
  const error = { code: "forbidden" };
  const refused = reduce(typed, inRoom("draftChanged", { draft: "editing", seq: 1, busy: false, error }));
  assert.deepEqual(lobby(refused).editing, { seq: 1, text: "m one", busy: false, error });
  const late = inRoom("draftChanged", { draft: "editing", seq: 9, error });
  assert.deepEqual(lobby(reduce(refused, late)), lobby(refused));
});

test("a quote is the message it answers, as it is now", () => {
  const answer = { ...message(9, "yes"), reply_to: 2 };
  const state = after(joined({ seq: 9, events: [answer], more: true }));
  const quoted = (one) => timelineItems(lobby(one), { me, dayKey }).at(-1).quoted;
  assert.equal(quoted(state), undefined);
  assert.equal(quoted(reduce(state, inRoom("originalLoaded", { seq: 2, entry: null }))), null);
  assert.equal(quoted(reduce(state, inRoom("originalLoaded", { seq: 2, entry: message(2) }))).text, "m2");
});
