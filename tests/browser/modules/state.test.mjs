import assert from "node:assert/strict";
import test from "node:test";

import { Model, initial, reduce, unread } from "../web/state.js";
import { elsewhere } from "../web/state/lines.js";
import { inOrder } from "../web/state/crowd.js";
import { timeline } from "../web/state/timeline.js";
import { joinAnswer, message } from "./fakes.mjs";

const me = { id: "g.ann", name: "Ann" };
const dayKey = (time) => String(Math.floor(time / 86_400_000));

function after(...actions) {
  const begin = { ...initial, me };
  return actions.reduce(
    reduce,
    reduce(reduce(begin, { type: "enter", room: "lobby" }), { type: "open", room: "lobby" }),
  );
}

const joined = (fields = {}, more = {}) => ({
  type: "joined",
  room: "lobby",
  seen: null,
  answer: { ...joinAnswer(fields), reset: true, gap: false, ...more },
});
const came = (...entries) => ({ type: "entries", room: "lobby", entries, replayed: false });
const watch = { type: "watch", room: "lobby" };
const lobby = (state) => state.rooms.lobby;
const seqs = (state) => lobby(state).entries.map(({ seq }) => seq);
const kinds = (state) => timeline(lobby(state), { me, dayKey }).map(({ kind }) => kind);
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => message(from + at));

test("what others say is unread until the end of the room is watched", () => {
  const away = after(joined(), came(message(1), message(2)));
  assert.equal(unread(away), 2);
  assert.equal(lobby(away).divider, 0);
  const back = reduce(away, watch);
  assert.equal(unread(back), 0);
  assert.equal(lobby(back).seen, 2);
  assert.deepEqual(kinds(back), ["start", "day", "divider", "message", "message"]);
});

test("what one says oneself is never unread", () => {
  assert.equal(unread(after(joined(), came(message(1, "mine", { user: me.id })))), 0);
});

test("live messages in a watched room draw no line", () => {
  const state = after(joined(), watch, came(message(1)));
  assert.equal(lobby(state).divider, null);
  assert.equal(unread(state), 0);
});

test("messages that were missed are counted above a line, even in a watched room", () => {
  const state = after(joined(), watch, came(message(1)), { ...came(message(2), message(3)), replayed: true });
  const { divider, missed } = lobby(state);
  assert.deepEqual({ divider, missed, unread: unread(state) }, { divider: 1, missed: 2, unread: 0 });
});

test("a remembered position tells what was missed since the last visit", () => {
  const seen = { epoch: "e1", seq: 3 };
  const state = after({ ...joined({ seq: 5, events: range(1, 5) }), seen });
  assert.deepEqual([unread(state), lobby(state).divider], [2, 3]);
  const stranger = after(joined({ seq: 5, events: range(1, 5) }));
  assert.equal(unread(stranger), 0);
});

/** A page that is opened another day: it joins from `since`, and holds nothing yet. */
const resumed = (since, fields, more = {}) => ({
  ...joined({ ...fields }, { reset: false, since: { epoch: "e1", seq: since }, ...more }),
  seen: { epoch: "e1", seq: since },
});

test("another day the room goes on from what was read, with the number that was missed", () => {
  const state = after(resumed(3, { seq: 6, events: range(4, 6) }));
  const { from, to, head, older, divider, missed, seen } = lobby(state);
  assert.deepEqual({ from, to, head, older }, { from: 4, to: 6, head: 6, older: true });
  assert.deepEqual({ divider, missed, seen, unread: unread(state) }, { divider: 3, missed: 3, seen: 3, unread: 3 });
  const more = reduce(state, { ...came(message(7), message(8)), replayed: true });
  assert.deepEqual([lobby(more).missed, unread(more), seqs(more)], [5, 5, [4, 5, 6, 7, 8]]);
});

test("what was read on another device meanwhile was not missed", () => {
  const state = after(resumed(3, { seq: 6, events: range(4, 6) }, { seen: 5 }));
  assert.deepEqual([unread(state), lobby(state).divider], [1, 5]);
});

