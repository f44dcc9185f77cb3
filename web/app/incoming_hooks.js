/** The incoming webhooks of rooms, for their owners. Promises are rejected with a `ChatError`. */
export class IncomingHooks {
  #api;
  #base;
  #profile;

  /** `base` is the address beside `api/`. */
  constructor({ api, base, profile }) {
    this.#api = api;
    this.#base = base;
    this.#profile = profile;
  }

  /** Whether this login can manage webhooks: the HTTP API knows accounts by their cookie. */
  get available() {
    return this.#profile.hasAccount;
  }

  /** Promises the webhooks of a room: `{id, name, by, created, used}` each, by name. */
  async list(room) {
    return (await this.#api.request("GET", path(room))).hooks;
  }

  /** Create a webhook. Promises its address, which is told only now. */
  async create(room, name) {
    const made = await this.#api.request("POST", path(room), { name });
    return new URL(made.path.slice(1), this.#base).href;
  }

  delete(room, name) {
    return this.#api.request("DELETE", `${path(room)}/${encodeURIComponent(name)}`);
  }
}

function path(room) {
  return `rooms/${encodeURIComponent(room)}/hooks`;
}
