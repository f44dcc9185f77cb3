import assert from "node:assert/strict";
import { test } from "node:test";

import { Store } from "../../web/store/store.js";
import { DeviceStorage } from "../../web/app/device_storage.js";
import { ReadMarkers } from "../../web/app/read_markers.js";
import { FakeClock, joinAnswer } from "../support/fakes.mjs";

const SECOND = 1000;

/** A room with a hundred messages that is read one by one; `written` are the positions written to the device. */
function setUp() {
  const values = new Map();
  const written = [];
  const local = {
    getItem: (name) => values.get(name) ?? null,
    setItem: (name, text) => {
      values.set(name, text);
      if (name === "chatd.seen.lobby") {
        written.push(JSON.parse(text).seq);
      }
    },
    removeItem: (name) => values.delete(name),
  };
  const storage = new DeviceStorage({ local, session: null });
  storage.owner = "a.ann";
  const store = new Store();
  const clock = new FakeClock();
  const browser = Object.assign(new EventTarget(), { visible: true });
  const client = Object.assign(new EventTarget(), { state: { state: "waiting" } });
  new ReadMarkers({ client, store, storage, clock, browser });
  store.dispatch({ type: "userChanged", user: { id: "a.ann", name: "Ann" } });
  store.dispatch({ type: "roomAdded", room: "lobby" });
  store.dispatch({ type: "roomOpened", room: "lobby" });
  const answer = { ...joinAnswer({ seq: 100 }), seen: 1, reset: true };
  store.dispatch({ type: "roomJoined", room: "lobby", answer, seen: null });
  const read = (seq) => store.dispatch({ type: "messagesRead", room: "lobby", seq });
  return { storage, clock, browser, written, read };
}

test("the read position is written to the device every few seconds at most", async () => {
  const { clock, written, read } = setUp();
  assert.deepEqual(written, [1]);
  for (let seq = 2; seq <= 60; seq += 1) {
    read(seq);
    await clock.advance(SECOND / 4);
  }
  assert.ok(written.length <= 4, written);
  await clock.advance(10 * SECOND);
  assert.equal(written.at(-1), 60);
  const count = written.length;
  await clock.advance(60 * SECOND);
  assert.equal(written.length, count);
});

test("the read position is written when the page is hidden or left", () => {
  const { browser, written, read } = setUp();
  read(7);
  browser.visible = false;
  browser.dispatchEvent(new Event("visible"));
  assert.equal(written.at(-1), 7);
  read(8);
  browser.dispatchEvent(new Event("leave"));
  assert.equal(written.at(-1), 8);
});

test("the read position of one person is not written for the next", () => {
  const { storage, browser, written, read } = setUp();
  read(7);
  storage.owner = "a.bo";
  browser.dispatchEvent(new Event("leave"));
  assert.deepEqual(written, [1]);
});
