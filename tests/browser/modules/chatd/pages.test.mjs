/** Answers that come in pages: lists, the people of a large room, what was missed. */
import assert from "node:assert/strict";
import test from "node:test";

import { inLobby, setUp } from "../support/clients.mjs";
import { joinAnswer, message, settled } from "../support/fakes.mjs";

const someone = (id) => ({ id, name: id });

test("a list is fetched to its end", async () => {
  const { client, server } = await inLobby();
  const list = client.list("members", { room: "lobby" });
  await server.now.answer("members", { members: [1, 2], more: true, next: "[2]" });
  const { ref: _, ...again } = server.now.last("members");
  assert.deepEqual(again, { type: "members", room: "lobby", after: "[2]" });
  await server.now.answer("members", { members: [3], more: true, next: "[3]" });
  await server.now.answer("members", { members: [], more: false });
  assert.deepEqual((await list).members, [1, 2, 3]);
  assert.equal(server.now.all("members").length, 3);
});

test("a server that knows no pages answers with all there is", async () => {
  const { client, server } = await inLobby();
  const [rooms, presence] = [client.rooms(), client.presence("lobby")];
  await server.now.answer("rooms", { rooms: [{ room: "lobby" }] });
  await server.now.answer("presence", { users: [someone("g.bo")], count: 1 });
  assert.deepEqual((await rooms).rooms, [{ room: "lobby" }]);
  const { users, count } = await presence;
  assert.deepEqual([users, count], [[someone("g.bo")], 1]);
});

test("a page is asked for again when there are too many commands", async () => {
  const { client, server, clock } = await inLobby();
  const list = client.list("sanctions", {});
  await server.now.answer("sanctions", { sanctions: [1], more: true, next: "[1]" });
  await server.now.refuse("sanctions", "rate_limited", { retry_after: 500 });
  await clock.advance(500);
  await server.now.answer("sanctions", { sanctions: [2], more: false });
  assert.deepEqual((await list).sanctions, [1, 2]);
});

test("a list without a connection is refused", async () => {
  const { client } = setUp();
  await assert.rejects(client.list("rooms"), { code: "offline" });
});

test("the people of a large room are told to the last", async () => {
  const all = setUp();
  const told = [];
  all.client.addEventListener("presence", ({ detail }) => told.push(detail));
  const joined = all.client.join("lobby");
  await all.server.now.greet();
  const presence = { users: [someone("g.1")], count: 3, more: true, next: "[1]" };
  await all.server.now.answer("join", joinAnswer({ presence }));
  await joined;
  assert.equal(all.server.now.last("presence").after, "[1]");
  await all.server.now.answer("presence", { users: [someone("g.2")], count: 3, more: true, next: "[2]" });
  await all.server.now.answer("presence", { users: [someone("g.3")], count: 3, more: false });
  assert.deepEqual(
    told.map((event) => [event.room, event.joined.map(({ id }) => id), event.left, event.count]),
    [
      ["lobby", ["g.2"], [], 3],
      ["lobby", ["g.3"], [], 3],
    ],
  );
  assert.equal(all.server.now.all("presence").length, 2);
});

test("what was missed comes in pages of any size, before what is new", async () => {
  const all = setUp();
  all.client.join("lobby", { since: { epoch: "e1", seq: 1 } });
  const { now } = { now: all.server.now };
  await now.greet();
  await now.answer("join", joinAnswer({ seq: 5, events: [message(2)], more: true }));
  await now.push(message(6));
  assert.equal(now.last("history").after, 2);
  await now.answer("history", { events: [message(3), message(4)], first: 1, more: true });
  assert.equal(now.last("history").after, 4);
  await now.answer("history", { events: [message(5)], first: 1, more: true });
  await settled();
  assert.deepEqual(all.texts(), ["m2", "m3", "m4", "m5", "m6"]);
});
