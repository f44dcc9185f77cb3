import { reasonFrom } from "../../store/sanctions.js";

/** The id of the operators of the site. */
const OPERATOR = "o.operator";

/** An end within this time is shown as a countdown. */
const COUNTDOWN_BELOW = 3_600_000;

// Limits that are reached, and other refusals that the code alone does not explain, by the server's message.
const FULL_TEXTS = [
  [/joins at most (\d+) rooms/, "error.full.rooms"],
  [/belong to at most (\d+) rooms/, "error.full.memberships"],
  [/a room has at most (\d+) members/, "error.full.members"],
  [/at most (\d+) people can be ignored/, "error.full.ignored"],
  [/at most (\d+) mutes and bans/, "error.full.sanctions"],
  [/you may not invite this user or write to them/, "error.contact"],
];

/** The text of an error in the person's language; the server's message is shown only where it is the reason. */
export function errorText(language, error) {
  const { code, message = "", until, retryAfter, field, id } = error;
  const full = FULL_TEXTS.map(([pattern, name]) => [pattern.exec(message), name]).find(([found]) => found);
  if (full) {
    return language.t(full[1], { count: Number(full[0][1]) });
  }
  if (code === "internal" && id) {
    return language.t("error.internal.id", { id });
  }
  const values = { message: field && !message.startsWith(`${field}:`) ? `${field}: ${message}` : message };
  if (until != null && language.has(`error.${code}.until`)) {
    const text = language.t(`error.${code}.until`, { until: language.until(until, Date.now()) });
    return withReason(language, text, error);
  }
  if (retryAfter != null && language.has(`error.${code}.wait`)) {
    return language.t(`error.${code}.wait`, { seconds: Math.ceil(retryAfter / 1000) });
  }
  const text = language.has(`error.${code}`) ? language.t(`error.${code}`, values) : message;
  return WITH_REASON.has(code) ? withReason(language, text, error) : text;
}

// Codes whose message may be a moderator's reason.
const WITH_REASON = new Set(["muted", "banned", "kicked", "filtered"]);

/** Why there is no connection (a reason of `unreachable`), and in how many seconds the next attempt is. */
export function unreachableText(language, { reason }, seconds) {
  return language.t(language.has(`connection.${reason}`) ? `connection.${reason}` : "connection.now", { seconds: Math.max(seconds, 0) });
}

/** A problem with an input, `{name, values}`, in the person's language. */
export function problemText(language, { name, values: { error, wait, ...values } = {} }) {
  if (error) {
    return errorText(language, error);
  }
  return language.t(name, wait === undefined ? values : { ...values, wait: language.left(wait) });
}

/**
 * A text with an end: `name.until` tells when, `name.left` how long if that is short; without an end `name`, or `name`
 * with the suffix `otherwise`.
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

/** A text of the page, and why. */
export function reasonAfter(language, text, why) {
  const reason = reasonText(language, why);
  if (!reason) {
    return text;
  }
  return language.t(why.by ? "error.quoted" : "error.with", { text, reason });
}

/** Why: the words of the user `by`, named and quoted, or of the server. */
export function reasonText(language, { reason, by }) {
  if (!reason || !by) {
    return reason;
  }
  const name = by.id === OPERATOR ? language.t("reason.operator") : by.name;
  return language.t("reason.quoted", { name, reason });
}

function withReason(language, text, error) {
  return reasonAfter(language, text, reasonFrom(error));
}
