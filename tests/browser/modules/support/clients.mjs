/** A client with a clock, a server that is none, and what it told. */
import { Client } from "../../web/chatd.js";
import { FakeClock, fakeServer, joinAnswer } from "./fakes.mjs";

export function setUp({ credentials = { guest: "Ann" }, random = () => 0.5, exclusive, fetch = null, transports } = {}) {
  const clock = new FakeClock();
  const server = fakeServer();
  let keys = 0;
  const key = () => `key${(keys += 1)}`;
  const { WebSocket } = server;
  const client = new Client({ url: "ws://test/ws", credentials, WebSocket, fetch, clock, random, key, exclusive, transports });
  const heard = [];
  const told = [];
  for (const type of ["message", "edit", "delete"]) {
    client.addEventListener(type, ({ detail }) => heard.push(detail));
  }
  client.addEventListener("joined", ({ detail }) => told.push(detail));
  return { client, clock, server, heard, told, texts: () => heard.map(({ text }) => text) };
}

/** Online in the lobby, which has a head and some events. */
export async function inLobby(answer = {}, options = {}) {
  const all = setUp(options);
  all.client.join("lobby");
  await all.server.now.greet();
  await all.server.now.answer("join", joinAnswer(answer));
  return all;
}

export async function lose({ server, clock }) {
  await server.now.drop();
  await clock.advance(30_000);
  await server.now.greet();
}
