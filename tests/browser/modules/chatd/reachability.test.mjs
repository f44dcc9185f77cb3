/** Why there is no connection, and what becomes of those who wait for one. */
import assert from "node:assert/strict";
import test from "node:test";

import { Client } from "../../web/chatd.js";
import { setUp } from "../support/clients.mjs";
import { fakeServer, joinAnswer, settled } from "../support/fakes.mjs";

const says = (status, body) => async () => ({ status, json: async () => body });
const silent = () => Promise.reject(new TypeError("Failed to fetch"));

async function attempt({ client, server, clock }) {
  if (client.state.state !== "connecting") {
    await clock.advance(client.state.wait);
  }
  await server.now.drop();
}

async function failing(fetch) {
  const all = setUp({ fetch, transports: ["websocket"] });
  all.states = [];
  all.client.addEventListener("state", ({ detail }) => all.states.push(detail.reason ?? detail.state));
  all.joined = all.client.join("lobby");
  all.joined.catch(() => {});
  await attempt(all);
  return all;
}

test("nobody answers at all", async () => {
  const { client, states } = await failing(silent);
  const { state, reason, message, wait } = client.state;
  assert.deepEqual([state, reason, wait], ["unreachable", "server_unreachable", 500]);
  assert.match(message, /no chatd answers at http:\/\/test\/ws/);
  assert.deepEqual(states, ["connecting", "", "server_unreachable"]);
});

test("a proxy whose server is gone is no server, a server that is full is busy", async () => {
  const gone = await failing(says(502, null));
  assert.equal(gone.client.state.reason, "server_unreachable");
  assert.match(gone.client.state.message, /HTTP 502/);
  for (const status of [429, 503]) {
    assert.equal((await failing(says(status, null))).client.state.reason, "server_busy");
  }
});

test("a host name that is not served is told with the setting that serves it", async () => {
  const { client } = await failing(says(421, null));
  assert.equal(client.state.reason, "host_not_served");
  assert.match(client.state.message, /`hosts` in \[server\]/);
});

test("an origin that is not allowed is told with the setting that allows it", async () => {
  const asked = [];
  const { client } = await failing((href) => asked.push(href) && says(426, { origin_allowed: false })());
  assert.equal(client.state.reason, "origin_not_allowed");
  assert.match(client.state.message, /`origins` in \[server\]/);
  assert.deepEqual(asked, ["http://test/ws"]);
});

test("that a proxy refuses upgrades is told when it was found twice", async () => {
  const all = await failing(says(426, { origin_allowed: true }));
  assert.equal(all.client.state.state, "waiting");
  await attempt(all);
  assert.deepEqual([all.client.state.state, all.client.state.reason], ["unreachable", "upgrade_refused"]);
  await all.clock.advance(all.client.state.wait);
  assert.deepEqual([all.client.state.state, all.client.state.reason], ["connecting", "upgrade_refused"]);
});

test("it is asked ever more seldom, and again after a connection", async () => {
  let asked = 0;
  const all = await failing(() => (asked += 1) && silent());
  const counts = [asked];
  for (let failures = 2; failures <= 8; failures += 1) {
    await attempt(all);
    counts.push(asked);
  }
  assert.deepEqual(counts, [1, 2, 2, 3, 3, 3, 3, 4]);
  await all.clock.advance(all.client.state.wait);
  await all.server.now.greet();
  await all.server.now.answer("join", joinAnswer());
  await all.joined;
  await all.server.now.drop();
  assert.equal(all.client.state.state, "waiting");
  assert.equal(asked, 4);
  await attempt(all);
  assert.equal(asked, 5);
});

test("a person may try at once, and a question without an answer is given up", async () => {
  const all = await failing((_, { signal }) => {
    return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  });
  assert.equal(all.client.state.state, "waiting");
  all.client.retry();
  assert.equal(all.server.connections.length, 2);
  await all.clock.advance(10_000);
  assert.match(all.client.state.message, /no answer/);
  all.client.disconnect();
  assert.equal(all.client.state.state, "idle");
  assert.deepEqual(all.clock.waits, []);
});

test("a join waits while the client tries, and a timeout ends it with the reason", async () => {
  const all = setUp({ fetch: says(426, { origin_allowed: false }) });
  const patient = all.client.join("lobby");
  const hasty = all.client.join("tea", { timeout: 5000 });
  await attempt(all);
  await all.clock.advance(5000);
  await assert.rejects(hasty, { code: "timeout", message: /`origins`/ });
  assert.deepEqual(all.client.joined, ["lobby"]);
  await all.server.now.greet();
  await all.server.now.answer("join", joinAnswer());
  assert.equal((await patient).room, "lobby");
});

test("who is refused, put out or disconnected waits for nothing", async () => {
  const pending = (all) => [all.client.join("lobby"), all.client.say("lobby", "hello")];
  const refused = setUp({ credentials: null });
  const first = pending(refused);
  await refused.server.now.welcome();
  const ended = setUp();
  const second = pending(ended);
  await ended.server.now.drop(4503, "spam");
  const closed = setUp();
  const third = pending(closed);
  closed.client.disconnect();
  for (const [promises, code] of [
    [first, "login_required"],
    [second, "closed"],
    [third, "closed"],
    [pending(ended), "closed"],
  ]) {
    for (const promise of promises) {
      await assert.rejects(promise, { code });
    }
  }
  closed.client.connect();
  await closed.server.now.greet();
  await closed.server.now.answer("join", joinAnswer());
  assert.equal(closed.server.now.last("say").text, "hello");
});

test("to leave a room is to give up what was said in it", async () => {
  const all = setUp();
  const promises = [all.client.join("lobby"), all.client.say("lobby", "hello")];
  all.client.leave("lobby");
  for (const promise of promises) {
    await assert.rejects(promise, { code: "not_joined" });
  }
});

test("an address that is none is refused", async () => {
  function WebSocket() {
    throw new SyntaxError("no such scheme");
  }
  const client = new Client({ url: "gopher://a", WebSocket, fetch: null });
  await assert.rejects(client.join("lobby"), { code: "invalid", field: "url", message: /no such scheme/ });
  assert.equal(client.state.state, "refused");
});

test("whatever the server says, nothing is thrown and the client comes back", async () => {
  for (const frames of [
    ["no JSON"],
    ["null", "[]"],
    ['{"type":"welcome"}', '{"type":"me"}', '{"type":"message","room":"lobby"}', '{"type":"sanction"}'],
    ['{"type":"welcome","limits":5,"user":5,"account":5,"heartbeat":"x"}', '{"type":"bye"}', '{"type":"room","room":"lobby"}'],
    ['{"type":"ok"}', '{"type":"error"}', '{"type":"pong"}', "{}", '{"type":"state"}'],
  ]) {
    const { WebSocket, connections } = fakeServer();
    const client = new Client({ url: "ws://test/ws", credentials: { guest: "Ann" }, WebSocket, fetch: null });
    client.join("lobby").catch(() => {});
    for (const data of frames) {
      connections[0].readyState = 1;
      connections[0].onmessage?.({ data });
      await settled();
    }
    assert.equal(connections[0].sent.length <= 3, true);
    client.disconnect();
  }
});
