import assert from "node:assert/strict";
import test from "node:test";

import { Client } from "../web/chatd.js";
import { FakeClock, fakeServer } from "./fakes.mjs";

function setUp({ credentials = { guest: "Ann" }, exclusive } = {}) {
  const clock = new FakeClock();
  const server = fakeServer();
  const { WebSocket } = server;
  const client = new Client({ url: "ws://test/ws", credentials, WebSocket, clock, exclusive });
  return { client, clock, server };
}

test("a token that is unknown becomes a guest of the same name", async () => {
  const asked = [];
  const credentials = ({ refused }) => {
    asked.push(refused);
    return refused ? { guest: "Ann" } : { token: "old" };
  };
  const { client, server } = setUp({ credentials });
  client.connect();
  await server.now.welcome();
  assert.equal(server.now.last("login").token, "old");
  await server.now.refuse("login", "bad_token");
  assert.equal(server.now.last("login").guest, "Ann");
  await server.now.answer("login", { user: { id: "g.new", name: "Ann" }, token: "new", expires: null });
  assert.equal(client.state.state, "online");
  assert.deepEqual(asked, [undefined, "old"]);
});

test("another tab's new token is tried before a new guest is asked for", async () => {
  let token = "old";
  const credentials = ({ refused }) => (token === refused ? { guest: "Ann" } : { token });
  const exclusive = (work) => {
    token = "from another tab";
    return work();
  };
  const { client, server } = setUp({ credentials, exclusive });
  client.connect();
  await server.now.welcome();
  await server.now.refuse("login", "bad_token");
  assert.equal(server.now.last("login").token, "from another tab");
});

test("a refused login ends the attempt and is told", async () => {
  const { client, server, clock } = setUp();
  client.connect();
  await server.now.welcome();
  await server.now.refuse("login", "invalid", { field: "guest" });
  assert.equal(client.state.state, "refused");
  assert.equal(client.state.error.field, "guest");
  await clock.advance(120_000);
  assert.equal(server.connections.length, 1);
});
