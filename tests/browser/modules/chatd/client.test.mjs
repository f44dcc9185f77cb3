import assert from "node:assert/strict";
import test from "node:test";

import { endpoint } from "../../web/chatd.js";
import { inLobby, lose, setUp } from "../support/clients.mjs";
import { joinAnswer, message, settled } from "../support/fakes.mjs";

test("the endpoint stands beside the module", () => {
  assert.equal(endpoint("https://a.example/chat/chatd.js"), "wss://a.example/chat/ws");
  assert.equal(endpoint("http://localhost:8080/chatd.js"), "ws://localhost:8080/ws");
});

test("a client asks for the subprotocol, logs in and joins", async () => {
  const { server, client } = await inLobby();
  assert.deepEqual(server.now.protocols, ["chatd.v1"]);
  assert.deepEqual(
    server.now.sent.map(({ type }) => type),
    ["login", "join"],
  );
  assert.equal(client.state.state, "online");
  assert.equal(client.user.id, "g.ann");
});

test("a reconnect resumes from the last position", async () => {
  const all = await inLobby({ seq: 2, events: [message(1), message(2)] });
  await all.server.now.push(message(3));
  await lose(all);
  assert.deepEqual(all.server.now.last("join").since, { epoch: "e1", seq: 3 });
  await all.server.now.answer("join", joinAnswer({ seq: 5, events: [message(4), message(5)] }));
  await all.server.now.push(message(6));
  assert.deepEqual(all.texts(), ["m1", "m2", "m3", "m4", "m5", "m6"]);
});

test("doubles are dropped by seq", async () => {
  const all = await inLobby({ seq: 1, events: [message(1)] });
  await all.server.now.push(message(1), message(2), message(2));
  assert.deepEqual(all.texts(), ["m1", "m2"]);
});

test("what was missed is paged through and live events wait for it", async () => {
  const all = await inLobby({ seq: 1, events: [message(1)] });
  await lose(all);
  const { now } = all.server;
  await now.answer("join", joinAnswer({ seq: 5, events: [message(2)], more: true }));
  await now.push(message(6));
  assert.deepEqual(all.texts(), ["m1", "m2"]);
  assert.equal(now.last("history").after, 2);
  await now.answer("history", { events: [message(3), message(4)], first: 1, more: true });
  await now.push(message(7));
  assert.equal(now.last("history").after, 4);
  await now.answer("history", { events: [message(5)], first: 1, more: false });
  assert.deepEqual(all.texts(), ["m1", "m2", "m3", "m4", "m5", "m6", "m7"]);
});

test("a hole in the live events is filled from the log", async () => {
  const all = await inLobby({ seq: 1, events: [message(1)] });
  const { now } = all.server;
  await now.push(message(4), message(5));
  assert.deepEqual(all.texts(), ["m1"]);
  await now.answer("history", { events: [message(2), message(3), message(4)], first: 1, more: true });
  assert.deepEqual(all.texts(), ["m1", "m2", "m3", "m4", "m5"]);
});

test("a gap is told and the copy starts anew", async () => {
  const all = await inLobby({ seq: 2, events: [message(1), message(2)] });
  await lose(all);
  const fresh = joinAnswer({ epoch: "e2", seq: 1, events: [message(1, "anew")], gap: true });
  await all.server.now.answer("join", fresh);
  const { gap, reset } = all.told.at(-1);
  assert.deepEqual({ gap, reset }, { gap: true, reset: true });
  assert.deepEqual(all.texts(), ["m1", "m2", "anew"]);
});

test("the first join is no gap", async () => {
  const all = await inLobby({ seq: 1, events: [message(1)] });
  assert.equal(all.told[0].gap, false);
  assert.equal(all.told[0].reset, true);
});

test("a new epoch during a connection joins anew and tells a gap", async () => {
  const all = await inLobby({ seq: 1, events: [message(1)] });
  await all.server.now.push({ type: "room", room: "lobby", epoch: "e2" });
  assert.equal(all.server.now.last("join").since, undefined);
  await all.server.now.answer("join", joinAnswer({ epoch: "e2" }));
  assert.equal(all.told.at(-1).gap, true);
});

test("the ok to a say takes the place of the event", async () => {
  const all = await inLobby();
  const { now } = all.server;
  const said = all.client.say("lobby", "hello");
  await now.push(
    message(1),
    { type: "ok", ref: now.last("say").ref, seq: 2, time: 7 },
    message(3),
    message(2, "hello"),
  );
  assert.deepEqual(all.texts(), ["m1", "hello", "m3"]);
  assert.equal((await said).seq, 2);
});

