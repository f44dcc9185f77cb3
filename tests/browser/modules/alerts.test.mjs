/** Notifications: what is worth one, and that there is one. */
import assert from "node:assert/strict";
import test from "node:test";

import { Alerts, alertOf } from "../web/alerts.js";
import { Model, called, reduce } from "../web/state.js";
import { Store } from "../web/store.js";
import { message, settled } from "./fakes.mjs";
import { after, came, joined, lobby, me } from "./states.mjs";

const room = lobby(after(joined()));
const direct = { ...room, id: "~d", kind: "direct" };
const who = { me, ignored: {} };

test("what calls one and what is said to one alone is worth a notification", () => {
  assert.deepEqual(alertOf(message(1, "@Ann?"), room, who), { title: "g.bo · #lobby", body: "@Ann?" });
  assert.equal(alertOf(message(1, "@Ann?"), { ...room, title: "Hall" }, who).title, "g.bo · Hall");
  assert.deepEqual(alertOf(message(1, "hello"), direct, who), { title: "g.bo", body: "hello" });
  assert.equal([...alertOf(message(1, "🎉".repeat(300)), direct, who).body].length, 201);
});

test("nothing else is", () => {
  assert.equal(alertOf(message(1, "hello"), room, who), null);
  assert.equal(alertOf(message(1, "@Ann", { user: me.id }), room, who), null);
  assert.equal(alertOf(message(1, "@Ann"), room, { me, ignored: { "g.bo": "Bo" } }), null);
  assert.equal(alertOf({ ...message(1, "@Ann"), type: "edit" }, room, who), null);
  assert.equal(alertOf({ ...message(1, null), deleted: { seq: 2 } }, direct, who), null);
});

class FakeDesktop {
  permission = "granted";
  visible = false;
  answer = "granted";
  watched = false;
  tags = new Set();
  shown = [];

  async ask() {
    this.permission = this.answer;
    return this.permission;
  }

  async isWatched() {
    return this.watched;
  }

  async isFirst(tag) {
    const first = !this.tags.has(tag);
    this.tags.add(tag);
    return first;
  }

  show(alert) {
    this.shown.push(alert);
  }
}

function setUp({ wanted = true, desktop = new FakeDesktop() } = {}) {
  const client = new EventTarget();
  const model = new Model();
  const store = new Store({ lasting: null, passing: null });
  const led = [];
  store.alerts = wanted;
  model.dispatch({ type: "me", user: me });
  model.dispatch({ type: "enter", room: "lobby" });
  model.dispatch(joined());
  const alerts = new Alerts({ client, model, store, desktop, show: (...where) => led.push(where) });
  const tell = async (type, detail) => {
    client.dispatchEvent(new CustomEvent(type, { detail }));
    await settled();
  };
  const hear = (entry, replayed = false) => tell("entries", { room: "lobby", entries: [entry], replayed });
  return { alerts, desktop, hear, led, model, store, tell };
}

test("a click on the notification leads to the message", async () => {
  const { desktop, hear, led } = setUp();
  await hear(message(3, "@ann"));
  desktop.shown[0].click();
  assert.deepEqual(led, [["lobby", 3]]);
});

test("nobody is notified who looks at the page, here or in another tab, or of what was missed", async () => {
  const { desktop, hear } = setUp();
  desktop.visible = true;
  await hear(message(1, "@ann"));
  desktop.visible = false;
  desktop.watched = true;
  await hear(message(2, "@ann"));
  desktop.watched = false;
  await hear(message(3, "@ann"), true);
  assert.deepEqual(desktop.shown, []);
});

test("several tabs notify once", async () => {
  const desktop = new FakeDesktop();
  const tabs = [setUp({ desktop }), setUp({ desktop })];
  await Promise.all(tabs.map(({ hear }) => hear(message(1, "@ann"))));
  assert.equal(desktop.shown.length, 1);
});

test("a room of two that is not open is told without its text, unless the other is ignored", async () => {
  const { desktop, model, led, tell } = setUp();
  const line = { kind: "direct", title: "", epoch: "e", seq: 4, seen: 4, unread: 0 };
  model.dispatch({ type: "listed", rooms: [{ ...line, room: "~d", other: { id: "g.bo", name: "Bo" } }] });
  await tell("activity", { room: "~d", seq: 5 });
  await tell("activity", { room: "tea", seq: 5 });
  model.dispatch({ type: "ignored", user: { id: "g.bo", name: "Bo" } });
  await tell("activity", { room: "~d", seq: 6 });
  assert.deepEqual([desktop.shown.length, desktop.shown[0].title, desktop.shown[0].body], [1, "Bo", ""]);
  desktop.shown[0].click();
  assert.deepEqual(led, [["~d", null]]);
});

test("the browser is asked when the person turns notifications on, and what it says is told", async () => {
  const { alerts, desktop, store } = setUp({ wanted: false });
  desktop.permission = "default";
  assert.equal(alerts.state, "off");
  await alerts.turn();
  assert.deepEqual([alerts.state, store.alerts], ["on", true]);
  await alerts.turn();
  assert.equal(alerts.state, "off");
  desktop.permission = "default";
  desktop.answer = "denied";
  await alerts.turn();
  assert.equal(alerts.state, "denied");
  desktop.permission = "missing";
  assert.equal(alerts.state, "missing");
});

test("nobody is notified who does not want to be", async () => {
  const { desktop, hear } = setUp({ wanted: false });
  await hear(message(1, "@ann"));
  assert.deepEqual(desktop.shown, []);
});

test("the title counts what is said to one by name or alone", () => {
  const state = after(joined({ kind: "public" }), came(message(1, "@Ann"), message(2)));
  const line = { kind: "direct", title: "", epoch: "e", seq: 4, seen: 1, unread: 3, room: "~d" };
  assert.equal(called(reduce(state, { type: "listed", rooms: [line, { ...line, room: "tea", kind: "public" }] })), 4);
});
