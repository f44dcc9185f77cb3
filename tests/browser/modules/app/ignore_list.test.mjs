/** Whom the person does not want to read. */
import assert from "node:assert/strict";
import test from "node:test";

import { Client } from "../../web/chatd.js";
import { IgnoreList } from "../../web/app/ignore_list.js";
import { Store, reduce, totalUnread } from "../../web/store/store.js";
import { timelineItems } from "../../web/store/timeline.js";
import { DeviceStorage } from "../../web/app/device_storage.js";
import { FakeClock, fakeServer, message } from "../support/fakes.mjs";
import { after, came, dayKey, joined, lobby, me, watch } from "../support/states.mjs";

const ignoreList = { type: "ignoreListLoaded", users: [{ id: "g.troll", name: "Troll" }] };
const troll = (seq, text = "bah") => message(seq, text, { user: "g.troll" });
const items = ({ ignored, ...state }) => timelineItems(lobby(state), { me, dayKey, ignored });
const kinds = (state) => items(state).map(({ kind }) => kind);

test("what an ignored person says is one line, and neither unread nor a call", () => {
  const state = after(joined(), ignoreList, came(message(1), troll(2), troll(3, "@Ann!"), message(4)));
  assert.deepEqual(kinds(state), ["start", "day", "divider", "message", "hidden", "message"]);
  assert.deepEqual(items(state)[4].seqs, [2, 3]);
  assert.deepEqual([totalUnread(state), lobby(state).mentions], [2, 0]);
});

test("no line of new messages stands above what is hidden", () => {
  const state = after(joined(), ignoreList, came(troll(1), message(2)));
  assert.deepEqual(kinds(state), ["start", "day", "hidden", "divider", "message"]);
});

test("what is hidden is shown when the person asks, until they turn away", () => {
  const state = after(joined(), ignoreList, watch, came(troll(1), troll(2)));
  const shown = reduce(state, { type: "messagesRevealed", room: "lobby", seqs: items(state)[2].seqs });
  assert.deepEqual(kinds(shown), ["start", "day", "message", "message"]);
  const there = reduce(reduce(shown, { type: "roomAdded", room: "tea" }), { type: "roomOpened", room: "tea" });
  assert.ok(kinds(reduce(there, { type: "roomOpened", room: "lobby" })).includes("hidden"));
});

test("a jump shows the message it leads to", () => {
  const state = after(joined(), ignoreList, watch, came(troll(1), troll(2)));
  const target = reduce(state, { type: "targetChanged", room: "lobby", seq: 2 });
  assert.deepEqual(kinds(target), ["start", "day", "hidden", "message"]);
});

test("an answer to an ignored person does not quote them", () => {
  const answer = { ...message(2), reply_to: 1 };
  const state = after(joined(), ignoreList, watch, came(troll(1), answer));
  assert.equal(items(state).at(-1).veiled, true);
});

test("nobody who is ignored is seen typing", () => {
  const typing = { type: "typingReceived", room: "lobby", user: { id: "g.troll", name: "Troll" }, now: 0 };
  assert.deepEqual(lobby(after(joined(), ignoreList, typing)).typing, {});
});

test("messages without a position are hidden and shown, too", () => {
  const loose = { ...troll(1), seq: undefined, time: 7 };
  const state = after(joined(), ignoreList, watch, came(loose));
  const shown = reduce(state, { type: "messagesRevealed", room: "lobby", seqs: items(state).at(-1).seqs });
  assert.equal(kinds(shown).at(-1), "message");
});

async function online({ names = {} } = {}) {
  const server = fakeServer();
  const store = new Store();
  const storage = new DeviceStorage({ local: null, session: null });
  storage.ignored = names;
  const { WebSocket } = server;
  const client = new Client({ url: "ws://test/ws", fetch: null, credentials: { guest: "Ann" }, WebSocket, clock: new FakeClock() });
  const told = [];
  const one = new IgnoreList({ client, store, storage, showToast: (name) => told.push(name) });
  client.connect();
  await server.now.greet();
  return { one, server, store, storage, told };
}

test("the server's list is asked for, and the names are those known here", async () => {
  const { server, store } = await online({ names: { "g.bo": "Bo" } });
  await server.now.answer("ignores", { users: ["g.bo", "g.cy"] });
  assert.deepEqual(store.state.ignored, { "g.bo": "Bo", "g.cy": "" });
});

test("a person is ignored and heard again when the server has agreed", async () => {
  const { one, server, store, storage, told } = await online();
  await server.now.answer("ignores", { users: [] });
  const bo = { id: "g.bo", name: "Bo" };
  one.ignore(bo);
  assert.deepEqual(store.state.ignored, {});
  await server.now.answer("ignore");
  assert.deepEqual([store.state.ignored, storage.ignored], [{ "g.bo": "Bo" }, { "g.bo": "Bo" }]);
  one.unignore(bo);
  await server.now.refuse("unignore", "unavailable");
  assert.deepEqual(store.state.ignored, { "g.bo": "Bo" });
  one.unignore(bo);
  await server.now.answer("unignore");
  assert.deepEqual([store.state.ignored, storage.ignored], [{}, {}]);
  assert.deepEqual(told, ["ignored.done", "error.unavailable", "ignored.undone"]);
});

test("where there is no such list nobody can be ignored", async () => {
  const { server, store } = await online();
  await server.now.refuse("ignores", "unknown_type");
  assert.deepEqual([store.state.ignored, store.state.unsupported], [{}, ["ignore"]]);
});
