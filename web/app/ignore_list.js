/** The ignored users. The server keeps the list for all devices; the names are kept on this one. */
export class IgnoreList {
  #client;
  #store;
  #storage;
  #showToast;

  /** `showToast(name, values)` shows a text of the page for a few seconds. */
  constructor({ client, store, storage, showToast }) {
    this.#client = client;
    this.#store = store;
    this.#storage = storage;
    this.#showToast = showToast;
    client.addEventListener("state", ({ detail }) => detail.state === "online" && this.#load());
  }

  /** Hide a user's messages. */
  async ignore(user) {
    await this.#showErrors(async () => {
      await this.#client.command("ignore", { user: user.id });
      this.#store.dispatch({ type: "userIgnored", user });
      this.#showToast("ignored.done", { name: user.name });
    });
  }

  /** Show a user's messages again. */
  async unignore(user) {
    await this.#showErrors(async () => {
      await this.#client.command("unignore", { user: user.id });
      this.#store.dispatch({ type: "userUnignored", user: user.id });
      this.#showToast("ignored.undone", { name: user.name });
    });
  }

  async #load() {
    try {
      const { users } = await this.#client.list("ignores");
      const names = { ...this.#storage.ignored, ...this.#knownNames() };
      this.#store.dispatch({ type: "ignoreListLoaded", users: users.map((id) => ({ id, name: names[id] })) });
      this.#storage.ignored = this.#store.state.ignored;
    } catch ({ code }) {
      // After other errors the next connection asks again.
      if (code === "unknown_type" || code === "forbidden") {
        this.#store.dispatch({ type: "commandUnsupported", command: "ignore" });
      }
    }
  }

  async #showErrors(work) {
    try {
      await work();
      this.#storage.ignored = this.#store.state.ignored;
    } catch (error) {
      this.#showToast(`error.${error.code}`, { error });
    }
  }

  #knownNames() {
    const people = Object.values(this.#store.state.rooms).flatMap((room) => Object.values(room.people));
    return Object.fromEntries(people.map(({ id, name }) => [id, name]));
  }
}
