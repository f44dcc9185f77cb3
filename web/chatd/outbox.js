import { ChatError } from "./errors.js";

// After so many connections lost while it was being sent, a message is assumed to be the cause.
const MAX_LOSSES = 5;

/** A random key of 128 bits for one message. */
export function newKey() {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Unacknowledged messages of one room, in the order they were said.
 *
 * One message is sent at a time, so that a refused message is never overtaken by the next. An item is `{key, text,
 * data, reply_to, time, state, error}`; `state` is `waiting`, `sending` or `failed`. An item that waits after a temporary
 * error has it as its `error`.
 */
export class Outbox {
  #items = [];
  #promises = new Map();
  #losses = new Map();

  get items() {
    return this.#items.map((item) => ({ ...item }));
  }

  /** Add an item, as failed if it has an `error`. Promises its entry, given to `acknowledge`. */
  add({ error = null, ...item }) {
    this.#items.push({ ...item, state: error ? "failed" : "waiting", error });
    const promise = new Promise((resolve, reject) => this.#promises.set(item.key, { resolve, reject }));
    // Not every caller handles the promise: events tell the same.
    promise.catch(() => {});
    if (error) {
      this.#promises.get(item.key).reject(error);
    }
    return promise;
  }

  /** The next item to send, marked as `sending`; null if there is none or one is being sent. */
  next() {
    if (this.#items.some((item) => item.state === "sending")) {
      return null;
    }
    const item = this.#items.find((one) => one.state === "waiting");
    if (!item) {
      return null;
    }
    item.state = "sending";
    return item;
  }

  /** The message with this key is in the log. False if no item has the key. */
  acknowledge(key, entry) {
    if (key == null || !this.#remove(key)) {
      return false;
    }
    this.#takePromise(key)?.resolve(entry);
    return true;
  }

  fail(key, error) {
    const item = this.#find(key);
    if (item) {
      item.state = "failed";
      item.error = error;
      this.#losses.delete(key);
      this.#promises.get(key)?.reject(error);
    }
  }

  /** A temporary error: the item waits in its place, and those behind it too. */
  postpone(key, error) {
    const item = this.#find(key);
    if (item?.state === "sending") {
      item.state = "waiting";
      item.error = error;
    }
  }

  /** Queue a failed item again, behind all others. */
  retry(key) {
    const item = this.#find(key);
    if (item?.state === "failed") {
      const index = this.#items.indexOf(item);
      this.#items.splice(index, 1);
      this.#items.push({ ...item, state: "waiting", error: null });
    }
  }

  /** Remove an item. False if it is being sent: then it may be in the log already. */
  discard(key) {
    const item = this.#find(key);
    if (!item || item.state === "sending") {
      return false;
    }
    this.#remove(key);
    this.#takePromise(key)?.reject(new ChatError("discarded"));
    return true;
  }

  /**
   * The connection was lost: the item being sent waits again, with the same key. After too many losses in a row it
   * fails, so that those behind it can be sent.
   */
  connectionLost() {
    for (const { key, state } of [...this.#items]) {
      if (state !== "sending") {
        continue;
      }
      const losses = (this.#losses.get(key) ?? 0) + 1;
      this.#losses.set(key, losses);
      if (losses >= MAX_LOSSES) {
        const message = `the connection was lost ${losses} times while this message was being sent`;
        this.fail(key, new ChatError("unanswered", message));
      } else {
        this.#find(key).state = "waiting";
      }
    }
  }

  /** Nothing is sent for now: reject the promises, keep the items. */
  rejectAll(error) {
    for (const { reject } of this.#promises.values()) {
      reject(error);
    }
  }

  #find(key) {
    return this.#items.find((item) => item.key === key);
  }

  #remove(key) {
    const index = this.#items.findIndex((item) => item.key === key);
    this.#losses.delete(key);
    return index >= 0 && this.#items.splice(index, 1).length > 0;
  }

  #takePromise(key) {
    const promise = this.#promises.get(key);
    this.#promises.delete(key);
    return promise;
  }
}
