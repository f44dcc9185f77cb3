/** The operator's figures, from snapshots. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { FIGURES, addSnapshot, linePoints, quantile, rates } from "../../web/store/site_figures.js";

const durations = (...counts) => ({ bounds: [0.1, 0.5, 1], counts, total: 0 });
const snapshot = (uptime, more = {}) => ({
  uptime,
  messages: 0,
  refusals: [],
  reactor_delay: durations(0, 0, 0, 0),
  commit: durations(0, 0, 0, 0),
  delivery: durations(0, 0, 0, 0),
  ...more,
});
const seriesOf = (name, history) => FIGURES.find((figure) => figure.name === name).series(history);

test("a snapshot that is known already is not added again", () => {
  const history = addSnapshot([], snapshot(1));
  assert.equal(addSnapshot(history, snapshot(1)), history);
  assert.equal(addSnapshot(history, snapshot(3)).length, 2);
});

test("only the last five minutes are kept", () => {
  let history = [];
  for (let second = 0; second < 1000; second += 2) {
    history = addSnapshot(history, snapshot(second));
  }
  assert.deepEqual([history.length, history.at(-1).uptime], [150, 998]);
});

test("a restart begins a new history", () => {
  assert.deepEqual(addSnapshot([snapshot(500)], snapshot(2)), [snapshot(2)]);
});

test("a counter is shown as what came in a second", () => {
  const history = [snapshot(10, { messages: 5 }), snapshot(12, { messages: 25 }), snapshot(14, { messages: 25 })];
  assert.deepEqual(rates(history, ({ messages }) => messages), [10, 0]);
  assert.deepEqual(seriesOf("messages", history), [10, 0]);
});

test("refusals of all kinds are added up", () => {
  const refused = (...times) => ({ refusals: times.map((one) => ({ door: "http", code: "429", times: one })) });
  assert.deepEqual(seriesOf("refusals", [snapshot(0, refused(1)), snapshot(2, refused(5, 2))]), [3]);
});

test("a quantile is of the durations between two snapshots alone", () => {
  assert.equal(quantile(durations(0, 0, 0, 0), durations(0, 0, 0, 0), 0.99), 0);
  assert.equal(quantile(durations(0, 50, 0, 0), durations(99, 50, 1, 0), 0.99), 0.1);
  assert.equal(quantile(durations(0, 0, 0, 0), durations(98, 0, 2, 0), 0.99), 1);
  // Longer than every bound: the last one is what is known.
  assert.equal(quantile(durations(0, 0, 0, 0), durations(0, 0, 0, 3), 0.5), 1);
});

test("a blocked reactor and a slow disk need attention", () => {
  for (const name of ["reactor_delay", "commit"]) {
    const figure = FIGURES.find((one) => one.name === name);
    const [value] = figure.series([snapshot(0), snapshot(2, { [name]: durations(10, 0, 5, 0) })]);
    assert.ok(value >= figure.high, name);
  }
});

test("a line ends at the right edge, and its highest value at the upper one", () => {
  const points = linePoints([1, 4, 2], 4, 30, 10);
  assert.deepEqual(points, [[28, 7.5], [29, 0], [30, 5]]);
  assert.deepEqual(linePoints([0, 0], 0, 30, 10), [[29, 10], [30, 10]]);
  assert.deepEqual(linePoints([], 0, 30, 10), []);
});
