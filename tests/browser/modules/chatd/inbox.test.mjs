/** The inbox: what the site's back end writes to one person. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { lose, setUp } from "../support/clients.mjs";
import { joinAnswer, message } from "../support/fakes.mjs";

const INBOX = "~inbox.g.ann";
const LOGIN = {
  user: { id: "g.ann", name: "Ann" },
  token: "t1",
  account: { kind: "guest", admin: false, can: [], expires: null, inbox: INBOX },
};

const notice = (seq) => message(seq, `n${seq}`, { user: "k.shop", room: INBOX });

function listening() {
  const all = setUp();
  const notices = [];
  all.client.addEventListener("inbox", ({ detail }) => notices.push(detail));
  return { ...all, notices, texts: () => notices.map(({ text }) => text) };
}

async function loggedIn(all) {
  await all.server.now.welcome();
  await all.server.now.answer("login", LOGIN);
}

async function online(answer = {}) {
  const all = listening();
  all.client.connect();
  await loggedIn(all);
  await all.server.now.answer("join", { ...joinAnswer(answer), room: INBOX, seen: answer.seen ?? 0 });
  return all;
}

test("who listens joins the inbox, and is told what is unread and then what comes", async () => {
  const all = await online({ seq: 3, events: [notice(1), notice(2), notice(3)], seen: 2 });
  assert.equal(all.server.now.last("join").room, INBOX);
  assert.equal(all.client.inbox, INBOX);
  await all.server.now.push(notice(4));
  assert.deepEqual(all.texts(), ["n3", "n4"]);
  assert.deepEqual(all.notices[1].user.id, "k.shop");
  assert.deepEqual(all.heard, []);
});

test("a listener that comes later joins at once, one join for all listeners", async () => {
  const all = setUp();
  all.client.connect();
  await loggedIn(all);
  assert.equal(all.server.now.all("join").length, 0);
  all.client.addEventListener("inbox", () => {});
  all.client.addEventListener("inbox", () => {});
  await null;
  assert.deepEqual(
    all.server.now.all("join").map(({ room }) => room),
    [INBOX],
  );
});

test("nobody listens: nothing is joined", async () => {
  const all = setUp();
  all.client.connect();
  await loggedIn(all);
  assert.equal(all.server.now.all("join").length, 0);
  assert.deepEqual(all.client.joined, []);
});

test("after a loss it goes on from its position, without doubles", async () => {
  const all = await online({ seq: 1, events: [notice(1)] });
  await all.server.now.push(notice(2));
  await all.server.now.drop();
  await all.clock.advance(30_000);
  await loggedIn(all);
  const { since } = all.server.now.last("join");
  assert.deepEqual(since, { epoch: "e1", seq: 2 });
  await all.server.now.answer("join", { ...joinAnswer({ seq: 4, events: [notice(3), notice(4)] }), room: INBOX, seen: 0 });
  await all.server.now.push(notice(4));
  assert.deepEqual(all.texts(), ["n1", "n2", "n3", "n4"]);
});

test("a server without inboxes tells none", async () => {
  const all = listening();
  all.client.connect();
  await all.server.now.greet();
  assert.equal(all.client.inbox, null);
  assert.equal(all.server.now.all("join").length, 0);
  await lose(all);
  assert.equal(all.server.now.all("join").length, 0);
});

test("another user has another inbox", async () => {
  const all = await online();
  const account = { ...LOGIN.account, inbox: "~inbox.g.bo" };
  await all.server.now.drop();
  await all.clock.advance(30_000);
  await all.server.now.welcome();
  await all.server.now.answer("login", { ...LOGIN, user: { id: "g.bo", name: "Bo" }, account });
  assert.deepEqual(all.client.joined, ["~inbox.g.bo"]);
});

test("the example of the guide shows notices and says that they were seen", async () => {
  const guide = readFileSync(new URL("../push.md", import.meta.url), "utf8");
  const [, example] = guide.match(/```js\n([^`]*"inbox"[^`]*)```/);
  const all = setUp();
  const shown = [];
  new Function("client", "show", example)(all.client, (...notice) => shown.push(notice));
  all.client.connect();
  await loggedIn(all);
  await all.server.now.answer("join", { ...joinAnswer({}), room: INBOX, seen: 0 });
  await all.server.now.push({ ...notice(1), data: { order: 4711 } });
  assert.deepEqual(shown, [["n1", { order: 4711 }]]);
  const { room, seq } = all.server.now.last("seen");
  assert.deepEqual([room, seq], [INBOX, 1]);
});
