import { reasonFrom } from "../../store/sanctions.js";

/** What ends within this time is counted down. */
const COUNTDOWN_BELOW = 3_600_000;

// What is full, as the server says it; each is told with what one can do.
const FULL_TEXTS = [
  [/joins at most (\d+) rooms/, "error.full.rooms"],
  [/belong to at most (\d+) rooms/, "error.full.memberships"],
  [/a room has at most (\d+) members/, "error.full.members"],
  [/at most (\d+) people can be ignored/, "error.full.ignored"],
  [/at most (\d+) mutes and bans/, "error.full.sanctions"],
];

/** A refusal in the person's language; the server's own words are shown only where they are the reason. */
export function errorText(language, error) {
  const { code, message = "", until, retryAfter, field } = error;
  const full = FULL_TEXTS.map(([pattern, name]) => [pattern.exec(message), name]).find(([found]) => found);
  if (full) {
    return language.t(full[1], { count: Number(full[0][1]) });
  }
  const values = { message: field && !message.startsWith(`${field}:`) ? `${field}: ${message}` : message };
  if (until != null && language.has(`error.${code}.until`)) {
    const text = language.t(`error.${code}.until`, { until: language.until(until, Date.now()) });
    return withReason(language, text, code, message);
  }
  if (retryAfter != null && language.has(`error.${code}.wait`)) {
    return language.t(`error.${code}.wait`, { seconds: Math.ceil(retryAfter / 1000) });
  }
  const text = language.has(`error.${code}`) ? language.t(`error.${code}`, values) : message;
  return WITH_REASON.has(code) ? withReason(language, text, code, message) : text;
}

// Somebody may have said why.
const WITH_REASON = new Set(["muted", "banned", "kicked", "filtered"]);

/** Why there is no connection, one of the reasons of `unreachable`; in so many seconds it is tried again. */
export function unreachableText(language, { reason }, seconds) {
  return language.t(language.has(`link.${reason}`) ? `link.${reason}` : "link.now", { seconds: Math.max(seconds, 0) });
}

/** What is wrong with something that was typed, `{name, values}`, in the person's language. */
export function problemText(language, { name, values: { error, wait, ...values } = {} }) {
  if (error) {
    return errorText(language, error);
  }
  return language.t(name, wait === undefined ? values : { ...values, wait: language.left(wait) });
}

/**
 * The text `name` with the end of something: `name.until` says when, `name.left` how long if that is short, and
 * `name`, or `name.ever` as `otherwise` says, that there is no end.
 */
export function untilText(language, name, until, now, otherwise = "") {
  if (until === null) {
    return language.t(otherwise ? `${name}.${otherwise}` : name);
  }
  const left = until - now;
  return left < COUNTDOWN_BELOW
    ? language.t(`${name}.left`, { left: language.left(Math.max(left, 1000)) })
    : language.t(`${name}.until`, { until: language.until(until, now) });
}

function withReason(language, text, code, message = "") {
  const reason = reasonFrom(message, code);
  return reason ? language.t("error.with", { text, reason }) : text;
}
