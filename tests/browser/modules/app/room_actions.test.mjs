/** What a person does, down to the commands that are sent: reading, changing, searching, taking out. */
import assert from "node:assert/strict";
import test from "node:test";

import { MessageEdits } from "../../web/app/edits.js";
import { Client } from "../../web/chatd.js";
import { MessageSearch } from "../../web/app/search.js";
import { handleIdentityEvents, handleRoomEvents } from "../../web/app/incoming.js";
import { RoomActions } from "../../web/app/room_actions.js";
import { RoomHistory } from "../../web/app/history.js";
import { ReadMarkers } from "../../web/app/read_markers.js";
import { Store } from "../../web/store/store.js";
import { DeviceStorage } from "../../web/app/device_storage.js";
import { exportMessages } from "../../web/app/export.js";
import { FakeClock, fakeServer, joinAnswer, message, settled } from "../support/fakes.mjs";

const CAN = ["read", "say", "edit_own", "delete_own"];
const mine = (seq, text, room) => message(seq, text, { user: "g.ann", room });

/** The page without its views, in the lobby. */
async function inLobby(answer = {}, { seen = null } = {}) {
  const clock = new FakeClock();
  const server = fakeServer();
  const store = new Store();
  const storage = new DeviceStorage({ local: null, session: null });
  const client = new Client({
    url: "ws://test/ws",
    fetch: null,
    credentials: { guest: "Ann" },
    WebSocket: server.WebSocket,
    clock,
    random: () => 0.5,
  });
  const notices = [];
  const roomActions = new RoomActions({ client, store, storage, clock });
  const person = {
    roomActions,
    history: new RoomHistory({ client, store, roomActions, clock }),
    edits: new MessageEdits({ client, store }),
    search: new MessageSearch({ client, store, clock }),
  };
  roomActions.addEventListener("toast", ({ detail }) => notices.push(detail.name));
  new ReadMarkers({ client, store, storage, clock, browser: new EventTarget() });
  handleIdentityEvents(client, { store, storage, reload: () => {} });
  handleRoomEvents(client, { store, storage, clock, showToast: (name) => notices.push(name), joinRoom: (room) => roomActions.joinAll([room]) });
  if (seen) {
    storage.setSeen("lobby", seen);
  }
  roomActions.open("lobby");
  await server.now.greet();
  await server.now.answer("join", joinAnswer({ can: CAN, ...answer }));
  return { ...person, client, clock, store, notices, server, storage, lobby: () => store.state.rooms.lobby };
}

const watch = { type: "roomWatched", room: "lobby" };
const told = ({ server }) => server.now.all("seen").map(({ seq }) => seq);

test("what was read is told at most every two seconds, and only what is new", async () => {
  const all = await inLobby({ seq: 0 });
  all.store.dispatch(watch);
  await all.server.now.push(message(1));
  await all.server.now.push(message(2), message(3));
  assert.deepEqual(told(all), [1]);
  await all.server.now.answer("seen");
  await all.clock.advance(1999);
  assert.deepEqual(told(all), [1]);
  await all.clock.advance(1);
  assert.deepEqual(told(all), [1, 3]);
  await all.clock.advance(5000);
  assert.deepEqual(told(all), [1, 3]);
  assert.deepEqual(all.storage.seen("lobby"), { epoch: "e1", seq: 3 });
});

test("what the server knows already is not told, and what was read offline is told on return", async () => {
  const all = await inLobby({ seq: 3, events: [message(3)], seen: 3 }, { seen: { epoch: "e1", seq: 2 } });
  all.store.dispatch(watch);
  await all.clock.advance(5000);
  assert.deepEqual(told(all), []);
  await all.server.now.push(message(4));
  assert.deepEqual(told(all), [4]);
  await all.server.now.drop();
  await all.clock.advance(30_000);
  await all.server.now.greet();
  assert.deepEqual(told(all), []);
  await all.server.now.answer("join", joinAnswer({ seq: 4, seen: 3 }));
  assert.deepEqual(told(all), [4]);
});

test("a remembered position is where the page goes on, and nothing of another log is told as read", async () => {
  const all = await inLobby(
    { epoch: "e2", seq: 1, events: [message(1)], gap: true },
    { seen: { epoch: "e1", seq: 9 } },
  );
  assert.deepEqual(all.server.now.last("join").since, { epoch: "e1", seq: 9 });
  assert.notEqual(all.lobby().gap, null);
  assert.deepEqual(told(all), []);
});

