/** What the page does when the browser says that it is offline, or comes back. */
import assert from "node:assert/strict";
import test from "node:test";

import { NetworkMonitor } from "../../web/app/network.js";
import { Store } from "../../web/store/store.js";
import { settled } from "../support/fakes.mjs";

class FakeClient extends EventTarget {
  checks = [];

  check() {
    return new Promise((resolve) => this.checks.push(resolve));
  }

  become(state) {
    this.dispatchEvent(new CustomEvent("state", { detail: { state } }));
  }
}

function setUp({ online = true } = {}) {
  const client = new FakeClient();
  const store = new Store();
  const browser = Object.assign(new EventTarget(), { online });
  let again = 0;
  new NetworkMonitor({ client, store, browser, retry: () => (again += 1) });
  const say = (type, now) => {
    browser.online = now;
    browser.dispatchEvent(new Event(type));
  };
  return { client, store, say, offline: () => store.state.offline, again: () => again };
}

test("offline is shown at once, and taken back when the server answers", async () => {
  const { client, offline, say } = setUp();
  say("network", false);
  assert.equal(offline(), true);
  assert.equal(client.checks.length, 1);
  client.checks[0](true);
  await settled();
  assert.equal(offline(), false);
});

test("offline stays until the browser or the connection says otherwise", async () => {
  const { client, offline, say } = setUp();
  say("network", false);
  client.checks[0](false);
  await settled();
  assert.equal(offline(), true);
  client.become("waiting");
  assert.equal(offline(), true);
  client.become("online");
  assert.equal(offline(), false);
  say("network", false);
  say("network", true);
  assert.equal(offline(), false);
});

test("an answer to an earlier question does not count", async () => {
  const { client, offline, say } = setUp();
  say("network", true);
  say("network", false);
  client.checks[0](true);
  await settled();
  assert.equal(offline(), true);
});

test("a page that comes back asks at once, and tries again what has failed", () => {
  const { again, client, say } = setUp();
  say("back", true);
  assert.equal(client.checks.length, 1);
  assert.equal(again(), 1);
});

test("a page that opens offline says so", () => {
  assert.equal(setUp({ online: false }).offline(), true);
});
