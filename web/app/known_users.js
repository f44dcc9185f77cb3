import { LookalikeNames } from "../text/lookalikes.js";

const MAX_USERS = 20_000;

/**
 * Observes every user that the server names: applies new names of accounts to everything the page holds, and marks
 * look-alike names.
 */
export class KnownUsers {
  #store;
  #names = new Map();
  #lookalikes = new LookalikeNames();

  constructor({ client, store }) {
    this.#store = store;
    const on = (type, handle) => client.addEventListener(type, ({ detail }) => handle(detail));
    on("joined", ({ events, presence }) => {
      this.addUsers([...events.map(({ user }) => user), ...(presence?.users ?? [])]);
    });
    on("entries", ({ entries }) => this.addUsers(entries.map(({ user }) => user)));
    on("presence", ({ joined = [] }) => this.addUsers(joined));
    on("member", ({ user }) => this.addUsers([user]));
    on("renamed", ({ user }) => this.addUsers([user]));
    on("login", ({ user }) => this.addUsers([user]));
    on("me", ({ user }) => this.addUsers([user]));
  }

  /** Add users from an answer: authors of older messages and of search results. */
  addUsers(users) {
    let changed = false;
    for (const user of users) {
      if (user?.id && user.name) {
        this.#noteRename(user);
        changed = this.#lookalikes.add(user) || changed;
      }
    }
    if (changed) {
      this.#store.dispatch({ type: "nameMarksChanged", nameMarks: this.#lookalikes.nameMarks });
    }
  }

  // The server always sends the present name of an account; old messages of guests keep the old one.
  #noteRename(user) {
    if (!user.id.startsWith("a.")) {
      return;
    }
    const before = this.#names.get(user.id);
    if (this.#names.size >= MAX_USERS) {
      this.#names.clear();
    }
    this.#names.set(user.id, user.name);
    if (before !== undefined && before !== user.name) {
      this.#store.dispatch({ type: "userRenamed", user });
    }
  }
}
