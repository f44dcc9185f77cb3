import assert from "node:assert/strict";
import test from "node:test";

import { reduce } from "../../web/store/store.js";
import { timelineItems } from "../../web/store/timeline.js";
import { MAX_ENTRIES, PAGE_SIZE } from "../../web/store/window.js";
import { message } from "../support/fakes.mjs";
import { after, came, dayKey, joined, lobby, me, range, seqs } from "../support/states.mjs";

const elsewhere = [{ type: "roomAdded", room: "other" }, { type: "roomOpened", room: "other" }];
const inTurn = (entries) => entries.map((entry) => came(entry));
const on = (state, ...actions) => actions.reduce(reduce, state);
const older = (from, to, before) => ({
  type: "olderLoaded",
  room: "lobby",
  before,
  page: { events: range(from, to), first: 1, more: from > 1 },
});
const newer = (from, to, head) => ({
  type: "newerLoaded",
  room: "lobby",
  after: from - 1,
  page: { events: range(from, to), more: to < head },
});
const follow = (room) => ({ type: "endFollowed", room });

test("a room in the background holds about a page, and one page when it is opened", () => {
  const state = after(joined({ seq: 1, events: range(1, 1) }), ...elsewhere, ...inTurn(range(2, 10_001)));
  assert.ok(lobby(state).entries.length < 2 * PAGE_SIZE);
  assert.deepEqual([seqs(state).at(-1), lobby(state).unread, lobby(state).older], [10_001, 10_000, true]);
  const back = on(state, { type: "roomOpened", room: "lobby" }, { type: "roomWatched", room: "lobby" });
  assert.equal(lobby(back).entries.length, PAGE_SIZE);
  // Where they stopped reading is not held: how much is below it is told, and the way there is open.
  assert.deepEqual([lobby(back).unread, lobby(back).missed, lobby(back).divider], [0, 10_000, 1]);
});

test("a room that is turned away from keeps its newest page", () => {
  const state = after(joined({ seq: 150, events: range(1, 150) }), ...elsewhere);
  assert.deepEqual([lobby(state).entries.length, lobby(state).from, lobby(state).older], [PAGE_SIZE, 51, true]);
});

test("whoever reads above the end keeps what is there, and comes to the rest by scrolling", () => {
  const begun = after(joined({ seq: 50, events: range(1, 50) }), follow(null));
  const state = on(begun, ...inTurn(range(51, 1000)));
  assert.deepEqual([seqs(state)[0], seqs(state).length], [1, MAX_ENTRIES]);
  assert.deepEqual([lobby(state).to, lobby(state).head, lobby(state).unread], [MAX_ENTRIES, 1000, 950]);
  let down = state;
  for (let from = MAX_ENTRIES + 1; from <= 1000; from += 50) {
    down = on(down, newer(from, from + 49, 1000));
    assert.ok(lobby(down).entries.length <= MAX_ENTRIES);
  }
  assert.deepEqual(seqs(down), range(1001 - MAX_ENTRIES, 1000).map(({ seq }) => seq));
  assert.deepEqual([lobby(down).to, lobby(down).older], [1000, true]);
  const end = on(down, follow("lobby"), { type: "roomWatched", room: "lobby" }, came(message(1001)));
  assert.deepEqual([seqs(end).at(-1), lobby(end).unread], [1001, 0]);
});

test("whoever scrolls up holds a bounded part without holes, and finds the end again", () => {
  let state = after(joined({ seq: 3000, events: range(2951, 3000), more: true }), follow(null));
  for (let to = 2950; to > 0; to -= 50) {
    state = on(state, older(to - 49, to, to + 1));
    const held = seqs(state);
    assert.ok(held.length <= MAX_ENTRIES);
    assert.equal(held.at(-1) - held[0], held.length - 1);
  }
  assert.deepEqual([lobby(state).from, lobby(state).to, lobby(state).older], [1, MAX_ENTRIES, false]);
  const away = on(state, ...elsewhere);
  assert.deepEqual([seqs(away), lobby(away).older], [[], true]);
  const news = on(away, came(message(3001)), { type: "roomOpened", room: "lobby" }, older(2951, 3000, 3001));
  assert.deepEqual([seqs(news)[0], seqs(news).at(-1), seqs(news).length], [2951, 3001, 51]);
});

