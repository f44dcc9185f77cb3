/** What a function for credentials does wrong, and what the client says of it. */
import assert from "node:assert/strict";
import test from "node:test";

import { setUp } from "../support/clients.mjs";
import { settled } from "../support/fakes.mjs";

async function waitingAfter(credentials) {
  const all = setUp({ credentials });
  all.client.connect();
  await all.server.now.welcome();
  return all;
}

for (const [what, credentials, words] of [
  ["throws", () => JSON.parse("<!doctype html>"), /JSON/],
  ["rejects", () => Promise.reject(new TypeError("Failed to fetch")), /Failed to fetch/],
  ["rejects with nothing", () => Promise.reject(), /undefined/],
  ["cannot use the storage", () => { throw new DOMException("Access is denied", "SecurityError"); }, /denied/],
  ["gives an error page", async () => ({ token: "<!doctype html><title>500</title>" }), /begins with "<!doctype html><tit/],
]) {
  test(`a function that ${what} is named, and asked again`, async () => {
    const { client, clock, server } = await waitingAfter(credentials);
    const { state, error, wait } = client.state;
    assert.equal(state, "waiting");
    assert.equal(error.code, "credentials_failed");
    assert.match(error.message, words);
    await clock.advance(wait);
    assert.equal(server.connections.length, 2);
    assert.equal(client.state.error, undefined);
  });
}

test("a function that hangs is named", async () => {
  const { client, clock } = await waitingAfter(() => new Promise(() => {}));
  await clock.advance(8000);
  assert.deepEqual([client.state.state, client.state.error?.code], ["waiting", "credentials_failed"]);
  assert.match(client.state.error.message, /has not answered for 8 seconds/);
});

test("a late answer is not used any more", async () => {
  let answer;
  const { client, clock, server } = await waitingAfter(() => new Promise((resolve) => (answer = resolve)));
  await clock.advance(8000);
  answer({ guest: "Ann" });
  await settled();
  assert.equal(server.now.all("login").length, 0);
  assert.equal(client.state.state, "waiting");
});
