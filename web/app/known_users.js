import { Namesakes } from "../text/lookalikes.js";

const MOST = 20_000;

/**
 * Notes everybody of whom the server tells: an account that has another name now has it on all that the page holds, and
 * people whose names look alike are told apart.
 */
export class Acquaintance {
  #model;
  #names = new Map();
  #namesakes = new Namesakes();

  constructor({ client, model }) {
    this.#model = model;
    const on = (type, react) => client.addEventListener(type, ({ detail }) => react(detail));
    on("joined", ({ events, presence }) => {
      this.#meet([...events.map(({ user }) => user), ...(presence?.users ?? [])]);
    });
    on("entries", ({ entries }) => this.#meet(entries.map(({ user }) => user)));
    on("presence", ({ joined = [] }) => this.#meet(joined));
    on("member", ({ user }) => this.#meet([user]));
    on("renamed", ({ user }) => this.#meet([user]));
    on("login", ({ user }) => this.#meet([user]));
    on("me", ({ user }) => this.#meet([user]));
  }

  #meet(users) {
    let changed = false;
    for (const user of users) {
      if (user?.id && user.name) {
        this.#follow(user);
        changed = this.#namesakes.note(user) || changed;
      }
    }
    if (changed) {
      this.#model.dispatch({ type: "marks", marks: this.#namesakes.marks });
    }
  }

  // A server tells the present names of accounts wherever it tells of them; guests keep on old messages what they were.
  #follow(user) {
    if (!user.id.startsWith("a.")) {
      return;
    }
    const before = this.#names.get(user.id);
    if (this.#names.size >= MOST) {
      this.#names.clear();
    }
    this.#names.set(user.id, user.name);
    if (before !== undefined && before !== user.name) {
      this.#model.dispatch({ type: "renamed", user });
    }
  }
}