test("a new log is joined from its beginning, and the gap is told", async () => {
  const all = await inLobby({ seq: 1, events: [message(1)] });
  await all.server.now.push({ type: "room", room: "lobby", title: "Hall", epoch: "e2" });
  assert.equal(all.server.now.all("join").length, 2);
  await all.server.now.answer("join", joinAnswer({ epoch: "e2", seq: 1, events: [message(1, "new")], title: "Hall" }));
  assert.deepEqual(
    [all.lobby().title, all.lobby().gap.reason, all.lobby().entries[0].text],
    ["Hall", "gap.text", "new"],
  );
});

test("rooms read before are asked for on every connection, and not those that were left", async () => {
  const all = await inLobby({ seq: 0 });
  all.storage.hidden = ["left"];
  const listing = { title: "", epoch: "e1", seq: 4, seen: 2, unread: 2 };
  await all.server.now.answer("rooms", {
    rooms: [
      { ...listing, room: "tea" },
      { ...listing, room: "left" },
    ],
  });
  assert.deepEqual(Object.keys(all.store.state.roomList), ["tea"]);
  await all.server.now.push({ type: "activity", room: "tea", seq: 5 }, { type: "activity", room: "left", seq: 5 });
  assert.equal(all.store.state.roomList.tea.unread, 3);
  assert.equal(all.server.now.all("rooms").length, 1);
  await all.server.now.push({ type: "activity", room: "other", seq: 5 });
  assert.equal(all.server.now.all("rooms").length, 2);
});

test("a room that is left is hidden until it is joined again", async () => {
  const all = await inLobby();
  all.roomActions.leave("lobby");
  assert.deepEqual(all.storage.hidden, ["lobby"]);
  all.roomActions.open("lobby");
  assert.deepEqual(all.storage.hidden, []);
});

test("whoever is erased is forgotten by their own browser", async () => {
  const all = await inLobby({ seq: 1, events: [message(1, "secret")] });
  all.storage.setDraft("lobby", "half a");
  await all.server.now.push({ type: "erase", room: "lobby", user: "g.bo" });
  assert.equal(all.lobby().entries[0].text, null);
  assert.equal(all.storage.draft("lobby"), "half a");
  await all.server.now.push({ type: "erase", room: "lobby", user: "g.ann" });
  assert.deepEqual([all.storage.draft("lobby"), all.storage.name, all.storage.token], ["", "", null]);
});

test("the last message of one's own is edited in its place", async () => {
  const all = await inLobby({ seq: 3, events: [mine(1, "first"), mine(2, "secnd"), message(3)] });
  assert.ok(all.edits.editLast());
  assert.equal(all.lobby().editing.text, "secnd");
  all.edits.setText(2, "second");
  const saved = all.edits.save();
  assert.equal(all.lobby().editing.busy, true);
  assert.deepEqual([all.server.now.last("edit").seq, all.server.now.last("edit").text], [2, "second"]);
  await all.server.now.answer("edit", { seq: 4, time: 9 });
  await saved;
  assert.deepEqual([all.lobby().editing, all.lobby().entries[1].text], [null, "second"]);
});

test("an edit that is refused stays open with its reason", async () => {
  const all = await inLobby({ seq: 1, events: [mine(1, "old")] });
  all.edits.editLast();
  all.edits.setText(1, "new");
  all.edits.save();
  await all.server.now.refuse("edit", "forbidden");
  const { text, busy, error } = all.lobby().editing;
  assert.deepEqual([text, busy, error.code], ["new", false, "forbidden"]);
});

test("an edit to the same text or to none sends nothing", async () => {
  const all = await inLobby({ seq: 1, events: [mine(1, "old")] });
  all.edits.editLast();
  all.edits.setText(1, " \n ");
  await all.edits.save();
  assert.notEqual(all.lobby().editing, null);
  all.edits.setText(1, "old ");
  await all.edits.save();
  assert.equal(all.lobby().editing, null);
  assert.deepEqual(all.server.now.all("edit"), []);
});

test("a message is deleted when that was confirmed", async () => {
  const all = await inLobby({ seq: 1, events: [mine(1, "old")] });
  all.edits.setDeleting(all.lobby().entries[0]);
  all.edits.confirmDelete();
  await all.server.now.refuse("delete", "unavailable");
  assert.equal(all.lobby().deleting.error.code, "unavailable");
  all.edits.confirmDelete();
  await all.server.now.answer("delete", { seq: 2, time: 9 });
  assert.deepEqual([all.lobby().deleting, all.lobby().entries[0].text], [null, null]);
});

