/**
 * State of the login page. Pure functions; those that take a `loginForm` return a new one.
 *
 * `mode` is the form that is shown: `guest`, `signIn`, `register` or `reset`; null until `site`, the server's answer,
 * is known. `link` is the link that the person opened, `{kind, token}` with a kind of `invitation` or `reset`. `busy`
 * while a request runs; `problem` is what was wrong with the input, `{field, name, values}`: the field (null for the
 * whole form) and a text; `note` is a text above the form.
 */
export const initialLogin = Object.freeze({ mode: null, site: null, link: null, busy: false, problem: null, note: null });

/** The available modes, in the order they are shown. */
export function loginModes({ site, link }) {
  if (site === null || link?.kind === "reset") {
    return [];
  }
  // The link of the first administrator works whoever may register.
  const invited = link?.kind === "invitation";
  return [
    site.guests && "guest",
    site.accounts && "signIn",
    site.accounts && (site.registration === "open" || invited) && "register",
  ].filter(Boolean);
}

/** The site's answer is known. A person who had an account on this device is asked to sign in first. */
export function setSite(loginForm, { site, known }) {
  return withDefaultMode({ ...loginForm, site, problem: null }, known);
}

/** The person opened a link; null when it is used up. */
export function setLink(loginForm, { link, known }) {
  return withDefaultMode({ ...loginForm, link, mode: null, problem: null }, known);
}

/** Show another mode; `note` is a text `{name, values}` above it. */
export function setMode(loginForm, { mode, note = null }) {
  return { ...loginForm, mode: loginModes(loginForm).includes(mode) ? mode : loginForm.mode, problem: null, note };
}

/** A request has begun or ended. */
export function setBusy(loginForm, { busy, problem = null }) {
  return { ...loginForm, busy, problem, note: busy ? null : loginForm.note };
}

function withDefaultMode(loginForm, known) {
  if (loginForm.link?.kind === "reset") {
    return { ...loginForm, mode: "reset" };
  }
  const all = loginModes(loginForm);
  const wished = loginForm.link?.kind === "invitation" ? "register" : known ? "signIn" : null;
  const mode = [loginForm.mode, wished].find((one) => all.includes(one)) ?? all[0] ?? null;
  return { ...loginForm, mode };
}

/** What is wrong with the input before it is sent; null if nothing is. */
export function inputProblem(mode, { name, password }, { limit = 32, least = 8 } = {}) {
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
  return mode !== "guest" && bytes(password) > MAX_PASSWORD_BYTES ? { field: "password", name: "password.long" } : null;
}

const MAX_PASSWORD_BYTES = 1024;

function bytes(text) {
  return new TextEncoder().encode(text).length;
}

/** A `ChatError` as a problem: the field it is about, and the text that tells it. */
export function problemFromError(mode, error) {
  const { code, message, retryAfter } = error;
  const field = FIELDS[error.field] ?? null;
  if (ORIGIN_FIELDS.test(error.field ?? "")) {
    return { field: null, name: "loginPage.foreign", values: { message: withoutField(message) } };
  }
  const special = SPECIAL_TEXTS[mode]?.[`${code}.${field}`] ?? SPECIAL_TEXTS[mode]?.[code];
  if (special) {
    const [at, name] = special;
    return { field: at, name, values: { message: withoutField(message) } };
  }
  if (code === "invalid" && field) {
    return { field, name: "field.invalid", values: { message: withoutField(message) } };
  }
  if (code === "rate_limited" && retryAfter != null) {
    return { field: null, name: "loginPage.wait", values: { wait: retryAfter } };
  }
  const name = code === "offline" ? "loginPage.unreached" : code === "unavailable" ? "loginPage.full" : `error.${code}`;
  return { field: null, name, values: { error } };
}

const FIELDS = { name: "name", login: "login", guest: "name", password: "password", new: "password", old: "old" };
const ORIGIN_FIELDS = /^(origin|sec-fetch-site)$/;
const NAME_TEXTS = {
  "conflict.name": ["name", "name.taken"],
  "invalid.name": ["name", "name.unfit"],
};
const SPECIAL_TEXTS = {
  guest: { ...NAME_TEXTS, login_required: [null, "loginPage.members"] },
  signIn: { bad_token: ["password", "password.wrong"], forbidden: [null, "loginPage.disabled"] },
  register: { ...NAME_TEXTS, bad_token: [null, "loginPage.invitation.over"], forbidden: [null, "loginPage.closed"] },
  reset: { bad_token: [null, "loginPage.link.over"] },
  password: { "bad_token.old": ["old", "password.not"] },
  remove: { bad_token: ["password", "password.not"] },
  rename: NAME_TEXTS,
  login: {
    "conflict.login": ["login", "name.taken"],
    "invalid.login": ["login", "name.unfit"],
    bad_token: ["password", "password.not"],
  },
};

// The server's message begins with the field; on the page it stands beside the field.
function withoutField(message = "") {
  return message.replace(/^[a-z_]+: /, "");
}
