/** The objects of rooms: their events, their methods and their state. */
import assert from "node:assert/strict";
import test from "node:test";

import { inLobby, lose, setUp } from "../support/clients.mjs";
import { joinAnswer, message, settled } from "../support/fakes.mjs";

function listen(room) {
  const heard = [];
  for (const type of ["state", "joined", "message", "edit", "signal", "outbox", "position", "left"]) {
    room.addEventListener(type, ({ detail }) => heard.push([type, detail]));
  }
  return heard;
}

const names = (heard) => heard.map(([type, detail]) => (type === "state" ? detail.state : type));

test("a room is one object, and hears of itself alone", async () => {
  const { client, server } = setUp();
  const [lobby, tea] = [client.room("lobby"), client.room("tea")];
  assert.equal(client.room("lobby"), lobby);
  const [inLobby, inTea] = [listen(lobby), listen(tea)];
  assert.deepEqual([lobby.id, lobby.state, tea.state], ["lobby", "left", "left"]);
  const joined = lobby.join({ limit: 10 });
  assert.equal(lobby.state, "joining");
  await server.now.greet();
  assert.equal(server.now.last("join").limit, 10);
  await server.now.answer("join", joinAnswer({ seq: 1, events: [message(1)] }));
  await joined;
  assert.equal(lobby.state, "joined");
  assert.deepEqual(names(inLobby), ["joining", "joined", "joined", "message", "position"]);
  await server.now.push({ type: "signal", room: "lobby", name: "typing", user: { id: "g.bo", name: "Bo" }, body: {} });
  assert.equal(inLobby.at(-1)[1].name, "typing");
  assert.deepEqual(inTea, []);
  assert.deepEqual(lobby.position, { epoch: "e1", seq: 1 });
});

test("its methods are the client's, for this room", async () => {
  const { client, server } = await inLobby({ seq: 1, events: [message(1)] });
  const room = client.room("lobby");
  assert.equal(room.state, "joined");
  const said = room.say("hello", { data: { a: 1 } });
  const { text, data } = server.now.last("say");
  assert.deepEqual([text, data], ["hello", { a: 1 }]);
  assert.equal(room.outbox.length, 1);
  await server.now.answer("say", { seq: 2, time: 1 });
  assert.equal((await said).seq, 2);
  for (const [call, type, fields] of [
    [() => room.edit(2, "changed"), "edit", { seq: 2, text: "changed" }],
    [() => room.delete(2), "delete", { seq: 2 }],
    [() => room.history({ before: 2 }), "history", { before: 2, limit: 50 }],
    [() => room.search("word"), "search", { text: "word" }],
    [() => room.signal("typing"), "signal", { name: "typing", body: {} }],
    [() => room.seen(2), "seen", { seq: 2 }],
    [() => room.presence(), "presence", {}],
  ]) {
    call().catch(() => {});
    const { type: sent, ref: _, ...rest } = server.now.sent.at(-1);
    assert.deepEqual([sent, rest], [type, { room: "lobby", ...fields }]);
  }
});

test("its state follows the connection, a leave and an error", async () => {
  const all = await inLobby();
  const room = all.client.room("lobby");
  const heard = listen(room);
  await lose(all);
  assert.equal(room.state, "joining");
  await all.server.now.answer("join", joinAnswer());
  assert.equal(room.state, "joined");
  room.leave();
  assert.equal(room.state, "left");
  const again = room.join();
  await all.server.now.refuse("join", "forbidden");
  await assert.rejects(again, ({ code }) => code === "forbidden");
  const states = heard.filter(([type]) => type === "state").map(([, detail]) => detail);
  assert.deepEqual(
    states.map(({ state }) => state),
    ["joining", "joined", "left", "joining", "left"],
  );
  assert.equal(states.at(-1).error.code, "forbidden");
});

test("joined, left and joined again at once is one join", async () => {
  const { client, server, texts } = setUp();
  const room = client.room("lobby");
  room.join().catch(() => {});
  room.leave();
  room.join();
  await server.now.greet();
  await server.now.answer("join", joinAnswer({ seq: 1, events: [message(1)] }));
  await settled();
  assert.equal(server.connections.length, 1);
  assert.deepEqual([room.state, texts()], ["joined", ["m1"]]);
});
