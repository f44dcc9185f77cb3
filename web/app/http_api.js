import { ChatError } from "../chatd/errors.js";

/**
 * Client of the HTTP API, for accounts and sessions (docs/http.md). Errors are `ChatError`s, as over the WebSocket;
 * `offline` if the server was not reached.
 */
export class HttpApi {
  #fetch;
  #base;
  #cookies;

  /** `fetch` is the browser's; `base` is the address beside `api/`; without `cookies`, none are sent. */
  constructor({ fetch, base, cookies = true }) {
    this.#fetch = fetch;
    this.#base = base;
    this.#cookies = cookies;
  }

  /**
   * What the login page needs: `{guests, registration, name, password_least, login_url, login_name, signed_in}`, and
   * `accounts`, whether the site has any.
   */
  async site() {
    try {
      return { ...(await this.request("GET", "site")), accounts: true };
    } catch (error) {
      if (error.code !== "not_found") {
        throw error;
      }
      return { guests: true, registration: "closed", accounts: false, signed_in: null };
    }
  }

  signIn(name, password) {
    return this.request("POST", "session", { name, password });
  }

  /** Sign in with a token of the site's own login. */
  signInWithToken(token) {
    return this.request("POST", "session", { token });
  }

  signOut() {
    return this.request("DELETE", "session");
  }

  /** Create an account and sign in; `invitation` is a token, on sites that ask for one. */
  register(name, password, invitation) {
    return this.request("POST", "account", { name, password, invitation });
  }

  /** Promises the user with the new name. */
  async rename(name) {
    const { user } = await this.request("PATCH", "account", { name });
    return user;
  }

  /** Promises the name that the account signs in with; older servers have one name only. */
  async loginName() {
    const { login, user } = await this.request("GET", "session");
    return login ?? user.name;
  }

  /** Promises the new name to sign in with. */
  async changeLogin(name, password) {
    const { login } = await this.request("PATCH", "account", { login: name, password });
    return login;
  }

  changePassword(old, next) {
    return this.request("PUT", "account/password", { old, new: next });
  }

  /** Set a password with the token of an administrator's link. Promises the user. */
  async resetPassword(link, next) {
    const { user } = await this.request("POST", "account/reset", { link, new: next });
    return user;
  }

  /** Delete the account. Promises null, or `{task, state}` while its messages are still being removed. */
  deleteAccount(password) {
    return this.request("DELETE", "account", { password });
  }

  /** The state of a task: `running`, `failed` (it is tried again) or `done`. */
  async task(id) {
    const { state } = await this.request("GET", `tasks/${encodeURIComponent(id)}`);
    return state;
  }

  /** The account's sessions: `{id, agent, created, used, ends, here}` each, last used first. */
  async sessions() {
    const all = [];
    for (let page = { more: true, next: null }; page.more; all.push(...page.sessions)) {
      page = await this.request("GET", page.next ? `sessions?after=${encodeURIComponent(page.next)}` : "sessions");
    }
    return all;
  }

  endSession(id) {
    return this.request("DELETE", `sessions/${encodeURIComponent(id)}`);
  }

  endOtherSessions() {
    return this.request("DELETE", "sessions?keep=here");
  }

  /** Send one request; promises the decoded answer, or null if it has none. `path` is below `api/`. */
  async request(method, path, body) {
    const answer = await this.#send(new URL(`api/${path}`, this.#base), {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
      credentials: this.#cookies ? "same-origin" : "omit",
      cache: "no-store",
    });
    if (!answer.ok) {
      throw await errorFrom(answer);
    }
    return answer.status === 204 ? null : readJson(answer);
  }

  async #send(url, request) {
    try {
      // Called as a plain function: the browser's `fetch` must not be called as a method.
      const fetch = this.#fetch;
      return await fetch(url.href, request);
    } catch {
      throw new ChatError("offline");
    }
  }
}

async function readJson(answer) {
  try {
    return await answer.json();
  } catch {
    throw new ChatError("unavailable");
  }
}

// An answer of a proxy is no problem document.
async function errorFrom(answer) {
  try {
    const { code, detail, ...more } = await answer.json();
    if (typeof code === "string") {
      return new ChatError(code, detail, more);
    }
  } catch {
    // Derived from the status instead.
  }
  return new ChatError(CODES[answer.status] ?? (answer.status >= 500 ? "unavailable" : "invalid"));
}

const CODES = { 401: "bad_token", 403: "forbidden", 404: "not_found", 429: "rate_limited", 500: "internal" };
