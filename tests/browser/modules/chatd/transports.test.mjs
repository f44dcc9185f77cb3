/** The way without a WebSocket: when it is taken, what it carries, and when it is left. */
import assert from "node:assert/strict";
import test from "node:test";

import { Client } from "../../web/chatd.js";
import { EventStreamSocket } from "../../web/chatd/event_stream_socket.js";
import { FakeClock, fakeServer, joinAnswer, message, settled } from "../support/fakes.mjs";

/** A server of connections without a WebSocket: `streams`, newest last. `status` refuses, `gone` fails. */
function streamServer() {
  const server = { streams: [], status: 200, gone: false, allowed: true };
  const bytes = new TextEncoder();

  server.fetch = async (href, { method = "GET", headers, body, signal } = {}) => {
    if (server.gone) {
      throw new TypeError("fetch failed");
    }
    if (href.includes("/ws")) {
      return { status: 426, json: async () => ({ origin_allowed: server.allowed }) };
    }
    if (method === "POST") {
      const stream = server.streams.find(({ id }) => headers.Authorization === `Bearer ${id}`);
      const status = !stream || stream.ended ? 401 : stream.refusals.shift() ?? 204;
      if (status === 204) {
        const { commands } = JSON.parse(body);
        stream.requests.push(commands);
        stream.sent.push(...commands);
        commands.filter(({ type }) => type === "ping").forEach(({ ref }) => stream.push({ type: "pong", ref }));
      }
      return { status };
    }
    if (server.status !== 200) {
      return { status: server.status };
    }
    const stream = { href, id: `id${server.streams.length}`, requests: [], sent: [], refusals: [], ended: false };
    server.streams.push(stream);
    stream.body = new ReadableStream({ start: (control) => (stream.control = control) });
    signal.addEventListener("abort", () => {
      stream.ended = true;
      stream.control.error(new Error("aborted"));
    });
    stream.raw = async (text) => {
      stream.control.enqueue(bytes.encode(text));
      await turn();
    };
    stream.push = (...frames) => stream.raw(frames.map((frame) => `data: ${JSON.stringify(frame)}\n\n`).join(""));
    stream.drop = async () => {
      stream.ended = true;
      stream.control.close();
      await turn();
    };
    stream.last = (type) => stream.sent.findLast((frame) => frame.type === type);
    stream.answer = (type, fields) => stream.push({ type: "ok", ref: stream.last(type).ref, ...fields });
    stream.greet = async () => {
      await stream.raw(`event: open\ndata: {"connection":"${stream.id}"}\n\n`);
      await stream.push({ type: "welcome", user: null, limits: { text: 4000, message: 65_000 }, heartbeat: 25 });
      await stream.answer("login", { user: { id: "g.ann", name: "Ann" }, token: "t1", expires: null });
    };
    return { status: 200, body: stream.body };
  };
  Object.defineProperty(server, "now", { get: () => server.streams.at(-1) });
  return server;
}

// Streams go on in turns of the event loop.
async function turn() {
  for (let count = 0; count < 3; count += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    await settled();
  }
}

function setUp(options = {}) {
  const clock = new FakeClock();
  const sockets = fakeServer();
  const streams = streamServer();
  let keys = 0;
  const client = new Client({
    url: "ws://test/ws",
    credentials: { guest: "Ann" },
    WebSocket: sockets.WebSocket,
    fetch: streams.fetch,
    clock,
    random: () => 0.5,
    key: () => `key${(keys += 1)}`,
    ...options,
  });
  const states = [];
  const texts = [];
  client.addEventListener("state", ({ detail }) => states.push(detail.transport ?? detail.reason ?? detail.state));
  client.addEventListener("message", ({ detail }) => texts.push(detail.text));
  return { client, clock, sockets, streams, states, texts };
}

/** In the lobby, over the stream: the proxy refuses upgrades. */
async function overStream(options) {
  const all = setUp(options);
  all.joined = all.client.join("lobby");
  await all.sockets.now.drop();
  await turn();
  await all.streams.now.greet();
  await all.streams.now.answer("join", joinAnswer({ seq: 1, events: [message(1)] }));
  return all;
}

test("where upgrades are refused, the client speaks without one", async () => {
  const { client, streams, texts, states, joined } = await overStream();
  await joined;
  assert.deepEqual(client.state, { state: "online", transport: "sse" });
  assert.deepEqual(texts, ["m1"]);
  assert.equal(states.includes("unreachable"), false);
  const said = client.say("lobby", "hello");
  await turn();
  await streams.now.answer("say", { seq: 2, time: 5 });
  assert.equal((await said).seq, 2);
  await streams.now.push(message(3));
  assert.deepEqual(texts, ["m1", "hello", "m3"]);
});

