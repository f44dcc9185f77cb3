import { ChatError } from "./errors.js";

// A message that was under way in so many connections when they were lost is taken for what ends them.
const MAX_LOSSES = 5;

/**
 * What somebody said in one room and the server has not acknowledged, in the order it was said.
 *
 * One message is under way at a time: a refusal of one can then never let the next one overtake it.
 * An item is `{key, text, reply_to, time, state, error}`; `state` is `waiting`, `sending` or `failed`.  One that waits
 * because it was refused for now has the refusal as its `error`.
 */
export class Outbox {
  #items = [];
  #promises = new Map();
  #losses = new Map();

  get items() {
    return this.#items.map((item) => ({ ...item }));
  }

  /** Add an item, failed if it has an `error` already; the promise holds what `settle` is given. */
  add({ error = null, ...item }) {
    this.#items.push({ ...item, state: error ? "failed" : "waiting", error });
    const promise = new Promise((resolve, reject) => this.#promises.set(item.key, { resolve, reject }));
    // Whoever follows the events instead need not look at the promise.
    promise.catch(() => {});
    if (error) {
      this.#promises.get(item.key).reject(error);
    }
    return promise;
  }

  /** The item to send now, marked as under way; null when there is none or one is under way. */
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

  /** The message with this key is in the log.  False if nothing here has that key. */
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

  /** It was refused for now: it waits in its place, and those behind it with it. */
  postpone(key, error) {
    const item = this.#find(key);
    if (item?.state === "sending") {
      item.state = "waiting";
      item.error = error;
    }
  }

  /** Send a failed item again, after all others. */
  retry(key) {
    const item = this.#find(key);
    if (item?.state === "failed") {
      const index = this.#items.indexOf(item);
      this.#items.splice(index, 1);
      this.#items.push({ ...item, state: "waiting", error: null });
    }
  }

  /** The person takes it back.  False when it is under way: then it may already be in the log. */
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
   * The connection is gone: what was under way waits again, with the same key.  What was under way in too many lost
   * connections in a row fails, so that what is behind it can be sent.
   */
  connectionLost() {
    for (const { key, state } of [...this.#items]) {
      if (state !== "sending") {
        continue;
      }
      const losses = (this.#losses.get(key) ?? 0) + 1;
      this.#losses.set(key, losses);
      if (losses >= MAX_LOSSES) {
        const told = `the connection was lost ${losses} times while this message was being sent`;
        this.fail(key, new ChatError("unanswered", told));
      } else {
        this.#find(key).state = "waiting";
      }
    }
  }

  /** Nothing is sent any more for now: reject the promises, and keep the items. */
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