test("a page that does not meet what is held any more is dropped", () => {
  const state = after(joined({ seq: 100, events: range(51, 100), more: true }), ...inTurn(range(101, 500)));
  const late = on(state, older(1, 50, 51));
  assert.deepEqual(seqs(late), seqs(state));
  assert.equal(lobby(late).loading, null);
});

test("what a page of history brought before its event came is there once", () => {
  const begun = after(joined({ seq: 300, events: range(1, 150), more: false }), {
    type: "windowReplaced",
    room: "lobby",
    page: { events: range(1, 100), first: 1, more: false },
  });
  const state = on(begun, newer(101, 303, 303), ...inTurn(range(301, 304)));
  assert.deepEqual(new Set(seqs(state)).size, seqs(state).length);
  assert.deepEqual([lobby(state).head, lobby(state).to, seqs(state).at(-1)], [304, 304, 304]);
});

test("a change of what is not held any more does no harm", () => {
  const change = (seq, type, target) => ({ type, room: "lobby", seq, target, text: "new", user: me, time: seq });
  const state = after(joined(), ...inTurn(range(1, 1000)));
  const changed = on(state, came(change(1001, "edit", 3), change(1002, "delete", 4)));
  assert.deepEqual(seqs(changed), seqs(state));
  assert.deepEqual([lobby(changed).to, lobby(changed).head], [1002, 1002]);
});

test("the originals of answers that stay are quoted still", () => {
  const answer = { ...message(MAX_ENTRIES, "yes"), reply_to: 1 };
  const begun = after(joined(), ...inTurn([...range(1, MAX_ENTRIES - 1), answer]));
  const state = on(begun, ...inTurn(range(MAX_ENTRIES + 1, MAX_ENTRIES + 10)));
  assert.ok(!seqs(state).includes(1) && seqs(state).includes(MAX_ENTRIES));
  assert.equal(lobby(state).quotes[1].text, "m1");
  const gone = on(state, ...inTurn(range(MAX_ENTRIES + 11, 3 * MAX_ENTRIES)));
  assert.deepEqual(lobby(gone).quotes, {});
});

test("a message that is being edited is not dropped under one's hands", () => {
  const mine = message(1, "mine", { user: me.id });
  const begun = after(joined(), came(mine), { type: "editingChanged", room: "lobby", entry: mine });
  const state = on(begun, ...inTurn(range(2, 1000)));
  assert.deepEqual([seqs(state)[0], seqs(state).length], [1, MAX_ENTRIES]);
});

test("a room that keeps nothing is bounded as well", () => {
  const said = (time) => ({ type: "message", room: "lobby", user: { id: "g.bo", name: "Bo" }, text: "x", time, key: `k${time}` });
  const begun = after(joined({ epoch: null, seq: null }), follow(null));
  const state = on(begun, ...Array.from({ length: 3000 }, (_, at) => came(said(at + 1))));
  assert.ok(lobby(state).entries.length <= MAX_ENTRIES);
  assert.equal(lobby(state).entries.at(-1).time, 3000);
});

test("the calls in what is not held are not taken for read", () => {
  const call = message(5, "@Ann look", { user: "g.bo" });
  const state = after(joined(), ...elsewhere, ...inTurn([...range(1, 4), call, ...range(6, 1000)]));
  assert.equal(lobby(state).mentions, 1);
  const event = { type: "seenReceived", room: "lobby", epoch: "e1", seq: 3 };
  assert.equal(lobby(on(state, { type: "seenReceived", event })).mentions, 1);
});

test("what is shown of a bounded room is bounded", () => {
  const state = after(joined(), { type: "roomWatched", room: "lobby" }, ...inTurn(range(1, 20_000)));
  assert.ok(timelineItems(lobby(state), { me, dayKey }).length < MAX_ENTRIES + 50);
});
