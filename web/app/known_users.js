import { LookalikeNames } from "../text/lookalikes.js";

const MAX_USERS = 20_000;

/**
 * Notes everybody of whom the server tells: an account that has another name now has it on all that the page holds, and
 * people whose names look alike are told apart.
 */
export class KnownUsers {
  #store;
  #names = new Map();
  #lookalikes = new LookalikeNames();

  constructor({ client, store }) {
    this.#store = store;
    const on = (type, react) => client.addEventListener(type, ({ detail }) => react(detail));
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

  /** Note users of whom the server told in an answer: authors of older messages, and of those that were found. */
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

  // A server tells the present names of accounts wherever it tells of them; guests keep on old messages what they were.
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
