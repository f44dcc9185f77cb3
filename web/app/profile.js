import { clean } from "../text/text.js";
import { inputProblem, problemFromError } from "../store/login.js";

/**
 * The person's own account: name, password, sessions, deletion.
 *
 * Methods promise null, or a problem: `{field, name, values}` of a text.
 */
export class Profile {
  #api;
  #client;
  #store;

  constructor({ api, client, store }) {
    this.#api = api;
    this.#client = client;
    this.#store = store;
  }

  /** Whether the person has an account here, not only a guest's name or another site's login. */
  get hasAccount() {
    return this.#store.state.account?.kind === "account";
  }

  rename(name) {
    const { me, limits, loginForm } = this.#store.state;
    const cleanName = clean(name).trim();
    const problem = inputProblem("guest", { name: cleanName }, { limit: loginForm.site?.name ?? limits.name });
    return this.#attempt("rename", problem, async () => {
      if (cleanName !== me?.name) {
        const user = this.hasAccount ? await this.#api.rename(cleanName) : await this.#client.rename(cleanName);
        this.#store.dispatch({ type: "userChanged", user });
      }
    });
  }

  /** Promises who may invite the person and write to them: `everybody`, `shared` or `nobody`. */
  async contactRule() {
    return (await this.#client.command("preferences")).contact;
  }

  async setContactRule(contact) {
    return (await this.#client.command("preferences", { contact })).contact;
  }

  /** Load the name that the account signs in with. */
  async loadLoginName() {
    try {
      this.#store.dispatch({ type: "loginNameLoaded", loginName: this.hasAccount ? await this.#api.loginName() : null });
    } catch {
      // Loaded again when it is needed again.
    }
  }

  changeLogin({ login, password }) {
    const { limits, loginForm } = this.#store.state;
    const cleanName = clean(login).trim();
    const unnamed = inputProblem("guest", { name: cleanName }, { limit: loginForm.site?.name ?? limits.name });
    const missing = password === "" ? { field: "password", name: "password.empty" } : null;
    const problem = unnamed ? { ...unnamed, field: "login" } : missing;
    return this.#attempt("login", problem, async () => {
      this.#store.dispatch({ type: "loginNameLoaded", loginName: await this.#api.changeLogin(cleanName, password) });
    });
  }

  changePassword({ old, password }) {
    const least = this.#store.state.loginForm.site?.password_least;
    const missing = old === "" ? { field: "old", name: "password.empty" } : null;
    const problem = missing ?? inputProblem("reset", { password }, { least });
    return this.#attempt("password", problem, () => this.#api.changePassword(old, password));
  }

  /** Delete the account; then `removed` is called with the task that removes its messages, or null. */
  deleteAccount({ password }, removed) {
    const problem = password === "" ? { field: "password", name: "password.empty" } : null;
    return this.#attempt("remove", problem, async () => removed((await this.#api.deleteAccount(password))?.task ?? null));
  }

  /** The account's sessions; rejected with a `ChatError`, as the next two. */
  sessions() {
    return this.#api.sessions();
  }

  endSession(id) {
    return this.#api.endSession(id);
  }

  endOtherSessions() {
    return this.#api.endOtherSessions();
  }

  async #attempt(mode, problem, work) {
    if (problem) {
      return problem;
    }
    try {
      await work();
      return null;
    } catch (error) {
      return problemFromError(mode, error);
    }
  }
}
