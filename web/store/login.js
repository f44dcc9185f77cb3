/**
 * How a person comes in.  All pure; every function takes a door and gives a new one.
 *
 * `mode` is the way that is shown, one of `guest`, `signIn`, `register` and `reset`, or null while the `site` is not
 * known.  `link` is what brought the person here, `{kind, token}` with a kind of `invitation` or `reset`.  `busy` while
 * something was asked for; `doubt` is what was wrong with it, `{field, name, values}` of a text, `field` null where it is
 * about the whole; `note` is a text to begin with.
 */
export const closedDoor = Object.freeze({ mode: null, site: null, link: null, busy: false, doubt: null, note: null });

/** The ways in that there are, in the order they are shown. */
export function ways({ site, link }) {
  if (site === null || link?.kind === "reset") {
    return [];
  }
  const invited = site.registration === "invitation" && link?.kind === "invitation";
  return [
    site.guests && "guest",
    site.accounts && "signIn",
    site.accounts && (site.registration === "open" || invited) && "register",
  ].filter(Boolean);
}

/** The site is known.  Whoever had an account on this device is asked to sign in first. */
export function sited(door, { site, known }) {
  return settled({ ...door, site, doubt: null }, known);
}

/** The person came by a link; null when it is used up. */
export function linked(door, { link, known }) {
  return settled({ ...door, link, mode: null, doubt: null }, known);
}

/** Another way is shown; with `note`, a text `{name, values}` that stands above it. */
export function turned(door, { mode, note = null }) {
  return { ...door, mode: ways(door).includes(mode) ? mode : door.mode, doubt: null, note };
}

/** Something was asked for, or has been answered. */
export function underWay(door, { busy, doubt = null }) {
  return { ...door, busy, doubt, note: busy ? null : door.note };
}

function settled(door, known) {
  if (door.link?.kind === "reset") {
    return { ...door, mode: "reset" };
  }
  const all = ways(door);
  const wished = door.link?.kind === "invitation" ? "register" : known ? "signIn" : null;
  const mode = [door.mode, wished].find((one) => all.includes(one)) ?? all[0] ?? null;
  return { ...door, mode };
}

/** What is wrong with what was typed, before it is sent; null if nothing is. */
export function doubtIn(mode, { name, password }, { limit = 32, least = 8 } = {}) {
  const fresh = mode === "register" || mode === "reset";
  if (mode !== "reset" && name === "") {
    return { field: "name", name: "name.empty" };
  }
  if (mode !== "reset" && mode !== "signIn" && [...name].length > limit) {
    return { field: "name", name: "name.long", values: { limit } };
  }
  if (mode !== "guest" && password === "") {
    return { field: "password", name: "password.empty" };
  }
  if (fresh && bytes(password) < least) {
    return { field: "password", name: "password.short", values: { least } };
  }
  return mode !== "guest" && bytes(password) > MOST ? { field: "password", name: "password.long" } : null;
}

const MOST = 1024;

function bytes(text) {
  return new TextEncoder().encode(text).length;
}

/** A refusal as a doubt: which field it is about, and the text that says it. */
export function doubtOf(mode, error) {
  const { code, message, retryAfter } = error;
  const field = FIELDS[error.field] ?? null;
  if (FOREIGN.test(error.field ?? "")) {
    return { field: null, name: "gate.foreign", values: { message: plain(message) } };
  }
  const special = WORDS[mode]?.[`${code}.${field}`] ?? WORDS[mode]?.[code];
  if (special) {
    const [at, name] = special;
    return { field: at, name, values: { message: plain(message) } };
  }
  if (code === "invalid" && field) {
    return { field, name: "field.invalid", values: { message: plain(message) } };
  }
  if (code === "rate_limited" && retryAfter != null) {
    return { field: null, name: "gate.wait", values: { wait: retryAfter } };
  }
  const name = code === "offline" ? "gate.unreached" : code === "unavailable" ? "gate.full" : `error.${code}`;
  return { field: null, name, values: { error } };
}

const FIELDS = { name: "name", login: "login", guest: "name", password: "password", new: "password", old: "old" };
const FOREIGN = /^(origin|sec-fetch-site)$/;
const NAMES = {
  "conflict.name": ["name", "name.taken"],
  "invalid.name": ["name", "name.unfit"],
};
const WORDS = {
  guest: { ...NAMES, login_required: [null, "gate.members"] },
  signIn: { bad_token: ["password", "password.wrong"], forbidden: [null, "gate.disabled"] },
  register: { ...NAMES, bad_token: [null, "gate.invitation.over"], forbidden: [null, "gate.closed"] },
  reset: { bad_token: [null, "gate.link.over"] },
  password: { "bad_token.old": ["old", "password.not"] },
  remove: { bad_token: ["password", "password.not"] },
  rename: NAMES,
  login: {
    "conflict.login": ["login", "name.taken"],
    "invalid.login": ["login", "name.unfit"],
    bad_token: ["password", "password.not"],
  },
};

// The server names the field first; on the page the words stand beside it.
function plain(message = "") {
  return message.replace(/^[a-z_]+: /, "");
}
