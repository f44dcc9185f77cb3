/** The address and what is shown. */
import assert from "node:assert/strict";
import test from "node:test";

import { AddressSync } from "../../web/app/address.js";
import { Store } from "../../web/store/store.js";
import { settled } from "../support/fakes.mjs";

class FakeSurroundings extends EventTarget {
  link = null;
  history = [];

  constructor(route) {
    super();
    this.now = { room: null, seq: null, refused: null, ...route };
  }

  route() {
    return this.now;
  }

  setRoute({ room }, { step }) {
    this.history.push(`${step ? "push" : "replace"} ${room}`);
  }

  go(route) {
    this.now = { room: null, seq: null, refused: null, ...route };
    this.dispatchEvent(new CustomEvent("route", { detail: this.now }));
  }
}

async function setUp(route, { fails = false, atEnd = false } = {}) {
  const store = new Store();
  const browser = new FakeSurroundings(route);
  const followed = [];
  const open = (room) => {
    store.dispatch({ type: "roomAdded", room });
    store.dispatch({ type: "roomOpened", room });
  };
  const openRoute = async ({ room, seq }) => {
    followed.push(seq === null ? room : `${room}/${seq}`);
    await null;
    if (room !== null) {
      open(room);
    }
    await null;
    if (seq !== null && !fails) {
      store.dispatch({ type: "targetChanged", room, seq });
    }
    if (atEnd) {
      watch(room);
    }
  };
  const watch = (room) => store.dispatch({ type: "roomWatched", room });
  open("lobby");
  await new AddressSync({ store, browser, openRoute }).start();
  return { followed, history: browser.history, store, open, browser, watch };
}

test("a page without an address names the room it shows, and is no step", async () => {
  const { history } = await setUp({});
  assert.deepEqual(history, ["replace lobby"]);
});

test("each room that is opened is a step, and a way back is followed once", async () => {
  const { followed, history, open, browser } = await setUp({ room: "lobby" });
  open("den");
  open("hall");
  browser.go({ room: "den" });
  await settled();
  assert.deepEqual(history, ["push den", "push hall"]);
  assert.deepEqual(followed, ["lobby", "den"]);
});

test("a message is named until the person has gone on", async () => {
  for (const goOn of [
    ({ store }) => store.dispatch({ type: "targetChanged", room: "den", seq: null }),
    ({ store }) => store.dispatch({ type: "targetChanged", room: "den", seq: 9 }),
    ({ watch }) => watch("den"),
  ]) {
    for (const atEnd of [false, true]) {
      const page = await setUp({ room: "den", seq: 5 }, { atEnd });
      page.watch(null);
      assert.deepEqual(page.history, []);
      goOn(page);
      assert.deepEqual(page.history, ["replace den"]);
    }
  }
});

test("a room after a message is a step, and so the message can be gone back to", async () => {
  const { history, open } = await setUp({ room: "den", seq: 5 });
  open("hall");
  assert.deepEqual(history, ["push hall"]);
});

test("nothing is written on the way to a message in another room", async () => {
  const { history, store, browser } = await setUp({ room: "lobby" });
  browser.go({ room: "den", seq: 5 });
  store.dispatch({ type: "limitsReceived", limits: {} });
  await settled();
  assert.deepEqual(history, []);
});

test("what leads nowhere does not stay in the address", async () => {
  const gone = await setUp({ room: "den", seq: 5 }, { fails: true });
  assert.deepEqual(gone.history, ["replace den"]);
  const { history, browser } = await setUp({ room: "lobby" });
  browser.go({ refused: "no room" });
  await settled();
  assert.deepEqual(history, ["replace lobby"]);
});

test("a room that was left is no step to go back to", async () => {
  const { history, store, open } = await setUp({ room: "lobby" });
  open("den");
  store.dispatch({ type: "roomLeft", room: "den" });
  store.dispatch({ type: "roomLeft", room: "lobby" });
  assert.deepEqual(history, ["push den", "replace lobby", "replace null"]);
});

test("a link with a token is left for whom it concerns", async () => {
  const { history, open, browser } = await setUp({ room: "lobby" });
  browser.link = { kind: "reset", token: "t" };
  browser.go({});
  open("den");
  await settled();
  assert.deepEqual(history, []);
});
