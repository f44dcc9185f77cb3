/** Notifications: what is worth one, and that there is one. */
import assert from "node:assert/strict";
import test from "node:test";

import { Notifications, notificationFor } from "../../web/app/notifications.js";
import { Store, totalMentions, reduce } from "../../web/store/store.js";
import { DeviceStorage } from "../../web/app/device_storage.js";
import { joinAnswer, message, settled } from "../support/fakes.mjs";
import { after, came, joined, lobby, me } from "../support/states.mjs";

const room = lobby(after(joined()));
const direct = { ...room, id: "~d", kind: "direct" };
const who = { me, ignored: {} };

test("what calls one and what is said to one alone is worth a notification", () => {
  assert.deepEqual(notificationFor(message(1, "@Ann?"), room, who), { title: "g.bo · #lobby", body: "@Ann?" });
  assert.equal(notificationFor(message(1, "@Ann?"), { ...room, title: "Hall" }, who).title, "g.bo · Hall");
  assert.deepEqual(notificationFor(message(1, "hello"), direct, who), { title: "g.bo", body: "hello" });
  assert.equal([...notificationFor(message(1, "🎉".repeat(300)), direct, who).body].length, 201);
});

test("nothing else is", () => {
  assert.equal(notificationFor(message(1, "hello"), room, who), null);
  assert.equal(notificationFor(message(1, "@Ann", { user: me.id }), room, who), null);
  assert.equal(notificationFor(message(1, "@Ann"), room, { me, ignored: { "g.bo": "Bo" } }), null);
  assert.equal(notificationFor({ ...message(1, "@Ann"), type: "edit" }, room, who), null);
  assert.equal(notificationFor({ ...message(1, null), deleted: { seq: 2 } }, direct, who), null);
});

class FakeDesktop {
  permission = "granted";
  visible = false;
  answer = "granted";
  watched = false;
  tags = new Set();
  shown = [];

  async requestPermission() {
    this.permission = this.answer;
    return this.permission;
  }

  async isWatched() {
    return this.watched;
  }