test("what was missed comes once, and what was on its way is sent again with its key", async () => {
  const { client, clock, streams, texts } = await overStream();
  client.say("lobby", "hello");
  await turn();
  await streams.now.drop();
  assert.equal(client.state.state, "waiting");
  await clock.advance(client.state.wait);
  await turn();
  await streams.now.greet();
  assert.deepEqual(streams.now.last("join").since, { epoch: "e1", seq: 1 });
  const mine = message(2, "hello", { user: "g.ann", key: "key1" });
  await streams.now.answer("join", joinAnswer({ seq: 3, events: [mine, message(3)] }));
  assert.deepEqual(texts, ["m1", "hello", "m3"]);
  assert.deepEqual(client.outbox("lobby"), []);
});

test("that a proxy refuses upgrades is told the console when a second WebSocket failed", async (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  const { clock, sockets } = await overStream();
  assert.equal(warn.mock.callCount(), 0);
  for (let failed = 0; failed < 2; failed += 1) {
    await clock.advance(60_000 * (failed + 1));
    await sockets.now.drop();
    await turn();
    assert.equal(warn.mock.callCount(), 1);
  }
  assert.match(warn.mock.calls[0].arguments[0], /Upgrade and Connection/);
});

test("a server that restarts between an attempt and the question is not told to be behind a proxy", async (context) => {
  const warn = context.mock.method(console, "warn", () => {});
  const { client, clock, sockets, streams } = setUp();
  client.connect();
  await sockets.now.greet();
  await sockets.now.drop();
  await clock.advance(client.state.wait);
  await sockets.now.drop();
  await turn();
  await streams.now.greet();
  assert.equal(client.state.transport, "sse");
  await clock.advance(60_000);
  await sockets.now.greet();
  assert.equal(client.state.transport, "websocket");
  assert.equal(warn.mock.callCount(), 0);
});

test("a WebSocket is tried again, and taken when it answers", async () => {
  const { client, clock, sockets, streams, texts, states } = await overStream();
  await clock.advance(60_000);
  assert.equal(sockets.connections.length, 2);
  await sockets.now.drop();
  assert.equal(client.state.transport, "sse");
  await streams.now.push(message(2));
  await clock.advance(120_000);
  assert.equal(sockets.connections.length, 3);
  await sockets.now.greet();
  assert.deepEqual(client.state, { state: "online", transport: "websocket" });
  assert.equal(streams.now.ended, true);
  assert.deepEqual(sockets.now.last("join").since, { epoch: "e1", seq: 2 });
  await sockets.now.answer("join", joinAnswer({ seq: 3, events: [message(3)] }));
  assert.deepEqual(texts, ["m1", "m2", "m3"]);
  assert.deepEqual(states.slice(-2), ["connecting", "websocket"]);
  await clock.advance(20_000);
  assert.equal(streams.streams.length, 1);
});

test("no answer is lost when a WebSocket is taken", async () => {
  const { client, clock, sockets, streams } = await overStream();
  const read = client.history("lobby");
  await turn();
  await clock.advance(59_999);
  await clock.advance(1);
  await sockets.now.welcome();
  assert.equal(client.state.transport, "sse");
  await streams.now.answer("history", { events: [], first: 1, more: false });
  assert.deepEqual((await read).events, []);
});

test("a proxy that closes each WebSocket soon is no way either", async () => {
  const { client, clock, sockets, streams } = setUp();
  client.connect();
  for (let lost = 0; lost < 3; lost += 1) {
    await sockets.now.greet();
    await sockets.now.drop();
    await clock.advance(client.state.wait);
  }
  await turn();
  await streams.now.greet();
  assert.equal(client.state.transport, "sse");
});

test("while nothing answers, both ways are tried in turn", async () => {
  const { client, clock, sockets, streams } = await overStream();
  streams.gone = true;
  await streams.now.drop();
  const attempt = async () => {
    await clock.advance(client.state.wait);
    await turn();
    if (client.state.state === "connecting") {
      await sockets.now.drop();
      await turn();
    }
  };
  for (let attempts = 0; attempts < 8; attempts += 1) {
    await attempt();
  }
  assert.ok(sockets.connections.length >= 4);
  assert.equal(client.state.state, "unreachable");
  streams.gone = false;
  for (let attempts = 0; attempts < 2 && streams.streams.length === 1; attempts += 1) {
    await attempt();
  }
  await streams.now.greet();
  assert.equal(client.state.transport, "sse");
});

