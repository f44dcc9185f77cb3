// The server takes 64 commands a request, and as many bytes as `limits.body` says; a character has at most four.
const MAX_COMMANDS = 64;
const MAX_CHARACTERS = 8000;
const RETRY_AFTER = 1000;
// What the address of a connection may say; others are for proxies on the way of the WebSocket.
const PARAMETERS = ["cookie=no", "present=0"];
const PONG = { data: '{"type":"pong"}' };
const ENTRY = /^(event: open\n)?data: (.*)$/;

/**
 * The address over HTTP of a WebSocket's address.
 */
export function httpAddress(url) {
  const place = new URL(url, globalThis.location?.href);
  place.protocol = { "wss:": "https:", "ws:": "http:" }[place.protocol] ?? place.protocol;
  place.hash = "";
  return place;
}

/**
 * A connection over server-sent events and POST, with as much of the interface of a WebSocket as `Connection` uses
 * (docs/http.md, Without a WebSocket).
 */
export class EventStreamSocket {
  onmessage = null;
  onclose = null;
  onerror = null;
  readyState = 0;
  #url;
  #query;
  #fetch;
  #clock;
  #stop = new AbortController();
  #id = "";
  #queue = [];
  #posting = false;

  constructor(url, { fetch, clock }) {
    const place = httpAddress(url);
    this.#url = new URL("api/connection", place).href;
    const query = place.search.slice(1).split("&").filter((one) => PARAMETERS.includes(one));
    this.#query = query.length > 0 ? `?${query.join("&")}` : "";
    this.#fetch = fetch;
    this.#clock = clock;
    this.#read().then(
      () => this.#end("the stream has ended"),
      (error) => this.#end(error.message),
    );
  }

  send(frame) {
    this.#queue.push(frame);
    this.#sendQueue();
  }

  close() {
    this.readyState = 3;
    this.#stop.abort();
  }

  async #read() {
    const answer = await this.#request(this.#url + this.#query, { headers: { Accept: "text/event-stream" }, cache: "no-store" });
    if (answer.status !== 200) {
      throw new Error(`HTTP ${answer.status}`);
    }
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      const entries = (text + decoder.decode(value, { stream: true })).split("\n\n");
      text = entries.pop();
      entries.forEach((entry) => this.#handleEntry(entry));
    }
  }

  #handleEntry(entry) {
    const [, opens, data] = ENTRY.exec(entry) ?? [];
    if (opens) {
      this.#id = JSON.parse(data).connection;
      this.readyState = 1;
      this.#sendQueue();
    } else {
      // A comment is a heartbeat: as good as the answer to a ping.
      this.onmessage?.(data ? { data } : PONG);
    }
  }

  #sendQueue() {
    this.#post().catch((error) => this.#end(error.message));
  }

  // One request at a time: a later one could overtake it.
  async #post() {
    if (this.#posting || !this.#id) {
      return;
    }
    this.#posting = true;
    while (this.#queue.length > 0) {
      let size = 0;
      // The first one always fits: `limits.message` sees to that.
      const next = this.#queue.slice(0, MAX_COMMANDS).filter((frame, at) => (size += frame.length) <= MAX_CHARACTERS || at === 0);
      const { status } = await this.#request(this.#url, {
        method: "POST",
        headers: { Authorization: `Bearer ${this.#id}`, "Content-Type": "application/json" },
        body: `{"commands":[${next}]}`,
      });
      if (status === 429) {
        // None of them was executed.
        await new Promise((resolve) => this.#clock.after(RETRY_AFTER, resolve));
      } else if (status !== 204) {
        throw new Error(`HTTP ${status}`);
      } else {
        this.#queue.splice(0, next.length);
      }
    }
    this.#posting = false;
  }

  #request(url, options) {
    // As a plain function: the browser's `fetch` must not be called as a method.
    const fetch = this.#fetch;
    return fetch(url, { ...options, signal: this.#stop.signal });
  }

  #end(reason) {
    if (this.readyState < 3) {
      this.close();
      this.onclose?.({ code: 1006, reason });
    }
  }
}