test("a search waits for a pause in the typing, pages back and tells what went wrong", async () => {
  const all = await inLobby({ seq: 9 });
  all.search.open();
  all.search.query("t");
  all.search.query("tea ");
  await all.clock.advance(250);
  const [search] = all.server.now.all("search");
  assert.deepEqual([search.text, search.before, all.lobby().search.state], ["tea ", undefined, "busy"]);
  await all.server.now.answer("search", { events: [message(8), message(5)], more: true });
  all.search.loadMore();
  assert.equal(all.server.now.last("search").before, 5);
  await all.server.now.refuse("search", "rate_limited", { retry_after: 400 });
  await all.clock.advance(400);
  await all.server.now.answer("search", { events: [message(2)], more: false });
  assert.deepEqual(
    all.lobby().search.results.map(({ seq }) => seq),
    [8, 5, 2],
  );
  all.search.query("coffee", { now: true });
  await all.clock.advance(0);
  await all.server.now.refuse("search", "invalid");
  assert.deepEqual([all.lobby().search.state, all.lobby().search.error.code], ["failed", "invalid"]);
});

test("only the answer to the newest question counts, and one question is under way", async () => {
  const all = await inLobby({ seq: 9 });
  const found = () => all.lobby().search.results.map(({ seq }) => seq);
  const asked = () => all.server.now.all("search").map(({ text }) => text);
  all.search.open();
  for (const text of ["te", "tea", "team"]) {
    all.search.query(text, { now: true });
    await all.clock.advance(0);
  }
  assert.deepEqual(asked(), ["te"]);
  await all.server.now.answer("search", { events: [message(8)], more: false });
  assert.deepEqual([found(), all.lobby().search.state], [[], "busy"]);
  assert.deepEqual(asked(), ["te", "team"]);
  await all.server.now.answer("search", { events: [message(5)], more: true });
  assert.deepEqual([found(), all.lobby().search.state], [[5], "done"]);
  // Back to the same words: a page of the first time does not come under the new first page.
  all.search.loadMore();
  all.search.query("te", { now: true });
  all.search.query("team", { now: true });
  await all.clock.advance(0);
  await all.server.now.answer("search", { events: [message(3)], more: false });
  assert.deepEqual(found(), [5]);
  await all.server.now.answer("search", { events: [message(6), message(5)], more: true });
  assert.deepEqual(found(), [6, 5]);
});

test("a refusal of an earlier question does not hold back the newest one", async () => {
  const all = await inLobby({ seq: 9 });
  all.search.open();
  all.search.query("te", { now: true });
  await all.clock.advance(0);
  all.search.query("tea");
  await all.server.now.refuse("search", "rate_limited", { retry_after: 5000 });
  await all.clock.advance(250);
  assert.equal(all.server.now.last("search").text, "tea");
});

test("a search that was lost with the connection is asked again", async () => {
  const all = await inLobby({ seq: 9 });
  all.search.open();
  all.search.query("tea", { now: true });
  await all.clock.advance(0);
  await all.server.now.drop();
  assert.equal(all.lobby().search.state, "failed");
  await all.clock.advance(1000);
  await all.server.now.greet();
  await all.server.now.answer("join", joinAnswer({ can: CAN, seq: 9 }));
  await all.clock.advance(0);
  await all.server.now.answer("search", { events: [message(5)], more: false });
  assert.equal(all.lobby().search.state, "done");
});

test("the original of an answer is fetched once", async () => {
  const all = await inLobby({ seq: 90, events: [{ ...message(90), reply_to: 3 }], more: true });
  all.history.loadOriginal("lobby", 3);
  all.history.loadOriginal("lobby", 3);
  all.history.loadOriginal("lobby", 4);
  await settled();
  const { before, limit } = all.server.now.last("history");
  assert.deepEqual([before, limit, all.server.now.all("history").length], [4, 1, 1]);
  await all.server.now.answer("history", { events: [message(3)], first: 1, more: true });
  assert.equal(all.lobby().quotes[3].text, "m3");
  await all.clock.advance(100);
  await all.server.now.answer("history", { events: [{ type: "edit", room: "lobby", seq: 4, target: 3 }] });
  assert.equal(all.lobby().quotes[4], null);
});

