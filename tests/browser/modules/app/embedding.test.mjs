/** What the page in a frame takes from the page around it, and tells it. */
import assert from "node:assert/strict";
import test from "node:test";

import { Embedding } from "../../web/app/embedding.js";
import { FakeClock, settled } from "../support/fakes.mjs";

const HOST = "https://www.example.org";

function setUp({ search = "?room=tea", ancestors = [HOST], problem = null } = {}) {
  const window = new EventTarget();
  const told = [];
  window.parent = { postMessage: (message, origin) => told.push({ message, origin }) };
  const clock = new FakeClock();
  const embedding = new Embedding({ window, clock, search, ancestors, problem });
  const say = (data, { origin = HOST, source = window.parent } = {}) =>
    window.dispatchEvent(Object.assign(new Event("message"), { data, origin, source }));
  const hello = (address = `${HOST}/page?x=1#part`, from = {}) => say({ chatd: "hello", address }, from);
  return { window, told, clock, embedding, say, hello };
}

test("what the query wants, or the default of what it must not", () => {
  const { embedding } = setUp({ search: "?room=tea&theme=dark&mode=read-only&token=1" });
  assert.deepEqual(
    [embedding.room, embedding.theme, embedding.mode, embedding.hasTokens, embedding.readOnly],
    ["tea", "dark", "read-only", true, true],
  );
  const other = setUp({ search: "?theme=pink&mode=x&token=yes" }).embedding;
  assert.deepEqual([other.room, other.theme, other.mode, other.hasTokens, other.readOnly], ["lobby", "auto", "full", false, false]);
});

test("the first message says nothing, all others go to the page around it alone", async () => {
  const { told, embedding, hello } = setUp({ problem: "a problem" });
  assert.deepEqual(told, [{ message: { chatd: "ready" }, origin: "*" }]);
  embedding.tellUnread({ unread: 1, mentions: 0, online: 2 });
  await settled();
  assert.equal(told.length, 1);
  hello();
  await settled();
  assert.deepEqual(told[1], { message: { chatd: "problem", text: "a problem" }, origin: HOST });
  embedding.tellUnread({ unread: 1, mentions: 0, online: 2 });
  embedding.tellUnread({ unread: 1, mentions: 0, online: 2 });
  assert.deepEqual(told.slice(2), [{ message: { chatd: "unread", room: "tea", unread: 1, mentions: 0, online: 2 }, origin: HOST }]);
});

test("a room that cannot be one is named in the console of the page around it", async () => {
  const { told, embedding, hello } = setUp({ search: `?room=${encodeURIComponent('"><img src=x>')}` });
  assert.equal(embedding.room, null);
  hello();
  await settled();
  assert.match(told[1].message.text, /^data-room: .*cannot be the name of a room$/);
});

test("other windows and other origins are not heard", async () => {
  const { window, told, embedding, hello } = setUp();
  hello(`${HOST}/a`, { source: {} });
  hello(`${HOST}/a`, { source: window });
  hello("https://evil.example/a", { origin: "https://evil.example" });
  hello(`${HOST}.evil.example/a`, { origin: `${HOST}.evil.example` });
  await settled();
  assert.equal(embedding.hostAddress, "");
  embedding.tellUnread({ unread: 1, mentions: 0, online: 2 });
  assert.equal(told.length, 1);
});

test("origins are allowed one by one, below a domain, or all", async () => {
  const allows = (ancestors, origin) => {
    const { embedding, hello } = setUp({ ancestors });
    hello(`${origin}/page`, { origin });
    return embedding.hostAddress === `${origin}/page`;
  };
  assert.equal(allows(["https://*.example.org"], "https://a.example.org"), true);
  assert.equal(allows(["https://*.example.org"], "https://a.b.example.org"), true);
  assert.equal(allows(["https://*.example.org"], "http://a.example.org"), false);
  assert.equal(allows(["https://*.example.org"], "https://evilexample.org"), false);
  assert.equal(allows(["https://*.example.org"], "https://example.org"), false);
  assert.equal(allows(["*"], "http://any.example"), true);
  assert.equal(allows([], HOST), false);
});

test("the address of the page around it is without its fragment, and of its own origin", () => {
  const { embedding, hello } = setUp();
  hello();
  assert.equal(embedding.hostAddress, `${HOST}/page?x=1`);
  hello("https://evil.example/phish");
  assert.equal(embedding.hostAddress, HOST);
});

test("each question for a token has its own answer", async () => {
  const { told, embedding, say, hello } = setUp();
  const first = embedding.token();
  hello();
  await settled();
  const second = embedding.token();
  const third = embedding.token();
  await settled();
  const asked = told.filter(({ message }) => message.chatd === "token");
  assert.deepEqual(asked.map(({ message }) => message.id), [1, 2, 3]);
  assert.ok(asked.every(({ origin }) => origin === HOST));
  say({ chatd: "token", id: 2, error: "x".repeat(1000) });
  say({ chatd: "token", id: 3, token: { no: "string" } });
  say({ chatd: "token", id: 9, token: "unasked" });
  say({ chatd: "token", id: 1, token: "evil" }, { origin: "https://evil.example" });
  say({ chatd: "token", id: 1, token: "a.b.c" });
  assert.equal(await first, "a.b.c");
  await assert.rejects(second, ({ message }) => message.length === 300);
  assert.equal(await third, null);
});

test("a page around it that does not answer is named", async () => {
  const { clock, embedding, hello } = setUp();
  hello();
  const token = embedding.token();
  await settled();
  await Promise.all([assert.rejects(token, /data-token-url: the page around the chat has not answered/), clock.advance(20_000)]);
});
