import assert from "node:assert/strict";
import { test } from "node:test";

import { Model } from "../../web/store/store.js";
import { Store } from "../../web/app/device_storage.js";
import { Unfinished } from "../../web/app/draft_storage.js";
import { joinAnswer, message } from "../support/fakes.mjs";

function page(store, answer = {}) {
  const model = new Model();
  new Unfinished({ model, store });
  model.dispatch({ type: "enter", room: "lobby" });
  model.dispatch({ type: "open", room: "lobby" });
  model.dispatch({ type: "joined", room: "lobby", answer: { ...joinAnswer({ seq: 2, ...answer }), reset: true }, seen: null });
  return model;
}

function withReply() {
  const store = new Store({ lasting: null, passing: null });
  const model = page(store);
  model.dispatch({ type: "reply", room: "lobby", entry: message(2) });
  return { store, model };
}

test("an answer in hand outlasts the page", () => {
  const { store } = withReply();
  assert.equal(page(store).room.reply.seq, 2);
});

test("an answer that was sent or given up does not come back", () => {
  const { store, model } = withReply();
  model.dispatch({ type: "reply", room: "lobby", entry: null });
  assert.equal(page(store).room.reply, null);
});

test("an edit in hand comes back with its text", () => {
  const { store, model } = withReply();
  model.dispatch({ type: "editing", room: "lobby", entry: message(1) });
  model.dispatch({ type: "inHand", room: "lobby", news: { what: "editing", seq: 1, text: "half a" } });
  const { editing, reply } = page(store).room;
  assert.deepEqual([editing.seq, editing.text], [1, "half a"]);
  assert.equal(reply, null);
});

test("what was in hand in another log of the room is forgotten", () => {
  const { store } = withReply();
  assert.equal(page(store, { epoch: "another" }).room.reply, null);
  assert.deepEqual(store.inHand("lobby"), { epoch: null, reply: null, editing: null });
});

test("what the device has kept badly is nothing", () => {
  const store = new Store({ lasting: null, passing: null });
  store.setInHand("lobby", { epoch: "e", reply: { seq: "x" }, editing: 7 });
  assert.deepEqual(store.inHand("lobby"), { epoch: "e", reply: null, editing: null });
});
