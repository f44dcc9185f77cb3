import assert from "node:assert/strict";
import test from "node:test";

import { Client } from "../../web/chatd.js";
import { FakeClock, fakeServer, joinAnswer } from "../support/fakes.mjs";

const ANN = { id: "a.ann", name: "Ann" };
const ACCOUNT = { kind: "account", admin: false, can: ["create_room"], expires: 2_000_000 };

function setUp({ credentials = { guest: "Ann" }, exclusive } = {}) {
  const clock = new FakeClock();
  const server = fakeServer();
  const { WebSocket } = server;
  const client = new Client({ url: "ws://test/ws", fetch: null, credentials, WebSocket, clock, exclusive, random: () => 0.5 });
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

test("the first room is asked for behind the login, without waiting for its answer", async () => {
  const { client, server } = setUp();
  const joined = [];
  client.addEventListener("joined", ({ detail }) => joined.push(detail.room));
  client.join("lobby");
  client.join("other");
  await server.now.welcome();
  assert.deepEqual(server.now.sent.map(({ type, room }) => [type, room]), [["login", undefined], ["join", "lobby"]]);
  await server.now.answer("login", { user: ANN, token: "t", expires: null });
  await server.now.answer("join", joinAnswer({ room: "lobby" }));
  assert.deepEqual(joined, ["lobby"]);
  assert.deepEqual(server.now.all("join").map(({ room }) => room), ["lobby", "other"]);
});

test("a room that was asked for behind a login that is refused is asked for again", async () => {
  const { client, server } = setUp({ credentials: ({ refused }) => (refused ? { guest: "Ann" } : { token: "old" }) });
  const lost = [];
  client.addEventListener("left", ({ detail }) => lost.push(detail));
  client.join("lobby");
  await server.now.welcome();
  await server.now.refuse("login", "bad_token");
  await server.now.refuse("join", "login_required");
  assert.equal(server.now.all("join").length, 1);
  await server.now.answer("login", { user: ANN, token: "new", expires: null });
  await server.now.answer("join", joinAnswer({ room: "lobby" }));
  assert.deepEqual([server.now.all("join").length, lost, client.position("lobby") !== undefined], [2, [], true]);
});

test("a room that is left while it is asked for behind the login is left there, too", async () => {
  const { client, server } = setUp();
  client.join("lobby").catch(() => {});
  await server.now.welcome();
  client.leave("lobby");
  await server.now.answer("login", { user: ANN, token: "t", expires: null });
  await server.now.answer("join", joinAnswer({ room: "lobby" }));
  assert.equal(server.now.last("leave").room, "lobby");
});

test("another tab's new token is tried before a new guest is asked for", async () => {
  let token = "old";
  const credentials = ({ refused }) => (token === refused ? { guest: "Ann" } : { token });
  const exclusive = (work) => {
    token = "from-another-tab";
    return work();
  };
  const { client, server } = setUp({ credentials, exclusive });
  client.connect();
  await server.now.welcome();
  await server.now.refuse("login", "bad_token");
  assert.equal(server.now.last("login").token, "from-another-tab");
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

test("whoever comes with a cookie does not log in, and is told who that is", async () => {
  const { client, server } = setUp({ credentials: null });
  const logins = [];
  client.addEventListener("login", ({ detail }) => logins.push(detail));
  client.join("lobby");
  await server.now.welcome({ user: ANN, account: ACCOUNT });
  assert.deepEqual(
    server.now.sent.map(({ type }) => type),
    ["join"],
  );
  assert.deepEqual(logins, [{ user: ANN, token: undefined, expires: 2_000_000, account: ACCOUNT }]);
  assert.deepEqual([client.user, client.account.kind], [ANN, "account"]);
});

test("whoever has neither a cookie nor credentials is refused and does not come back by itself", async () => {
  for (const credentials of [null, {}, () => null]) {
    const { client, server, clock } = setUp({ credentials });
    client.connect();
    await server.now.welcome();
    assert.equal(client.state.state, "refused");
    assert.equal(client.state.error.code, "login_required");
    await clock.advance(120_000);
    assert.deepEqual([server.connections.length, server.now.sent], [1, []]);
  }
});

test("a token that runs out is renewed on the same connection", async () => {
  const asked = [];
  let token = "first";
  const credentials = (how) => {
    asked.push(how);
    return { token };
  };
  const { client, server } = setUp({ credentials });
  const ends = [];
  client.addEventListener("login", ({ detail }) => ends.push(detail.expires));
  client.connect();
  await server.now.welcome();
  await server.now.answer("login", { user: ANN, expires: 1, account: ACCOUNT });
  token = "second";
  await server.now.push({ type: "expiring", expires: 1 });
  assert.equal(server.now.last("login").token, "second");
  await server.now.answer("login", { user: ANN, expires: 2, account: ACCOUNT });
  assert.deepEqual([ends, asked, client.state.state], [[1, 2], [{}, { expiring: true }], "online"]);
});

test("what cannot be renewed ends, and the next connection asks anew", async () => {
  const given = [{ token: "first" }, null, { token: "second" }];
  const { client, server, clock } = setUp({ credentials: () => given.shift() });
  client.connect();
  await server.now.welcome();
  await server.now.answer("login", { user: ANN, expires: 1 });
  await server.now.push({ type: "expiring", expires: 1 });
  assert.equal(server.now.all("login").length, 1);
  await server.now.push({ type: "bye", code: 4002, reason: "expired" });
  await server.now.drop(4002);
  assert.equal(client.state.state, "waiting");
  await clock.advance(1000);
  await server.now.welcome();
  assert.equal(server.now.last("login").token, "second");
});

test("a renewal that is refused leaves the connection as it is", async () => {
  const { client, server } = setUp({ credentials: () => ({ token: "same" }) });
  client.connect();
  await server.now.welcome();
  await server.now.answer("login", { user: ANN, expires: 1 });
  await server.now.push({ type: "expiring", expires: 1 });
  await server.now.refuse("login", "expired");
  assert.equal(client.state.state, "online");
});

test("credentials that cannot be had just now are asked for again", async () => {
  let down = true;
  const credentials = async () => {
    if (down) {
      throw new TypeError("fetch failed");
    }
    return { token: "t" };
  };
  const { client, server, clock } = setUp({ credentials });
  client.connect();
  await server.now.welcome();
  assert.equal(client.state.state, "waiting");
  down = false;
  await clock.advance(1000);
  await server.now.welcome();
  assert.equal(server.now.last("login").token, "t");
});

test("a change of name or rights is known and told", async () => {
  const { client, server } = setUp({ credentials: null });
  const told = [];
  client.addEventListener("me", ({ detail }) => told.push(detail.user.name));
  client.connect();
  await server.now.welcome({ user: ANN, account: ACCOUNT });
  await server.now.push({ type: "me", user: { id: "a.ann", name: "Anna" }, account: { ...ACCOUNT, admin: true } });
  assert.deepEqual([told, client.user.name, client.account.admin], [["Anna"], "Anna", true]);
});

test("a ban from the site is told with its end and reason before the connection ends for good", async () => {
  const { client, server } = setUp({ credentials: null });
  const told = [];
  client.addEventListener("sanction", ({ detail }) => told.push(detail));
  client.join("lobby");
  await server.now.welcome({ user: ANN, account: ACCOUNT });
  await server.now.push(
    { type: "sanction", room: null, action: "ban", until: 5, reason: "spam" },
    { type: "bye", code: 4503, reason: "banned" },
  );
  await server.now.drop(4503);
  assert.deepEqual([told[0].until, told[0].reason, client.state.state], [5, "spam", "ended"]);
});

test("what is no token is asked for again, and a line break after one does no harm", async () => {
  const given = ["<!doctype html>\n<title>500</title>", " ", "t.o.k.e.n\n"];
  const { client, clock, server } = setUp({ credentials: () => ({ token: given.shift() }) });
  client.connect();
  await server.now.welcome();
  assert.equal(client.state.state, "waiting");
  assert.match(client.state.reason, /begins with "<!doctype html>/);
  for (let tries = 0; tries < 2; tries += 1) {
    await clock.advance(30_000);
    await server.now.welcome();
  }
  assert.equal(server.now.last("login").token, "t.o.k.e.n");
  const fixed = setUp({ credentials: { token: "no token" } });
  fixed.client.connect();
  await fixed.server.now.welcome();
  assert.deepEqual([fixed.client.state.state, fixed.client.state.error.code], ["refused", "bad_token"]);
});
