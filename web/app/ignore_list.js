/**
 * Whom the person ignores.  The server keeps the list, for all of their devices; the names stand on this one.
 */
export class Ignoring {
  #client;
  #model;
  #store;
  #tell;

  /** `tell(name, values)` shows a text for a moment. */
  constructor({ client, model, store, tell }) {
    this.#client = client;
    this.#model = model;
    this.#store = store;
    this.#tell = tell;
    client.addEventListener("state", ({ detail }) => detail.state === "online" && this.#ask());
  }

  /** Not see any more what a user says. */
  async ignore(user) {
    await this.#told(async () => {
      await this.#client.command("ignore", { user: user.id });
      this.#model.dispatch({ type: "ignored", user });
      this.#tell("ignored.done", { name: user.name });
    });
  }

  /** See it again. */
  async unignore(user) {
    await this.#told(async () => {
      await this.#client.command("unignore", { user: user.id });
      this.#model.dispatch({ type: "unignored", user: user.id });
      this.#tell("ignored.undone", { name: user.name });
    });
  }

  async #ask() {
    try {
      const { users } = await this.#client.list("ignores");
      const names = { ...this.#store.ignored, ...this.#known() };
      this.#model.dispatch({ type: "ignoring", users: users.map((id) => ({ id, name: names[id] })) });
      this.#store.ignored = this.#model.state.ignored;
    } catch ({ code }) {
      // Else the next connection asks again.
      if (code === "unknown_type" || code === "forbidden") {
        this.#model.dispatch({ type: "unable", what: "ignore" });
      }
    }
  }

  async #told(work) {
    try {
      await work();
      this.#store.ignored = this.#model.state.ignored;
    } catch (error) {
      this.#tell(`error.${error.code}`, { error });
    }
  }

  #known() {
    const people = Object.values(this.#model.state.rooms).flatMap((room) => Object.values(room.people));
    return Object.fromEntries(people.map(({ id, name }) => [id, name]));
  }
}