  async claim(tag) {
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
  const store = new Store();
  const storage = new DeviceStorage({ local: null, session: null });
  const led = [];
  storage.notifications = wanted;
  store.dispatch({ type: "userChanged", user: me });
  store.dispatch({ type: "roomAdded", room: "lobby" });
  store.dispatch(joined());
  const notifications = new Notifications({
    client,
    store,
    storage,
    desktop,
    openMessage: (...where) => led.push(where),
    loadOriginal: async (...what) => store.originals?.(...what),
    translate: (name, values) => `${name} ${values.name}`,
  });
  const tell = async (type, detail) => {
    client.dispatchEvent(new CustomEvent(type, { detail }));
    await settled();
  };
  const hear = (entry, replayed = false) => tell("entries", { room: "lobby", entries: [entry], replayed });
  return { notifications, desktop, hear, led, store, storage, tell };
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

test("an answer to what one has said is worth a notification", async () => {
  const { desktop, hear, store } = setUp();
  const answer = (seq, text, to) => ({ ...message(seq, text), reply_to: to });
  await hear(message(1, "mine", { user: me.id }));
  store.dispatch(came(message(1, "mine", { user: me.id }), message(2, "not mine")));
  await hear(answer(3, "to you", 1));
  await hear(answer(4, "to another", 2));
  await hear({ ...answer(5, "to myself", 1), user: me });
  assert.deepEqual(desktop.shown.map(({ title, body }) => [title, body]), [["g.bo · #lobby", "to you"]]);
});

test("what is answered is fetched where it is not held", async () => {
  const { desktop, hear, store } = setUp();
  const asked = [];
  store.originals = (room, seq) => {
    asked.push([room, seq]);
    store.dispatch({ type: "originalLoaded", room, seq, entry: message(seq, "mine", { user: me.id }) });
  };
  await hear({ ...message(70, "to you"), reply_to: 2 });
  assert.deepEqual(asked, [["lobby", 2]]);
  assert.equal(desktop.shown[0].body, "to you");
});

const LINE = { kind: "direct", title: "", epoch: "e1", seq: 4, seen: 4, unread: 0, other: { id: "g.bo", name: "Bo" } };

function stirred(page, { room = "~d", text = "hello" } = {}) {
  const answer = joinAnswer({ room, kind: "direct", seq: 5, events: [message(4, "old"), { ...message(5, text), room }], seen: 4 });
  page.store.dispatch({ type: "roomAdded", room });
  page.store.dispatch({ ...joined(), room, answer: { ...answer, reset: true } });
  return page.tell("joined", { room });
}

test("a room of two that is not open is told with who and what, once it has been opened", async () => {
  const page = setUp();
  page.store.dispatch({ type: "roomListLoaded", rooms: [{ ...LINE, room: "~d" }] });
  await page.tell("activity", { room: "~d", seq: 5 });
  await page.tell("activity", { room: "tea", seq: 5 });
  assert.deepEqual(page.desktop.shown, []);
  await stirred(page);
  const [alert] = page.desktop.shown;
  assert.deepEqual([page.desktop.shown.length, alert.title, alert.body], [1, "g.bo", "hello"]);
  alert.click();
  assert.deepEqual(page.led, [["~d", 5]]);
  await page.tell("joined", { room: "~d" });
  assert.equal(page.desktop.shown.length, 1);
});

test("a room of two that cannot be opened is told with who, unless they are ignored", async () => {
  const page = setUp();
  page.store.dispatch({ type: "roomListLoaded", rooms: [{ ...LINE, room: "~d" }] });
  await page.tell("activity", { room: "~d", seq: 5 });
  await page.tell("left", { room: "~d" });
  assert.deepEqual([page.desktop.shown[0].title, page.desktop.shown[0].body], ["Bo", "notifications.direct Bo"]);
  page.store.dispatch({ type: "userIgnored", user: { id: "g.bo", name: "Bo" } });
  await page.tell("activity", { room: "~d", seq: 6 });
  await page.tell("left", { room: "~d" });
  assert.equal(page.desktop.shown.length, 1);
});

test("unread answers count as what calls one, also when what they answer is known later", () => {
  const answer = { ...message(9, "to you"), reply_to: 2 };
  const before = after(joined({ kind: "public", seq: 8 }), came(answer, message(10)));
  assert.deepEqual([lobby(before).unread, lobby(before).mentions], [2, 0]);
  const quote = { type: "originalLoaded", room: "lobby", seq: 2 };
  const known = reduce(before, { ...quote, entry: message(2, "mine", { user: me.id }) });
  assert.equal(lobby(known).mentions, 1);
  assert.equal(lobby(reduce(before, { ...quote, entry: message(2) })).mentions, 0);
  assert.equal(lobby(reduce(before, { ...quote, entry: null })).mentions, 0);
  assert.equal(lobby(reduce(known, { type: "roomWatched", room: "lobby" })).mentions, 0);
});

test("what was said to one alone before one ever came is unread", () => {
  const events = [message(1), message(2)];
  assert.equal(lobby(after(joined({ kind: "direct", seq: 2, events }))).unread, 2);
  assert.equal(lobby(after(joined({ kind: "public", seq: 2, events }))).unread, 0);
});

test("the browser is asked when the person turns notifications on, and what it says is told", async () => {
  const { notifications, desktop, storage } = setUp({ wanted: false });
  desktop.permission = "default";
  assert.equal(notifications.state, "off");
  await notifications.toggle();
  assert.deepEqual([notifications.state, storage.notifications], ["on", true]);
  await notifications.toggle();
  assert.equal(notifications.state, "off");
  desktop.permission = "default";
  desktop.answer = "denied";
  await notifications.toggle();
  assert.equal(notifications.state, "denied");
  desktop.permission = "missing";
  assert.equal(notifications.state, "missing");
});

test("nobody is notified who does not want to be", async () => {
  const { desktop, hear } = setUp({ wanted: false });
  await hear(message(1, "@ann"));
  assert.deepEqual(desktop.shown, []);
});

test("the title counts what is said to one by name or alone", () => {
  const state = after(joined({ kind: "public" }), came(message(1, "@Ann"), message(2)));
  const listing = { kind: "direct", title: "", epoch: "e", seq: 4, seen: 1, unread: 3, room: "~d" };
  assert.equal(totalMentions(reduce(state, { type: "roomListLoaded", rooms: [listing, { ...listing, room: "tea", kind: "public" }] })), 4);
});
