/** Going on another day, and what must not come back then. */
import assert from "node:assert/strict";
import test from "node:test";

import { inLobby, setUp } from "../support/clients.mjs";
import { joinAnswer, message } from "../support/fakes.mjs";

/** In the lobby from a position of another day, with the answer to that join. */
async function back(since, answer, { far } = {}) {
  const all = setUp();
  all.client.join("lobby", { since, far });
  await all.server.now.greet();
  await all.server.now.answer("join", joinAnswer(answer));
  return all;
}

test("a position of another day is where the room goes on", async () => {
  const all = await back({ epoch: "e1", seq: 7 }, { seq: 9, events: [message(8), message(9)] });
  assert.deepEqual(all.server.now.last("join").since, { epoch: "e1", seq: 7 });
  const [{ reset, gap, since }] = all.told;
  assert.deepEqual({ reset, gap, since }, { reset: false, gap: false, since: { epoch: "e1", seq: 7 } });
  await all.server.now.push(message(9), message(10));
  assert.deepEqual(all.texts(), ["m8", "m9", "m10"]);
  assert.deepEqual(all.client.position("lobby"), { epoch: "e1", seq: 10 });
});

test("a position of another log is a gap", async () => {
  const all = await back({ epoch: "old", seq: 7 }, { seq: 1, events: [message(1)], gap: true });
  const [{ reset, gap, since }] = all.told;
  assert.deepEqual({ reset, gap, since }, { reset: true, gap: true, since: null });
});

test("whoever is too far behind starts from the newest, and that is no gap", async () => {
  const far = { seq: 900, events: [message(8)], more: true };
  const all = await back({ epoch: "e1", seq: 7 }, far, { far: 500 });
  const { now } = all.server;
  assert.deepEqual(all.told, []);
  assert.equal(now.last("join").since, undefined);
  await now.push(message(901));
  await now.answer("join", joinAnswer({ seq: 901, events: [message(900), message(901)], more: true }));
  await now.push(message(902));
  assert.deepEqual([all.told[0].reset, all.told[0].gap], [true, false]);
  assert.deepEqual(all.texts(), ["m900", "m901", "m902"]);
});

test("what was erased does not come back with a page or a replayed edit", async () => {
  const all = await inLobby({ seq: 2, events: [message(1), message(2)] });
  const { now } = all.server;
  const page = all.client.history("lobby", { before: 2 });
  await now.push({ type: "erase", room: "lobby", user: "g.bo" });
  const edit = {
    type: "edit",
    room: "lobby",
    seq: 3,
    target: 1,
    text: "secret",
    user: { id: "g.bo", name: "Bo" },
    time: 3,
  };
  await now.push(edit);
  await now.answer("history", { events: [message(1, "secret")], first: 1, more: false });
  const [old] = (await page).events;
  assert.deepEqual([old.text, old.user.name, Boolean(old.deleted)], [null, "", true]);
  assert.deepEqual([all.heard.at(-1).type, all.heard.at(-1).text, all.heard.at(-1).user.name], ["edit", null, ""]);
});

test("my own messages are exported page by page", async () => {
  const all = await inLobby();
  const after = { room: "lobby", seq: 4 };
  all.client.export({ after, limit: 10 });
  const { ref, ...sent } = all.server.now.last("export");
  assert.deepEqual(sent, { type: "export", after, limit: 10 });
});

test("the position is told after what a join replays, and after each live event", async () => {
  const all = setUp();
  const told = [];
  all.client.addEventListener("message", ({ detail }) => told.push(detail.seq));
  all.client.addEventListener("position", ({ detail: { room, epoch, seq } }) => told.push(`${room} ${epoch} ${seq}`));
  all.client.join("lobby", { since: null });
  await all.server.now.greet();
  await all.server.now.answer("join", joinAnswer({ seq: 2, events: [message(1), message(2)] }));
  await all.server.now.push(message(3));
  assert.deepEqual(told, [1, 2, "lobby e1 2", 3, "lobby e1 3"]);
});