test("an unacknowledged message is sent again with its key, in order", async () => {
  const all = await inLobby();
  all.client.say("lobby", "one");
  all.client.say("lobby", "two");
  assert.deepEqual(
    all.server.now.all("say").map(({ text }) => text),
    ["one"],
  );
  await all.server.now.drop();
  all.client.say("lobby", "three");
  await all.clock.advance(30_000);
  await all.server.now.greet();
  assert.equal(all.server.now.all("say").length, 0);
  await all.server.now.answer("join", joinAnswer());
  await all.server.now.answer("say", { seq: 1, time: 1 });
  await all.server.now.answer("say", { seq: 2, time: 2 });
  await all.server.now.answer("say", { seq: 3, time: 3 });
  const sent = all.server.now.all("say").map(({ text, key }) => [text, key]);
  assert.deepEqual(sent, [
    ["one", "key1"],
    ["two", "key2"],
    ["three", "key3"],
  ]);
  assert.deepEqual(all.texts(), ["one", "two", "three"]);
});

test("a message that the replay brings back is not sent again", async () => {
  const all = await inLobby();
  const said = all.client.say("lobby", "one");
  await lose(all);
  const mine = message(1, "one", { user: "g.ann", key: "key1" });
  await all.server.now.answer("join", joinAnswer({ seq: 1, events: [mine] }));
  assert.equal(all.server.now.all("say").length, 0);
  assert.deepEqual(all.texts(), ["one"]);
  assert.equal((await said).seq, 1);
  assert.deepEqual(all.client.outbox("lobby"), []);
});

test("messages wait until what was missed is there", async () => {
  const all = await inLobby();
  await all.server.now.drop();
  all.client.say("lobby", "later");
  await all.clock.advance(30_000);
  await all.server.now.greet();
  const { now } = all.server;
  await now.answer("join", joinAnswer({ seq: 2, events: [message(1)], more: true }));
  assert.equal(now.all("say").length, 0);
  await now.answer("history", { events: [message(2)], first: 1, more: false });
  assert.equal(now.last("say").text, "later");
});

test("after a passing refusal the message is tried again before those behind it", async () => {
  const all = await inLobby();
  all.client.say("lobby", "one");
  all.client.say("lobby", "two");
  await all.server.now.refuse("say", "rate_limited", { retry_after: 500 });
  assert.equal(all.server.now.all("say").length, 1);
  await all.clock.advance(500);
  assert.deepEqual(
    all.server.now.all("say").map(({ key }) => key),
    ["key1", "key1"],
  );
});

test("a refused message fails and can be tried again or taken back", async () => {
  const all = await inLobby();
  const said = all.client.say("lobby", "bad");
  all.client.say("lobby", "good");
  await all.server.now.refuse("say", "filtered");
  await assert.rejects(said, { code: "filtered" });
  assert.equal(all.server.now.last("say").text, "good");
  await all.server.now.answer("say", { seq: 1, time: 1 });
  assert.deepEqual(
    all.client.outbox("lobby").map(({ state }) => state),
    ["failed"],
  );
  all.client.sayAgain("lobby", "key1");
  assert.equal(all.server.now.last("say").key, "key1");
  await all.server.now.refuse("say", "filtered");
  assert.equal(all.client.unsay("lobby", "key1"), true);
  assert.deepEqual(all.client.outbox("lobby"), []);
});

test("a deletion is applied to a page that was read before it", async () => {
  const all = await inLobby({ seq: 9, events: [message(9)] });
  const { now } = all.server;
  const page = all.client.history("lobby", { before: 9 });
  await now.push({ type: "delete", room: "lobby", seq: 10, target: 3, user: { id: "g.bo", name: "Bo" }, time: 10 });
  await now.answer("history", { events: [message(3), message(4)], first: 1, more: true });
  const [third, fourth] = (await page).events;
  assert.equal(third.text, null);
  assert.equal(third.deleted.seq, 10);
  assert.equal(fourth.text, "m4");
});

test("an edit comes out as an event in its place", async () => {
  const all = await inLobby({ seq: 1, events: [message(1, "hello", { user: "g.ann" })] });
  all.client.edit("lobby", 1, "hello!");
  await all.server.now.answer("edit", { seq: 2, time: 5 });
  await all.server.now.push(message(3));
  assert.deepEqual(
    all.heard.map(({ type, seq }) => [type, seq]),
    [
      ["message", 1],
      ["edit", 2],
      ["message", 3],
    ],
  );
});

