import assert from "node:assert/strict";
import test from "node:test";

import { Client } from "../../web/chatd.js";
import { Backoff, mayReconnect } from "../../web/chatd/backoff.js";
import { FakeClock, fakeServer } from "../support/fakes.mjs";

async function online({ random = () => 0.5, heartbeat = 25 } = {}) {
  const clock = new FakeClock();
  const server = fakeServer();
  const { WebSocket } = server;
  const client = new Client({ url: "ws://test/ws", fetch: null, credentials: { guest: "Ann" }, WebSocket, clock, random });
  client.connect();
  await server.now.welcome({ heartbeat });
  await server.now.answer("login", { user: { id: "g.ann", name: "Ann" }, token: "t", expires: null });
  return { client, clock, server };
}

test("waits are drawn from nothing to a bound that doubles", () => {
  const most = new Backoff({ random: () => 1 });
  assert.deepEqual(
    [1, 2, 3, 4, 5, 6, 7].map(() => most.next()),
    [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000],
  );
  most.reset();
  assert.equal(most.next(), 1000);
  assert.equal(new Backoff({ random: () => 0 }).next(), 0);
});

test("close codes say who comes back", () => {
  assert.equal(mayReconnect(1006, null), true);
  assert.equal(mayReconnect(4012, { code: 4012, retry_after: 100 }), true);
  assert.equal(mayReconnect(4002, { code: 4002 }), true);
  assert.equal(mayReconnect(4503, null), false);
  assert.equal(mayReconnect(1006, { code: 4503 }), false);
  assert.equal(mayReconnect(1001, { code: 1001 }), false);
});

test("a lost connection is tried again after a wait", async () => {
  const { client, clock, server } = await online();
  await server.now.drop();
  assert.equal(client.state.state, "waiting");
  assert.equal(client.state.until, clock.time() + 500);
  await clock.advance(499);
  assert.equal(server.connections.length, 1);
  await clock.advance(1);
  assert.equal(server.connections.length, 2);
});

test("failures in a row make the waits longer, a steady connection short again", async () => {
  const { clock, server } = await online({ random: () => 1 });
  const waits = [];
  for (let failures = 0; failures < 3; failures += 1) {
    await server.now.drop();
    waits.push(clock.waits[0]);
    await clock.advance(waits.at(-1));
  }
  await server.now.greet();
  await clock.advance(10_000);
  await server.now.drop();
  waits.push(clock.waits[0]);
  assert.deepEqual(waits, [1000, 2000, 4000, 1000]);
});

test("a bye says when to come back", async () => {
  const { client, clock, server } = await online();
  await server.now.push({ type: "bye", code: 4012, reason: "restart", retry_after: 7000 });
  await server.now.drop(4012);
  assert.equal(client.state.until, clock.time() + 7000);
});

test("a ban from the site is final", async () => {
  const { client, clock, server } = await online();
  await server.now.push({ type: "bye", code: 4503, reason: "spam" });
  await server.now.drop(4503);
  assert.deepEqual(client.state, { state: "ended", code: 4503, reason: "spam" });
  await clock.advance(600_000);
  assert.equal(server.connections.length, 1);
});

test("silence is answered with a ping, and more silence with a new connection", async () => {
  const { client, clock, server } = await online();
  await clock.advance(25_000);
  assert.equal(server.now.all("ping").length, 1);
  await clock.advance(9_999);
  assert.equal(client.state.state, "online");
  await clock.advance(1);
  assert.equal(client.state.state, "waiting");
});

test("any frame counts as a sign of life", async () => {
  const { client, clock, server } = await online();
  await clock.advance(20_000);
  await server.now.push({ type: "presence", room: "lobby", joined: [], left: [], count: 0 });
  await clock.advance(24_999);
  assert.equal(server.now.all("ping").length, 0);
  await clock.advance(1);
  assert.equal(server.now.all("ping").length, 1);
  await server.now.push({ type: "pong", ref: server.now.last("ping").ref });
  await clock.advance(10_000);
  assert.equal(client.state.state, "online");
});