test("whoever is far behind is told about how much, and finds the line where it is loaded", () => {
  const seen = { epoch: "e1", seq: 100 };
  const state = after({ ...joined({ seq: 900, events: range(851, 900), more: true }), seen });
  assert.deepEqual([unread(state), lobby(state).about, lobby(state).divider], [800, true, 100]);
  assert.ok(!kinds(state).includes("divider"));
  const page = { events: range(76, 125), more: true };
  const there = reduce(state, { type: "moved", room: "lobby", page, target: "divider" });
  assert.ok(kinds(there).includes("divider"));
  assert.equal(lobby(there).target.at, "divider");
  assert.equal(unread(reduce(there, { type: "read", room: "lobby", seq: 120 })), 780);
});

test("reading on lowers the number of what was not read", () => {
  const state = after(joined(), came(...range(1, 5)));
  const some = reduce(state, { type: "read", room: "lobby", seq: 3 });
  assert.deepEqual([unread(some), lobby(some).seen], [2, 3]);
  assert.equal(reduce(some, { type: "read", room: "lobby", seq: 2 }), some);
});

test("what is read in another tab is not unread here", () => {
  const state = after(joined({ seq: 1, events: range(1, 1) }), came(message(2), message(3)));
  const event = { type: "seen", room: "lobby", epoch: "e1", seq: 3 };
  assert.equal(unread(reduce(state, { type: "seen", event })), 0);
  assert.equal(unread(reduce(state, { type: "seen", event: { ...event, epoch: "e2" } })), 2);
});

const line = (room, fields) => ({ room, title: "", epoch: "e1", seq: 5, seen: 5, unread: 0, ...fields });
const listed = (...rooms) => ({ type: "listed", rooms });

test("rooms read before are listed beside those that are open, and count", () => {
  const state = after(joined(), listed(line("lobby", { unread: 9 }), line("tea", { seen: 3, unread: 2 }), line("brew")));
  assert.deepEqual(
    elsewhere(state.lines, state.rooms).map(({ room }) => room),
    ["brew", "tea"],
  );
  assert.equal(unread(state), 2);
  const stirred = reduce(state, { type: "activity", event: { room: "brew", seq: 7 } });
  assert.equal(unread(stirred), 4);
  assert.equal(reduce(stirred, { type: "activity", event: { room: "nowhere", seq: 7 } }), stirred);
  const read = reduce(stirred, { type: "seen", event: { room: "brew", epoch: "e1", seq: 7 } });
  assert.equal(unread(read), 2);
  assert.equal(unread(reduce(read, { type: "dropped", room: "tea" })), 0);
});

test("a room that was read on another device appears", () => {
  const state = after(joined(), { type: "seen", event: { room: "new", epoch: "e1", seq: 4 } });
  assert.deepEqual(
    elsewhere(state.lines, state.rooms).map(({ room, unread: count }) => [room, count]),
    [["new", 0]],
  );
});

test("settings that change are those of the room from now on", () => {
  const state = after(joined(), { type: "settings", room: "lobby", event: { room: "lobby", topic: "Tea", slow: 5 } });
  const { title, topic, slow, can } = lobby(state);
  assert.deepEqual({ title, topic, slow, can }, { title: "", topic: "Tea", slow: 5, can: ["read", "say"] });
});

const inRoom = (type, fields) => ({ type, room: "lobby", ...fields });
const found = (text, events, more = {}) => inRoom("found", { text, page: { events, more: false }, ...more });

test("what was found for an earlier question is dropped", () => {
  const state = after(joined(), inRoom("searching", { open: true }), inRoom("asked", { text: "te" }));
  const asked = reduce(state, inRoom("asked", { text: "tea" }));
  assert.equal(reduce(asked, found("te", [message(3)])), asked);
  const first = reduce(asked, found("tea", [message(9), message(8)]));
  const both = reduce(first, found("tea", [message(8), message(2)], { further: true }));
  assert.deepEqual(
    lobby(both).search.results.map(({ seq }) => seq),
    [9, 8, 2],
  );
  assert.equal(lobby(reduce(both, inRoom("searching", { open: false }))).search, null);
});