test("transports can be left out", async () => {
  const alone = setUp({ transports: ["sse"] });
  alone.client.connect();
  await turn();
  await alone.streams.now.greet();
  await alone.clock.advance(3_600_000);
  assert.equal(alone.sockets.connections.length, 0);

  const only = setUp({ transports: ["websocket"] });
  only.client.connect();
  for (let lost = 0; lost < 2; lost += 1) {
    await only.sockets.now.drop();
    await turn();
    await only.clock.advance(lost === 0 ? only.client.state.wait : 0);
  }
  assert.deepEqual([only.client.state.state, only.client.state.reason], ["unreachable", "upgrade_refused"]);
  assert.equal(only.streams.streams.length, 0);
});

test("a program with neither is told so", async () => {
  const { client } = setUp({ WebSocket: null, fetch: null });
  await assert.rejects(client.join("lobby"), ({ code }) => code === "unsupported");
  assert.deepEqual([client.state.state, client.state.error.code], ["refused", "unsupported"]);
  const streams = streamServer();
  const other = setUp({ WebSocket: null, fetch: streams.fetch });
  other.client.connect();
  await turn();
  assert.equal(streams.streams.length, 1);
});

test("an origin that is not allowed is no reason to try another way", async () => {
  const { client, sockets, streams } = setUp();
  streams.allowed = false;
  client.connect();
  await sockets.now.drop();
  await turn();
  assert.equal(client.state.reason, "origin_not_allowed");
  assert.equal(streams.streams.length, 0);
});

/** A socket that is open, and what it was told. */
async function socketOpen() {
  const streams = streamServer();
  const clock = new FakeClock();
  const socket = new EventStreamSocket("wss://test/chat/ws", { fetch: streams.fetch, clock });
  const heard = [];
  const closes = [];
  socket.onmessage = ({ data }) => heard.push(JSON.parse(data));
  socket.onclose = ({ code, reason }) => closes.push([code, reason]);
  await turn();
  return { socket, streams, clock, heard, closes };
}

test("entries are read however they are cut", async () => {
  const { streams, heard } = await socketOpen();
  const stream = streams.now;
  for (const part of ['event: open\nda', 'ta: {"connection":"id0"}\n', "\n", ":\n\nda", 'ta: {"a":"ü\\n"}\n\ndata: {"b":1}\n', "\n"]) {
    await stream.raw(part);
  }
  assert.deepEqual(heard, [{ type: "pong" }, { a: "ü\n" }, { b: 1 }]);
});

test("commands that wait go in one request, in order, and large ones alone", async () => {
  const { socket, streams } = await socketOpen();
  const large = "x".repeat(7990);
  for (const text of ["a", "b", large, large, "c"]) {
    socket.send(JSON.stringify({ text }));
  }
  await streams.now.raw('event: open\ndata: {"connection":"id0"}\n\n');
  assert.deepEqual(
    streams.now.requests.map((request) => request.map(({ text }) => text.length)),
    [[1, 1], [7990], [7990], [1]],
  );
});

test("a request that was refused for now is repeated", async () => {
  const { socket, streams, clock, closes } = await socketOpen();
  await streams.now.raw('event: open\ndata: {"connection":"id0"}\n\n');
  streams.now.refusals = [429, 204];
  socket.send('{"n":1}');
  await turn();
  assert.deepEqual(streams.now.sent, []);
  await clock.advance(1000);
  await turn();
  assert.deepEqual(streams.now.sent, [{ n: 1 }]);
  assert.deepEqual(closes, []);
});

test("every failure is one close", async () => {
  for (const [fail, reason] of [
    [({ now }) => now.drop(), "the stream has ended"],
    [({ now }) => now.refusals.push(500), "HTTP 500"],
    [(streams) => (streams.gone = true), "fetch failed"],
    [({ now }) => now.raw("event: open\ndata: nonsense\n\n"), /JSON/],
  ]) {
    const { socket, streams, closes } = await socketOpen();
    await streams.now.raw('event: open\ndata: {"connection":"id0"}\n\n');
    await fail(streams);
    socket.send('{"n":1}');
    await turn();
    assert.equal(closes.length, 1);
    assert.equal(closes[0][0], 1006);
    assert.match(closes[0][1], new RegExp(reason));
  }
});

test("what the address says of the connection holds without a WebSocket, too", async () => {
  const { streams } = await overStream({ url: "ws://test/ws?a=1&present=0&cookie=no" });
  assert.equal(streams.now.href, "http://test/api/connection?present=0&cookie=no");
});
