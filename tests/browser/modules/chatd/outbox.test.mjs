/** What cannot be sent is refused by the client itself, and nothing that was said blocks what follows. */
import assert from "node:assert/strict";
import test from "node:test";

import { inLobby, lose, setUp } from "../support/clients.mjs";
import { joinAnswer, message, settled } from "../support/fakes.mjs";

const HALF = "ab😀".slice(0, 3);
const states = ({ client }) => client.outbox("lobby").map(({ text, state, error }) => [text, state, error?.code ?? null]);
const sent = ({ server }) => server.now.all("say").map(({ text }) => text);

test("half of a character is refused before it is sent, and what follows goes out", async () => {
  const all = await inLobby();
  await assert.rejects(all.client.say("lobby", HALF), { code: "invalid", field: "text" });
  all.client.say("lobby", "whole 😀");
  assert.deepEqual(sent(all), ["whole 😀"]);
  assert.deepEqual(states(all)[0], [HALF, "failed", "invalid"]);
});

test("a text of as many characters as the server takes is sent, one more is too large", async () => {
  const all = await inLobby({}, {});
  await assert.rejects(all.client.say("lobby", "😀".repeat(4001)), { code: "too_large", field: "text" });
  assert.deepEqual(sent(all), []);
  all.client.say("lobby", "😀".repeat(4000));
  assert.equal(sent(all).length, 1);
});

test("what was said before the limits were known is refused when they are", async () => {
  const all = setUp();
  all.client.join("lobby");
  const said = all.client.say("lobby", "x".repeat(4001));
  all.client.say("lobby", "short");
  assert.deepEqual(states(all), [
    ["x".repeat(4001), "waiting", null],
    ["short", "waiting", null],
  ]);
  await all.server.now.greet();
  await all.server.now.answer("join", joinAnswer());
  await assert.rejects(said, { code: "too_large" });
  await settled();
  assert.deepEqual(sent(all), ["short"]);
});

test("no command that no server could take reaches the connection", async () => {
  const all = await inLobby();
  const before = all.server.now.sent.length;
  const loop = {};
  loop.loop = loop;
  for (const [asked, code, field] of [
    [all.client.edit("lobby", 1, HALF), "invalid", "text"],
    [all.client.edit("lobby", 1, "x".repeat(4001)), "too_large", "text"],
    [all.client.search("lobby", HALF), "invalid", "text"],
    [all.client.rename(HALF), "invalid", "name"],
    [all.client.signal("lobby", "typing", { deep: [{ er: HALF }] }), "invalid", "er"],
    [all.client.signal("lobby", "typing", { [HALF]: 1 }), "invalid", HALF],
    [all.client.signal("lobby", "typing", { x: "é".repeat(33_000) }), "too_large", undefined],
    [all.client.command("signal", { body: loop }), "invalid", undefined],
  ]) {
    await assert.rejects(asked, { code, field });
  }
  assert.equal(all.server.now.sent.length, before);
  assert.equal(all.client.state.state, "online");
});

test("a message that ends each connection fails, and what is behind it is sent", async () => {
  const all = await inLobby();
  const said = all.client.say("lobby", "poison");
  all.client.say("lobby", "good");
  for (let losses = 1; losses <= 5; losses += 1) {
    assert.deepEqual(sent(all), ["poison"]);
    await lose(all);
    await all.server.now.answer("join", joinAnswer());
  }
  await assert.rejects(said, { code: "unanswered" });
  assert.deepEqual(sent(all), ["good"]);
  assert.deepEqual(states(all)[0], ["poison", "failed", "unanswered"]);
});

test("one that failed so and is in the log all the same is settled by the replay", async () => {
  const all = await inLobby();
  all.client.say("lobby", "doubted").catch(() => {});
  for (let losses = 1; losses <= 5; losses += 1) {
    await all.server.now.drop();
    await all.clock.advance(30_000);
    await all.server.now.greet();
    if (losses < 5) {
      await all.server.now.answer("join", joinAnswer());
    }
  }
  assert.deepEqual(states(all), [["doubted", "failed", "unanswered"]]);
  const mine = message(1, "doubted", { user: "g.ann", key: "key1" });
  await all.server.now.answer("join", joinAnswer({ seq: 1, events: [mine] }));
  assert.deepEqual(states(all), []);
});

test("an answer that a command could not be read ends the connection, and counts as no answer", async () => {
  const all = await inLobby();
  all.client.say("lobby", "odd");
  await all.server.now.push({ type: "error", code: "bad_frame", message: "not one JSON object" });
  assert.equal(all.client.state.state, "waiting");
});

test("a message without an answer on a connection that lives is tried on another one", async () => {
  const all = await inLobby();
  all.client.say("lobby", "lost");
  for (let passed = 0; passed < 60_000; passed += 20_000) {
    await all.clock.advance(20_000);
    await all.server.connections[0].push({ type: "pong" });
  }
  await all.clock.advance(500);
  assert.equal(all.server.connections.length, 2);
});

for (const code of ["rate_limited", "slow_mode", "unavailable"]) {
  test(`${code} is waited out as long as it takes, in order`, async () => {
    const all = await inLobby();
    for (const text of ["one", "two", "three"]) {
      all.client.say("lobby", text);
    }
    for (let refusals = 0; refusals < 20; refusals += 1) {
      await all.server.now.refuse("say", code, { retry_after: 700 });
      assert.deepEqual(states(all), [
        ["one", "waiting", code],
        ["two", "waiting", null],
        ["three", "waiting", null],
      ]);
      await all.clock.advance(699);
      all.client.say("lobby", "more");
      all.client.unsay("lobby", all.client.outbox("lobby").at(-1).key);
      assert.equal(sent(all).length, refusals + 1);
      await all.clock.advance(1);
    }
    await all.server.now.answer("say", { seq: 1, time: 1 });
    await all.server.now.answer("say", { seq: 2, time: 1 });
    await all.server.now.answer("say", { seq: 3, time: 1 });
    assert.deepEqual(all.texts(), ["one", "two", "three"]);
  });
}

test("what waits for its turn can be taken back", async () => {
  const all = await inLobby();
  const said = all.client.say("lobby", "one");
  all.client.say("lobby", "two");
  await all.server.now.refuse("say", "slow_mode", { retry_after: 5000 });
  assert.equal(all.client.unsay("lobby", "key1"), true);
  await assert.rejects(said, { code: "discarded" });
  assert.deepEqual(sent(all), ["one"]);
  await all.clock.advance(5000);
  assert.deepEqual(sent(all), ["one", "two"]);
});

test("a say with a timeout fails in time, and can be sent again", async () => {
  const all = setUp();
  all.client.join("lobby");
  const said = all.client.say("lobby", "soon", { timeout: 3000 });
  await all.clock.advance(3000);
  await assert.rejects(said, { code: "timeout" });
  assert.deepEqual(states(all), [["soon", "failed", "timeout"]]);
  await all.server.now.greet();
  await all.server.now.answer("join", joinAnswer());
  assert.deepEqual(sent(all), []);
  all.client.sayAgain("lobby", "key1");
  assert.deepEqual(sent(all), ["soon"]);
});

test("what was kept as failed stays so until it is sent again", async () => {
  const all = await inLobby();
  const error = Object.assign(new Error("no"), { code: "filtered" });
  await assert.rejects(all.client.say("lobby", "kept", { key: "old", error }), { code: "filtered" });
  assert.deepEqual(sent(all), []);
  all.client.sayAgain("lobby", "old");
  assert.deepEqual(sent(all), ["kept"]);
});
