import assert from "node:assert/strict";
import { test } from "node:test";

import { DrawScheduler } from "../../web/views/kit/draw_scheduler.js";
import { FakeClock } from "../support/fakes.mjs";

const FRAME = 16;

/** A page whose drawings take so many milliseconds; `drawn` are the times and the ways of all drawings. */
function setUp({ takes = 0, remains = () => false } = {}) {
  const clock = new FakeClock();
  const start = clock.now();
  const drawn = [];
  const browser = {
    visible: true,
    // Hidden pages get no frames.
    nextFrame: (action) => (browser.visible ? clock.after(FRAME, () => browser.visible && action()) : clock.after(0, action)),
  };
  const draw = ({ inParts }) => {
    drawn.push({ at: clock.now() - start, inParts });
    const rest = remains();
    clock.freeze(takes);
    return rest;
  };
  return { clock, browser, drawn, scheduler: new DrawScheduler({ clock, browser, draw }) };
}

const times = (drawn) => drawn.map(({ at }) => at);

test("changes of one frame are drawn once", async () => {
  const { clock, drawn, scheduler } = setUp();
  scheduler.request({ urgent: false });
  scheduler.request({ urgent: true });
  scheduler.request({ urgent: false });
  await clock.advance(1000);
  assert.deepEqual(times(drawn), [FRAME]);
});

test("what others do is drawn after a pause, what the person does is not", async () => {
  const { clock, drawn, scheduler } = setUp({ takes: 40 });
  scheduler.request({ urgent: false });
  await clock.advance(FRAME + 40);
  scheduler.request({ urgent: false });
  await clock.advance(6 * 40 - 1);
  assert.equal(drawn.length, 1);
  await clock.advance(1 + FRAME);
  assert.equal(drawn.length, 2);
  await clock.advance(40);
  scheduler.request({ urgent: false });
  scheduler.request({ urgent: true });
  await clock.advance(FRAME);
  assert.equal(drawn.length, 3);
});

test("a key is painted before what others did", async () => {
  const { clock, drawn, scheduler } = setUp();
  scheduler.request({ urgent: false });
  await clock.advance(FRAME - 1);
  scheduler.keyPressed();
  await clock.advance(FRAME);
  assert.equal(drawn.length, 0);
  await clock.advance(FRAME);
  assert.equal(drawn.length, 1);
});

test("a drawing that becomes due between two keys starts when the second is painted", async () => {
  const { clock, drawn, scheduler } = setUp();
  scheduler.keyPressed();
  await clock.advance(60);
  scheduler.request({ urgent: false });
  await clock.advance(60);
  assert.equal(drawn.length, 0);
  scheduler.keyPressed();
  await clock.advance(2 * FRAME);
  assert.deepEqual(times(drawn), [120 + 2 * FRAME]);
});

test("a drawing does not wait long for a key that does not come", async () => {
  const { clock, drawn, scheduler } = setUp();
  scheduler.keyPressed();
  await clock.advance(60);
  scheduler.request({ urgent: false });
  await clock.advance(1000);
  assert.deepEqual(times(drawn), [150 + FRAME]);
});

test("keys without end do not hold up what others do", async () => {
  const { clock, drawn, scheduler } = setUp();
  for (let at = 0; at < 3000; at += 10) {
    scheduler.request({ urgent: false });
    scheduler.keyPressed();
    await clock.advance(10);
  }
  const all = times(drawn);
  assert.ok(all.length >= 2, all);
  assert.ok(all.every((at, index) => at - (all[index - 1] ?? 0) <= 1000 + 4 * FRAME), all);
});

test("it is drawn in parts while somebody types, until nothing remains", async () => {
  let waiting = 3;
  const { clock, drawn, scheduler } = setUp({ takes: 10, remains: () => (waiting -= 1) > 0 });
  scheduler.keyPressed();
  await clock.advance(100);
  scheduler.request({ urgent: false });
  await clock.advance(5000);
  assert.deepEqual(drawn.map(({ inParts }) => inParts), [true, true, true]);
  // The parts follow each other sooner than drawings do.
  const [first, second, third] = times(drawn);
  assert.ok(second - first < 50 && third - second < 50, times(drawn));
});

test("what the person does is drawn whole while they type", async () => {
  const { clock, drawn, scheduler } = setUp();
  scheduler.keyPressed();
  scheduler.request({ urgent: true });
  await clock.advance(FRAME);
  assert.deepEqual(drawn.map(({ inParts }) => inParts), [false]);
});

test("it is drawn whole when nobody types", async () => {
  const { clock, drawn, scheduler } = setUp();
  scheduler.keyPressed();
  await clock.advance(1000);
  scheduler.request({ urgent: false });
  await clock.advance(1000);
  assert.deepEqual(drawn.map(({ inParts }) => inParts), [false]);
});

test("a page that was hidden right after a key is drawn", async () => {
  const { clock, browser, drawn, scheduler } = setUp();
  scheduler.keyPressed();
  browser.visible = false;
  scheduler.visibilityChanged();
  await clock.advance(100);
  assert.equal(drawn.length, 1);
  scheduler.request({ urgent: false });
  await clock.advance(1000);
  assert.equal(drawn.length, 2);
});