test("a connection that never answers is given up", async () => {
  const clock = new FakeClock();
  const server = fakeServer();
  const client = new Client({ url: "ws://test/ws", fetch: null, credentials: { guest: "A" }, WebSocket: server.WebSocket, clock });
  client.connect();
  await clock.advance(15_000);
  assert.equal(client.state.state, "unreachable");
});

test("a person may end a wait", async () => {
  const { client, server } = await online();
  await server.now.drop();
  client.retry();
  assert.equal(server.connections.length, 2);
  client.retry();
  assert.equal(server.connections.length, 2);
});

test("a late frame of a connection that was given up is not heard", async () => {
  const { client, clock, server } = await online();
  const old = server.now;
  await clock.advance(35_000);
  let heard = 0;
  client.addEventListener("signal", () => (heard += 1));
  await old.push({ type: "signal" });
  assert.equal(heard, 0);
});

test("disconnect stays away", async () => {
  const { client, clock, server } = await online();
  client.disconnect();
  await clock.advance(600_000);
  assert.equal(client.state.state, "idle");
  assert.equal(server.connections.length, 1);
});

test("an error that no close follows ends the connection", async () => {
  const { client, clock, server } = await online();
  server.now.onerror({});
  await clock.advance(499);
  assert.equal(client.state.state, "online");
  await clock.advance(1);
  assert.equal(client.state.state, "waiting");
  server.connections[0].onerror({});
});

test("a check asks at once, and a connection that answers goes on", async () => {
  const { client, clock, server } = await online();
  const alive = client.check();
  assert.equal(client.check() instanceof Promise, true);
  assert.equal(server.now.all("ping").length, 1);
  await server.now.push({ type: "pong", ref: server.now.last("ping").ref });
  assert.equal(await alive, true);
  await clock.advance(24_999);
  assert.equal(client.state.state, "online");
  assert.equal(server.connections.length, 1);
});

test("a connection that does not answer a check is given up within seconds", async () => {
  const { client, clock, server } = await online();
  const alive = client.check();
  await clock.advance(3_999);
  assert.equal(client.state.state, "online");
  await clock.advance(1);
  assert.equal(await alive, false);
  assert.equal(client.state.state, "waiting");
  await clock.advance(500);
  assert.equal(server.connections.length, 2);
});

test("a refused ping and any other frame are an answer to a check", async () => {
  const { client, clock, server } = await online();
  const alive = client.check();
  await server.now.push({ type: "error", ref: server.now.last("ping").ref, code: "rate_limited", retry_after: 100 });
  assert.equal(await alive, true);
  client.check();
  await server.now.push({ type: "me", user: { id: "g.ann", name: "Ann" } });
  await clock.advance(4_000);
  assert.equal(client.state.state, "online");
});

test("after a freeze a check asks once more before it gives up", async () => {
  const { client, clock, server } = await online();
  client.check();
  await clock.freeze(60_000);
  assert.equal(server.now.all("ping").length, 2);
  assert.equal(client.state.state, "online");
  await clock.advance(4_000);
  assert.equal(client.state.state, "waiting");
});

test("a check ends a wait, and an attempt that hangs", async () => {
  const { client, clock, server } = await online();
  await server.now.drop();
  assert.equal(await client.check(), false);
  assert.equal(server.connections.length, 2);
  await clock.advance(3_999);
  await client.check();
  assert.equal(server.connections.length, 2);
  await clock.advance(1);
  await client.check();
  assert.equal(server.connections.length, 3);
  assert.equal(client.state.state, "connecting");
});

test("a check does not bring back who has left", async () => {
  const { client, server } = await online();
  client.disconnect();
  assert.equal(await client.check(), false);
  assert.equal(client.state.state, "idle");
  assert.equal(server.connections.length, 1);
});
