import { ChatError } from "../chatd/errors.js";

/**
 * The server's HTTP side, as far as it is about who one is.  Every refusal is a `ChatError`, as over the WebSocket;
 * `offline` is a server that was not reached.
 */
export class HttpApi {
  #fetch;
  #base;

  /** `fetch` is the browser's; `base` is the address beside which `api/` stands. */
  constructor({ fetch, base }) {
    this.#fetch = fetch;
    this.#base = base;
  }

  /**
   * What there is to know before anybody has signed in: `{guests, registration, name, password_least, signed_in}`, and
   * `accounts`, whether there are any.
   */
  async site() {
    try {
      return { ...(await this.#request("GET", "site")), accounts: true };
    } catch (error) {
      if (error.code !== "not_found") {
        throw error;
      }
      return { guests: true, registration: "closed", accounts: false, signed_in: null };
    }
  }

  signIn(name, password) {
    return this.#request("POST", "session", { name, password });
  }

  signOut() {
    return this.#request("DELETE", "session");
  }

  /** Make an account and be signed in; `invitation` is a token where the site asks for one. */
  register(name, password, invitation) {
    return this.#request("POST", "account", { name, password, invitation });
  }

  /** Promises the user, under the new name. */
  async rename(name) {
    const { user } = await this.#request("PATCH", "account", { name });
    return user;
  }

  /** Promises the name that the account signs in with; a server of before has one name only. */
  async loginName() {
    const { login, user } = await this.#request("GET", "session");
    return login ?? user.name;
  }

  /** Promises the new name to sign in with. */
  async changeLogin(name, password) {
    const { login } = await this.#request("PATCH", "account", { login: name, password });
    return login;
  }

  changePassword(old, next) {
    return this.#request("PUT", "account/password", { old, new: next });
  }

  /** Set a password by a link that an administrator has made.  Promises the user whose it is. */
  async resetPassword(link, next) {
    const { user } = await this.#request("POST", "account/reset", { link, new: next });
    return user;
  }

  /**
   * Delete the account, which takes its password.  Promises null, or `{task, state}` while what it said is still being
   * removed.
   */
  deleteAccount(password) {
    return this.#request("DELETE", "account", { password });
  }

  /** How a task goes: `running`, `failed` (it is tried again) or `done`. */
  async task(id) {
    const { state } = await this.#request("GET", `tasks/${encodeURIComponent(id)}`);
    return state;
  }

  /** Where one is signed in: `{id, agent, created, used, ends, here}` each, the one used last first. */
  async sessions() {
    const all = [];
    for (let page = { more: true, next: null }; page.more; all.push(...page.sessions)) {
      page = await this.#request("GET", page.next ? `sessions?after=${encodeURIComponent(page.next)}` : "sessions");
    }
    return all;
  }

  endSession(id) {
    return this.#request("DELETE", `sessions/${encodeURIComponent(id)}`);
  }

  endOtherSessions() {
    return this.#request("DELETE", "sessions?keep=here");
  }

  async #request(method, path, body) {
    const answer = await this.#send(new URL(`api/${path}`, this.#base), {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
    });
    if (!answer.ok) {
      throw await errorFrom(answer);
    }
    return answer.status === 204 ? null : readJson(answer);
  }

  async #send(url, request) {
    try {
      // A method of nothing: the browser's own refuses to be one of an object.
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

// What a proxy before the server says is no problem document.
async function errorFrom(answer) {
  try {
    const { code, detail, ...more } = await answer.json();
    if (typeof code === "string") {
      return new ChatError(code, detail, more);
    }
  } catch {
    // Told by its status.
  }
  return new ChatError(CODES[answer.status] ?? (answer.status >= 500 ? "unavailable" : "invalid"));
}

const CODES = { 401: "bad_token", 403: "forbidden", 404: "not_found", 429: "rate_limited", 500: "internal" };
