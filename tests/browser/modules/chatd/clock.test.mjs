/** The device's clock may be set, and a tab may stand still: waits are as long as they are. */
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";

import { systemClock } from "../../web/chatd/clock.js";
import { inLobby, setUp } from "../support/clients.mjs";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

for (const step of [-40 * DAY, -HOUR, HOUR, 40 * DAY]) {
  test(`a dead connection is noticed in time with the clock set by ${step / HOUR} h`, async () => {
    const all = await inLobby();
    await all.clock.advance(1000);
    all.clock.set += step;
    await all.clock.advance(24_000);
    assert.equal(all.server.now.all("ping").length, 1);
    assert.deepEqual(all.clock.waits, [10_000]);
    await all.clock.advance(10_000);
    assert.equal(all.client.state.state, "waiting");
    assert.equal(all.client.state.until, all.clock.time() + 500);
    all.clock.set -= 2 * step;
    await all.clock.advance(500);
    assert.equal(all.server.connections.length, 2);
  });
}

test("after a freeze it is asked once more before the connection is given up", async () => {
  const all = await inLobby();
  await all.clock.advance(25_000);
  // The tab stands still for an hour: its timer is late, and so is the answer.
  await all.clock.freeze(HOUR);
  assert.equal(all.client.state.state, "online");
  assert.equal(all.server.now.all("ping").length, 2);
  await all.server.now.push({ type: "pong" });
  await all.clock.advance(10_000);
  assert.equal(all.client.state.state, "online");
});

test("a wait of more than 24 days is no wait of none", (t) => {
  t.mock.timers.enable({ apis: ["setTimeout"] });
  const { now } = performance;
  let passed = 0;
  performance.now = () => passed;
  t.after(() => (performance.now = now));
  const pass = (ms) => {
    for (let left = ms; left > 0; left -= DAY) {
      passed += Math.min(left, DAY);
      t.mock.timers.tick(Math.min(left, DAY));
    }
  };
  let done = 0;
  systemClock.after(40 * DAY, () => (done += 1));
  const calm = systemClock.after(30 * DAY, () => (done += 10));
  pass(29 * DAY);
  calm();
  pass(11 * DAY - 1);
  assert.equal(done, 0);
  pass(1);
  assert.equal(done, 1);
});

test("a server that says to come back in forty days is not asked before", async () => {
  const all = setUp();
  all.client.connect();
  await all.server.now.push({ type: "bye", code: 4012, reason: "", retry_after: 40 * DAY });
  await all.server.now.drop(4012);
  await all.clock.advance(39 * DAY);
  assert.equal(all.server.connections.length, 1);
});

test("nothing but the clock looks at the device's time, or sets timers that are long", () => {
  // Days and dates on the screen are of the device's time; what a browser paints or forgets is short.
  // The widget stands alone on pages of others.
  const may = {
    "Date.now": ["chatd/clock.js", "views/message/message.js", "views/room/search.js", "views/moderation/queue_rows.js", "views/kit/error_text.js"],
    "setTimeout(": ["chatd/clock.js", "app/desktop_notifications.js", "app/browser.js", "embed.js"],
    "setInterval(": [],
    "performance.now": ["chatd/clock.js"],
  };
  const root = new URL("../../web/", import.meta.url);
  const files = readdirSync(root, { recursive: true }).filter((name) => name.endsWith(".js") && !name.startsWith("dist"));
  for (const [words, allowed] of Object.entries(may)) {
    const found = files.filter((name) => readFileSync(new URL(name, root), "utf8").includes(words));
    assert.deepEqual(found.filter((name) => !allowed.includes(name)), [], words);
  }
});