test("a change reaches quotes, what was found, and what is in hand", () => {
  const quoted = inRoom("quote", { seq: 1, entry: message(1) });
  const begun = after(
    joined({ seq: 5, events: [message(5, "mine", { user: me.id })], more: true }),
    quoted,
    inRoom("searching", { open: true }),
    inRoom("asked", { text: "m" }),
    found("m", [message(5), message(1)]),
    inRoom("editing", { entry: message(5, "mine", { user: me.id }) }),
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
  const presence = { type: "presence", room: "lobby", event: { joined: [{ id: "g.bo", name: "Bo" }], left: [], count: 1 } };
  const state = after(
    joined({ seq: 2, events: range(1, 2) }),
    presence,
    inRoom("quote", { seq: 1, entry: message(1) }),
    inRoom("reply", { entry: message(2) }),
    { type: "erase", user: "g.bo" },
  );
  assert.ok(!JSON.stringify(state).includes("m1") && !JSON.stringify(state).includes('"Bo"'));
  assert.equal(lobby(state).reply, null);
});

test("a refused edit keeps its text and says why", () => {
  const state = after(joined({ seq: 1, events: range(1, 1) }), inRoom("editing", { entry: message(1) }));
  const typed = reduce(state, inRoom("inHand", { news: { what: "editing", seq: 1, text: "m one" } }));
  const error = { code: "forbidden" };
  const refused = reduce(typed, inRoom("inHand", { news: { what: "editing", seq: 1, busy: false, error } }));
  assert.deepEqual(lobby(refused).editing, { seq: 1, text: "m one", busy: false, error });
  const late = inRoom("inHand", { news: { what: "editing", seq: 9, error } });
  assert.deepEqual(lobby(reduce(refused, late)), lobby(refused));
});

test("a quote is the message it answers, as it is now", () => {
  const answer = { ...message(9, "yes"), reply_to: 2 };
  const state = after(joined({ seq: 9, events: [answer], more: true }));
  const quoted = (one) => timeline(lobby(one), { me, dayKey }).at(-1).quoted;
  assert.equal(quoted(state), undefined);
  assert.equal(quoted(reduce(state, inRoom("quote", { seq: 2, entry: null }))), null);
  assert.equal(quoted(reduce(state, inRoom("quote", { seq: 2, entry: message(2) }))).text, "m2");
});

test("a gap is a line above what came after it", () => {
  const state = after(
    joined({ seq: 2, events: range(1, 2) }),
    watch,
    joined({ epoch: "e2", seq: 1, events: [message(1)] }, { gap: true }),
  );
  assert.deepEqual(seqs(state), [1]);
  assert.ok(kinds(state).includes("gap"));
  const [gap] = timeline(lobby(state), { me, dayKey }).filter(({ kind }) => kind === "gap");
  assert.equal(gap.reason, "gap.text");
});

test("a gap is told in an empty room, too", () => {
  const state = after(joined({ seq: 2, events: range(1, 2) }), joined({ epoch: "e2" }, { gap: true }));
  assert.deepEqual(kinds(state), ["gap"]);
});

test("edits and deletions change what is shown", () => {
  const edit = { type: "edit", room: "lobby", seq: 3, target: 1, text: "better", user: me, time: 3 };
  const remove = { type: "delete", room: "lobby", seq: 4, target: 2, user: me, time: 4 };
  const state = after(joined(), came(message(1), message(2), edit, remove));
  const [first, second] = lobby(state).entries;
  assert.deepEqual([first.text, first.edited.seq, second.text, second.deleted.seq], ["better", 3, null, 4]);
  assert.equal(lobby(state).to, 4);
});

test("older pages go in front, doubles stay out", () => {
  const state = after(joined({ seq: 6, events: range(5, 6), more: true }));
  const page = { events: range(2, 5), first: 1, more: true };
  const older = reduce(state, { type: "older", room: "lobby", page });
  assert.deepEqual(seqs(older), [2, 3, 4, 5, 6]);
  assert.equal(lobby(older).from, 2);
  const all = reduce(older, { type: "older", room: "lobby", page: { events: range(1, 1), first: 1, more: false } });
  assert.equal(lobby(all).older, false);
  assert.equal(kinds(all)[0], "start");
});

test("while one looks at an older part, news only count", () => {
  const begun = after(joined({ seq: 900, events: range(851, 900), more: true }), watch);
  const there = reduce(begun, {
    type: "moved",
    room: "lobby",
    page: { events: range(1, 50), first: 1, more: false },
    target: 20,
  });
  const news = reduce(reduce(there, { type: "watch", room: null }), came(message(901)));
  assert.equal(seqs(news).at(-1), 50);
  assert.equal(unread(news), 1);
  const on = reduce(news, { type: "newer", room: "lobby", page: { events: range(51, 100), more: true } });
  assert.deepEqual([lobby(on).to, lobby(on).head], [100, 901]);
  const end = reduce(on, { type: "moved", room: "lobby", page: { events: range(852, 901), more: true } });
  assert.equal(lobby(end).to, lobby(end).head);
});

test("a room that is watched for long keeps a bounded part", () => {
  const state = after(joined(), watch, came(...range(1, 2000)));
  assert.ok(lobby(state).entries.length <= 800);
  assert.equal(seqs(state).at(-1), 2000);
  assert.equal(lobby(state).older, true);
});

test("a message keeps its element from pending to sent", () => {
  const item = { key: "k1", text: "hi", time: 5, state: "sending" };
  const pending = after(joined(), { type: "outbox", room: "lobby", items: [item] });
  const sent = reduce(
    reduce(pending, { type: "outbox", room: "lobby", items: [] }),
    came(message(1, "hi", { user: me.id, key: "k1" })),
  );
  const id = (state) => timeline(lobby(state), { me, dayKey }).at(-1).id;
  assert.equal(id(pending), id(sent));
});

test("messages close together stand under one name, and days apart", () => {
  const at = (seq, time, user = "g.bo") => ({ ...message(seq, "x", { user }), time });
  const day = 86_400_000;
  const state = after(joined(), came(at(1, 0), at(2, 1000), at(3, 400_000), at(4, 400_001, "g.cy"), at(5, day)));
  const shown = timeline({ ...lobby(state), divider: null }, { me, dayKey });
  assert.deepEqual(
    shown.filter(({ kind }) => kind === "message").map(({ lead }) => lead),
    [true, false, true, true, true],
  );
  assert.equal(shown.filter(({ kind }) => kind === "day").length, 2);
});

test("presence is a set, and a new name replaces the old one", () => {
  const change = (event) => ({ type: "presence", room: "lobby", event });
  const state = after(
    joined(),
    change({ joined: [{ id: "g.bo", name: "Bo" }, me], left: [], count: 2 }),
    change({ joined: [{ id: "g.bo", name: "Bob" }], left: [], count: 2 }),
  );
  assert.deepEqual(
    inOrder(lobby(state).people, me).map(({ name }) => name),
    ["Ann", "Bob"],
  );
  const alone = reduce(state, change({ joined: [], left: ["g.bo"], count: 1 }));
  assert.deepEqual([Object.keys(lobby(alone).people), lobby(alone).count], [["g.ann"], 1]);
});

test("typing ends after five seconds, or with the message", () => {
  const typing = { type: "typing", room: "lobby", user: { id: "g.bo", name: "Bo" }, now: 1000 };
  const state = after(joined(), typing);
  assert.equal(lobby(state).typing["g.bo"].name, "Bo");
  assert.deepEqual(lobby(reduce(state, { type: "fade", now: 6000 })).typing, {});
  assert.deepEqual(lobby(reduce(state, came(message(1)))).typing, {});
});

test("leaving the open room opens another", () => {
  const state = reduce(after(joined()), { type: "enter", room: "other" });
  assert.equal(reduce(state, { type: "left", room: "lobby" }).active, "other");
});

test("the model says when something changed, and only then", () => {
  const model = new Model();
  let changes = 0;
  model.addEventListener("change", () => (changes += 1));
  model.dispatch({ type: "enter", room: "a" });
  model.dispatch({ type: "enter", room: "a" });
  model.dispatch({ type: "presence", room: "nowhere", event: {} });
  assert.equal(changes, 1);
});