test("data is sent, kept in the outbox and told with the message", async () => {
  const all = await inLobby();
  const saying = all.client.say("lobby", "", { data: { build: 4711 }, key: "k1" });
  const { text, data } = all.server.now.last("say");
  assert.deepEqual([text, data], ["", { build: 4711 }]);
  assert.deepEqual(all.client.outbox("lobby")[0].data, { build: 4711 });
  await lose(all);
  await all.server.now.answer("join", joinAnswer({}));
  assert.deepEqual(all.server.now.last("say").data, { build: 4711 });
  await all.server.now.answer("say", { seq: 1, time: 5 });
  assert.deepEqual((await saying).data, { build: 4711 });
  all.client.say("lobby", "without");
  assert.equal("data" in all.client.outbox("lobby")[0], false);
});

test("an edit changes text and data by themselves", async () => {
  const all = await inLobby({ seq: 1, events: [{ ...message(1, "hello", { user: "g.ann" }), data: { build: 1 } }] });
  const { now } = all.server;
  const told = () => all.heard.filter(({ type }) => type === "edit").map(({ text, data }) => [text, data]);
  all.client.edit("lobby", 1, "hello!");
  await now.answer("edit", { seq: 2, time: 5, data: { build: 1 } });
  all.client.edit("lobby", 1, undefined, { data: { build: 2 } });
  assert.equal("text" in now.last("edit"), false);
  await now.answer("edit", { seq: 3, time: 6, text: "hello!" });
  all.client.edit("lobby", 1, undefined, { data: null });
  assert.equal(now.last("edit").data, null);
  await now.answer("edit", { seq: 4, time: 7, text: "hello!" });
  assert.deepEqual(told(), [["hello!", { build: 1 }], ["hello!", { build: 2 }], ["hello!", undefined]]);
});

test("what was deleted or erased has no data", async () => {
  const all = await inLobby({ seq: 1, events: [{ ...message(1), data: { build: 1 } }] });
  const { now } = all.server;
  const page = all.client.history("lobby");
  const change = { room: "lobby", target: 1, user: { id: "g.bo", name: "Bo" }, time: 10 };
  await now.push({ type: "edit", seq: 2, text: "m1", data: { build: 2 }, ...change });
  await now.push({ type: "delete", seq: 3, ...change });
  await now.answer("history", { events: [{ ...message(1), data: { build: 1 } }], first: 1, more: false });
  const [first] = (await page).events;
  assert.deepEqual([first.text, "data" in first], [null, false]);
});

test("a page of a log that began anew is refused", async () => {
  const all = await inLobby({ seq: 5, events: [message(5)] });
  const { now } = all.server;
  const page = all.client.history("lobby", { before: 5 });
  const { ref } = now.last("history");
  await now.push({ type: "room", room: "lobby", epoch: "e2" });
  await now.answer("join", joinAnswer({ epoch: "e2" }));
  await now.push({ type: "ok", ref, events: [message(4)], first: 1, more: false });
  await assert.rejects(page, { code: "stale" });
});

test("a room that keeps nothing tells a gap on return and shows each message once", async () => {
  const all = await inLobby({ epoch: null, seq: null });
  await all.server.now.push({ ...message(undefined, "live") });
  all.client.say("lobby", "mine");
  await all.server.now.answer("say", { time: 3 });
  assert.deepEqual(all.texts(), ["live", "mine"]);
  await lose(all);
  assert.equal(all.server.now.last("join").since, undefined);
  await all.server.now.answer("join", joinAnswer({ epoch: null, seq: null }));
  const { gap, reset } = all.told.at(-1);
  assert.deepEqual({ gap, reset }, { gap: true, reset: false });
});

test("a join that is refused gives the room up", async () => {
  const all = setUp();
  const joined = all.client.join("secret");
  await all.server.now.greet();
  await all.server.now.refuse("join", "not_found");
  await assert.rejects(joined, { code: "not_found" });
  assert.deepEqual(all.client.joined, []);
});

test("no event of a room follows its leave", async () => {
  const all = await inLobby();
  all.client.leave("lobby");
  await all.server.now.push(message(1));
  assert.deepEqual(all.texts(), []);
  await lose(all);
  assert.equal(all.server.now.all("join").length, 0);
});

test("a ban in a room takes the person out of it and keeps the connection", async () => {
  const all = await inLobby();
  await all.server.now.push({ type: "sanction", room: "lobby", action: "ban", until: null, reason: "spam" });
  assert.deepEqual(all.client.joined, []);
  assert.equal(all.client.state.state, "online");
});

test("a command whose connection is lost is rejected", async () => {
  const all = await inLobby();
  const asked = all.client.rooms();
  await all.server.now.drop();
  await assert.rejects(asked, { code: "disconnected" });
  await assert.rejects(all.client.rooms(), { code: "offline" });
  await settled();
});
