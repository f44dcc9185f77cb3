import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "../../web/store/store.js";
import { DeviceStorage } from "../../web/app/device_storage.js";
import { DraftStorage } from "../../web/app/draft_storage.js";
import { joinAnswer, message } from "../support/fakes.mjs";

function page(storage, answer = {}) {
  const store = new Store();
  new DraftStorage({ store, storage });
  store.dispatch({ type: "roomAdded", room: "lobby" });
  store.dispatch({ type: "roomOpened", room: "lobby" });
  store.dispatch({ type: "roomJoined", room: "lobby", answer: { ...joinAnswer({ seq: 2, ...answer }), reset: true }, seen: null });
  return store;
}

function withReply() {
  const storage = new DeviceStorage({ local: null, session: null });
  const store = page(storage);
  store.dispatch({ type: "replyChanged", room: "lobby", entry: message(2) });
  return { storage, store };
}

test("an answer in hand outlasts the page", () => {
  const { storage } = withReply();
  assert.equal(page(storage).room.reply.seq, 2);
});

test("an answer that was sent or given up does not come back", () => {
  const { storage, store } = withReply();
  store.dispatch({ type: "replyChanged", room: "lobby", entry: null });
  assert.equal(page(storage).room.reply, null);
});

test("an edit in hand comes back with its text", () => {
  const { storage, store } = withReply();
  store.dispatch({ type: "editingChanged", room: "lobby", entry: message(1) });
  store.dispatch({ type: "draftChanged", room: "lobby", draft: "editing", seq: 1, text: "half a" });
  const { editing, reply } = page(storage).room;
  assert.deepEqual([editing.seq, editing.text], [1, "half a"]);
  assert.equal(reply, null);
});

test("what was in hand in another log of the room is forgotten", () => {
  const { storage } = withReply();
  assert.equal(page(storage, { epoch: "another" }).room.reply, null);
  assert.deepEqual(storage.replyOrEdit("lobby"), { epoch: null, reply: null, editing: null });
});

test("what the device has kept badly is nothing", () => {
  const storage = new DeviceStorage({ local: null, session: null });
  storage.setReplyOrEdit("lobby", { epoch: "e", reply: { seq: "x" }, editing: 7 });
  assert.deepEqual(storage.replyOrEdit("lobby"), { epoch: "e", reply: null, editing: null });
});
