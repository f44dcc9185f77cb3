import { ChatError } from "./errors.js";

/**
 * What somebody said in one room and the server has not acknowledged, in the order it was said.
 *
 * One message is under way at a time: a refusal of one can then never let the next one overtake it.
 * An item is `{key, text, reply_to, time, state, error}`; `state` is `waiting`, `sending` or `failed`.
 */
export class Outbox {
  #items = [];
  #promises = new Map();

  get items() {
    return this.#items.map((item) => ({ ...item }));
  }

  /** Add an item; the promise holds what `settle` is given. */
  add(item) {
    this.#items.push({ ...item, state: "waiting", error: null });
    const promise = new Promise((resolve, reject) => this.#promises.set(item.key, { resolve, reject }));
    // Whoever follows the events instead need not look at the promise.
    promise.catch(() => {});
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
  settle(key, entry) {
    if (key == null || !this.#take(key)) {
      return false;
    }
    this.#promise(key)?.resolve(entry);
    return true;
  }

  fail(key, error) {
    const item = this.#items.find((one) => one.key === key);
    if (item) {
      item.state = "failed";
      item.error = error;
      this.#promises.get(key)?.reject(error);
    }
  }

  /** Put one that is under way back in its place, or a failed one back at the end. */
  again(key) {
    const item = this.#items.find((one) => one.key === key);
    if (item?.state === "sending") {
      item.state = "waiting";
    } else if (item?.state === "failed") {
      this.#take(key);
      this.#items.push({ ...item, state: "waiting", error: null });
    }
  }

  /** The person takes it back.  False when it is under way: then it may already be in the log. */
  discard(key) {
    const item = this.#items.find((one) => one.key === key);
    if (!item || item.state === "sending") {
      return false;
    }
    this.#take(key);
    this.#promise(key)?.reject(new ChatError("discarded"));
    return true;
  }

  /** The connection is gone: what was under way waits again, with the same key. */
  lost() {
    for (const item of this.#items) {
      if (item.state === "sending") {
        item.state = "waiting";
      }
    }
  }

  #take(key) {
    const index = this.#items.findIndex((item) => item.key === key);
    return index >= 0 && this.#items.splice(index, 1).length > 0;
  }

  #promise(key) {
    const promise = this.#promises.get(key);
    this.#promises.delete(key);
    return promise;
  }
}
