/**
 * The HTTP API as the operator's page uses it. Lists are `{rows, next}`; `next` is given back for the next page, null
 * if there is none.
 */
export class OperatorApi {
  #http;

  constructor(http) {
    this.#http = http;
  }

  snapshot() {
    return this.#http.request("GET", "admin/snapshot");
  }

  people(next) {
    return this.#page("admin/people", "people", next);
  }

  connections(next) {
    return this.#page("admin/connections", "connections", next);
  }

  rooms(next) {
    return this.#page("admin/rooms", "rooms", next);
  }

  sanctions(next) {
    return this.#page("admin/sanctions", "sanctions", next);
  }

  /** The open reports, each with the `text` of its message. */
  async reports(before) {
    const { reports, more } = await this.#http.request("GET", before ? `reports?before=${before}` : "reports");
    const rows = reports.map(({ report, text }) => ({ ...report, text }));
    return { rows, next: more ? rows.at(-1).id : null };
  }

  async audit(before) {
    const { acts, more } = await this.#http.request("GET", before ? `audit?before=${before}` : "audit");
    return { rows: acts, next: more ? acts.at(-1).id : null };
  }

  async keys() {
    const { keys } = await this.#http.request("GET", "keys");
    return { rows: keys, next: null };
  }

  async webhooks() {
    const { webhooks } = await this.#http.request("GET", "webhooks");
    return { rows: webhooks, next: null };
  }

  async settings() {
    const { settings } = await this.#http.request("GET", "admin/config");
    return { rows: settings, next: null };
  }

  /** Promises to how many sessions it was announced. */
  async announce(text) {
    const { sessions } = await this.#http.request("POST", "admin/announcements", { text });
    return sessions;
  }

  archiveRoom(room) {
    return this.#http.request("PATCH", `rooms/${encodeURIComponent(room)}`, { kind: "archived" });
  }

  signOutUser(user) {
    return this.#http.request("DELETE", `users/${encodeURIComponent(user)}/sessions`);
  }

  drain() {
    return this.#http.request("POST", "admin/drain");
  }

  async #page(path, name, after) {
    const answer = await this.#http.request("GET", after ? `${path}?after=${encodeURIComponent(after)}` : path);
    return { rows: answer[name], next: answer.next ?? null };
  }
}
