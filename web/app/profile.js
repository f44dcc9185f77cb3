import { clean } from "../text/text.js";
import { doubtIn, doubtOf } from "../store/login.js";

/**
 * What a person does with who they are: another name, another password, other browsers, the end of the account.
 *
 * What can be refused promises null, or what was wrong: `{field, name, values}` of a text.
 */
export class Profile {
  #account;
  #client;
  #model;

  constructor({ account, client, model }) {
    this.#account = account;
    this.#client = client;
    this.#model = model;
  }

  /** Whether the person has an account here, and not only a guest's name or another site's login. */
  get owned() {
    return this.#model.state.account?.kind === "account";
  }

  rename(name) {
    const { me, limits, door } = this.#model.state;
    const wished = clean(name).trim();
    const doubt = doubtIn("guest", { name: wished }, { limit: door.site?.name ?? limits.name });
    return this.#judged("rename", doubt, async () => {
      if (wished !== me?.name) {
        const user = this.owned ? await this.#account.rename(wished) : await this.#client.rename(wished);
        this.#model.dispatch({ type: "me", user });
      }
    });
  }

  /** Have the page know which name one signs in with. */
  async lookUp() {
    try {
      this.#model.dispatch({ type: "signsIn", login: this.owned ? await this.#account.login() : null });
    } catch {
      // It is asked for again when it is needed again.
    }
  }

  changeLogin({ login, password }) {
    const { limits, door } = this.#model.state;
    const wished = clean(login).trim();
    const unnamed = doubtIn("guest", { name: wished }, { limit: door.site?.name ?? limits.name });
    const missing = password === "" ? { field: "password", name: "password.empty" } : null;
    const doubt = unnamed ? { ...unnamed, field: "login" } : missing;
    return this.#judged("login", doubt, async () => {
      this.#model.dispatch({ type: "signsIn", login: await this.#account.changeLogin(wished, password) });
    });
  }

  changePassword({ old, password }) {
    const least = this.#model.state.door.site?.password_least;
    const missing = old === "" ? { field: "old", name: "password.empty" } : null;
    const doubt = missing ?? doubtIn("reset", { password }, { least });
    return this.#judged("password", doubt, () => this.#account.changePassword(old, password));
  }

  /** Delete the account; then `removed` is called, with the task that removes what was said, or null if that is done. */
  remove({ password }, removed) {
    const doubt = password === "" ? { field: "password", name: "password.empty" } : null;
    return this.#judged("remove", doubt, async () => removed((await this.#account.remove(password))?.task ?? null));
  }

  /** Where one is signed in; rejected with a `ChatError`, as the next two. */
  sessions() {
    return this.#account.sessions();
  }

  endSession(id) {
    return this.#account.endSession(id);
  }

  endOthers() {
    return this.#account.endOthers();
  }

  async #judged(mode, doubt, work) {
    if (doubt) {
      return doubt;
    }
    try {
      await work();
      return null;
    } catch (error) {
      return doubtOf(mode, error);
    }
  }
}