test("a jump reaches what is far above, and tells what is gone", async () => {
  const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => message(from + at));
  const all = await inLobby({ seq: 900, events: range(851, 900), more: true, first: 10 });
  all.history.jump("lobby", 100);
  await settled();
  assert.equal(all.server.now.last("history").before, 125);
  await all.server.now.answer("history", { events: range(75, 124), first: 10, more: true });
  assert.equal(all.lobby().target.at, 100);
  all.history.jump("lobby", 1000);
  await settled();
  assert.deepEqual(all.notices, ["gone"]);
});

test("the first unread message is found where it is", async () => {
  const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => message(from + at));
  const seen = { epoch: "e1", seq: 100 };
  const all = await inLobby({ seq: 900, events: [message(101)], more: true }, { seen });
  await all.server.now.answer("join", joinAnswer({ seq: 900, events: range(851, 900), more: true }));
  assert.deepEqual([all.lobby().unread, all.lobby().approximate], [800, true]);
  all.history.goToUnread();
  assert.equal(all.server.now.last("history").before, 126);
  await all.server.now.answer("history", { events: range(76, 125), first: 1, more: true });
  assert.deepEqual([all.lobby().target.at, all.lobby().from], ["divider", 76]);
});

test("the first unread message is found when a page is shorter than was asked", async () => {
  const range = (from, to) => Array.from({ length: to - from + 1 }, (_, at) => message(from + at));
  const seen = { epoch: "e1", seq: 100 };
  const all = await inLobby({ seq: 900, events: [message(101)], more: true }, { seen });
  await all.server.now.answer("join", joinAnswer({ seq: 900, events: range(851, 900), more: true }));
  all.history.goToUnread();
  await all.server.now.answer("history", { events: range(118, 125), first: 1, more: true });
  assert.equal(all.server.now.last("history").before, 118);
  await all.server.now.answer("history", { events: range(110, 117), first: 1, more: true });
  await all.server.now.answer("history", { events: range(97, 109), first: 1, more: true });
  assert.deepEqual([all.lobby().target.at, all.lobby().from], ["divider", 97]);
});

test("everything one has said comes out as lines of JSON, however many pages it is", async () => {
  const all = await inLobby();
  const counts = [];
  const taken = exportMessages({ client: all.client, clock: all.clock, onProgress: (count) => counts.push(count) });
  await all.server.now.answer("export", { events: [mine(1, "a", "lobby"), mine(4, "b\nc", "tea")], more: true });
  assert.deepEqual(all.server.now.last("export").after, { room: "tea", seq: 4 });
  await all.server.now.refuse("export", "rate_limited", { retry_after: 500 });
  await all.clock.advance(500);
  await all.server.now.answer("export", { events: [mine(6, "d", "tea")], more: false });
  const { text, count } = await taken;
  const roomList = text.trimEnd().split("\n").map(JSON.parse);
  assert.deepEqual([count, counts], [3, [2, 3]]);
  assert.deepEqual(
    roomList.map((one) => one.text),
    ["a", "b\nc", "d"],
  );
});

test("a room among few in which something is said is opened, as long as there is room for others", async () => {
  const all = await inLobby({ seq: 0 });
  const joins = () => all.server.now.all("join").map(({ room }) => room);
  await all.server.now.push({ type: "activity", room: "~d", seq: 5 });
  assert.deepEqual(joins(), ["lobby"]);
  all.store.dispatch({ type: "limitsReceived", limits: { rooms: 12 } });
  await all.server.now.push({ type: "activity", room: "tea", seq: 5 }, { type: "activity", room: "~d", seq: 5 });
  assert.deepEqual(joins(), ["lobby", "~d"]);
  await all.server.now.push({ type: "activity", room: "~e", seq: 5 });
  assert.deepEqual(joins(), ["lobby", "~d"]);
});

test("the same notice twice in a moment is one", async () => {
  const { clock, roomActions, notices } = await inLobby({ seq: 0 });
  roomActions.showToast("copied");
  roomActions.showToast("copied");
  roomActions.showToast("gone");
  await clock.advance(3000);
  roomActions.showToast("gone");
  assert.deepEqual(notices, ["copied", "gone", "gone"]);
});

test("a person may try again what was not to come back by itself", async () => {
  const { roomActions, server } = await inLobby({ seq: 0 });
  await server.now.push({ type: "bye", code: 1001, reason: "moved" });
  await server.now.drop();
  roomActions.reconnect();
  assert.equal(server.connections.length, 2);
});
