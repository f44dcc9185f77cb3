/**
 * The figures of the operator's page, made from snapshots of the server. Pure functions.
 */

/** So many snapshots are kept: five minutes of them. */
const SNAPSHOTS_KEPT = 150;

/** A line begins with the width of a minute. */
const SHOWN_LEAST = 30;

/** The history with one more snapshot. It begins anew after a restart; a snapshot that is known is not added again. */
export function addSnapshot(history, snapshot) {
  const last = history.at(-1);
  if (last && snapshot.uptime < last.uptime) {
    return [snapshot];
  }
  return last && snapshot.uptime === last.uptime ? history : [...history, snapshot].slice(-SNAPSHOTS_KEPT);
}

/**
 * The figures in the order in which they are shown. `unit` is `count`, `rate`, `bytes`, `byte_rate`, `seconds` or
 * `percent`; `series` makes the values from the history; a value from `high` on needs attention.
 */
export const FIGURES = Object.freeze([
  level("connections"),
  level("users"),
  level("open_rooms"),
  rate("messages"),
  rate("deliveries"),
  rate("bytes_sent", "byte_rate"),
  rate("accepted"),
  level("handshakes"),
  { name: "refusals", unit: "rate", series: (history) => rates(history, allRefusals) },
  slowest("reactor_delay", 0.25),
  slowest("commit", 0.25),
  slowest("delivery", 1),
  level("queue", "count", 1000),
  level("slow_readers", "count", 50),
  level("waiting_bytes", "bytes"),
  { name: "cpu", unit: "percent", high: 0.9, series: (history) => rates(history, ({ cpu }) => cpu) },
  level("memory", "bytes"),
  level("disk_used", "bytes"),
]);

function level(name, unit = "count", high = Infinity) {
  return { name, unit, high, series: (history) => history.map((one) => one[name] ?? 0) };
}

function rate(name, unit = "rate") {
  return { name, unit, high: Infinity, series: (history) => rates(history, (one) => one[name]) };
}

function slowest(name, high) {
  const series = (history) => history.slice(1).map((one, place) => quantile(history[place][name], one[name], 0.99));
  return { name, unit: "seconds", high, series };
}

/** By how much a counter grew in a second, between each two snapshots that follow each other. */
export function rates(history, read) {
  return history.slice(1).map((one, place) => {
    const before = history[place];
    return (read(one) - read(before)) / (one.uptime - before.uptime);
  });
}

function allRefusals({ refusals }) {
  return refusals.reduce((sum, { times }) => sum + times, 0);
}

/**
 * The duration in seconds that `part` of those between two snapshots did not exceed, as the upper bound of a class; 0
 * if there were none.
 */
export function quantile(before, after, part) {
  const counts = after.counts.map((count, place) => count - before.counts[place]);
  const all = counts.reduce((sum, count) => sum + count, 0);
  if (all <= 0) {
    return 0;
  }
  let seen = 0;
  const place = counts.findIndex((count) => (seen += count) >= part * all);
  return after.bounds[Math.min(place, after.bounds.length - 1)];
}

/** The points of a line through `values`, for a drawing of that size, from `0` at its lower edge to `most`. */
export function linePoints(values, most, width, height) {
  const step = width / Math.max(SHOWN_LEAST, values.length - 1);
  const begin = width - step * (values.length - 1);
  return values.map((value, place) => {
    const high = most > 0 ? height - (Math.min(value, most) / most) * height : height;
    return [round(begin + step * place), round(high)];
  });
}

function round(number) {
  return Math.round(number * 100) / 100;
}
