import { clean } from "../text/text.js";
import { inputProblem, problemFromError, loginModes } from "../store/login.js";

const RETRY_DELAYS = [500, 1000, 2000, 4000, 8000];
const DELETION_POLL = 2000;

/**
 * Signing in and out: sign in, register, enter as a guest, set a password with a link.
 *
 * Each step is kept in the state's `loginForm`, with the problem of a refused one. `reload` loads the page anew as
 * another user; `clearLink` removes a used link from the address; `siteLogin` is the way to the site's own login.
 */
export class Login {
  #api;
  #client;
  #store;
  #storage;
  #clock;
  #reload;
  #clearLink;
  #siteLogin;
  #justSignedIn = false;
  #cancelRetry = null;

  constructor({ api, client, store, storage, clock, reload, clearLink, siteLogin }) {
    this.#api = api;
    this.#client = client;
    this.#store = store;
    this.#storage = storage;
    this.#clock = clock;
    this.#reload = reload;
    this.#clearLink = clearLink;
    this.#siteLogin = siteLogin;
    client.addEventListener("state", ({ detail }) => this.#connectionChanged(detail));
  }

  get #loginForm() {
    return this.#store.state.loginForm;
  }

  /** Load what the site offers and who is signed in; repeated until the server answers. */
  async loadSite(failures = 0) {
    try {
      const site = await this.#api.site();
      this.#store.dispatch({ type: "siteLoaded", site, known: this.#hadAccount });
      this.#signedIn(site.signed_in);
      if (this.#storage.deletionTask !== null) {
        this.#pollDeletion(this.#storage.deletionTask);
      }
    } catch (error) {
      this.#store.dispatch({ type: "loginBusyChanged", busy: false, problem: problemFromError("guest", error) });
      const pause = RETRY_DELAYS[Math.min(failures, RETRY_DELAYS.length - 1)];
      this.#cancelRetry = this.#clock.after(pause, () => this.#reloadSite(failures + 1));
    }
  }

  /** Ask the server now, if it was not reached and a retry is due. */
  retryNow() {
    if (this.#cancelRetry !== null) {
      this.#cancelRetry();
      this.#reloadSite(0);
    }
  }

  /** Use a link, `{kind, token}`; null goes on without one. */
  useLink(link) {
    this.#store.dispatch({ type: "loginLinkChanged", link, known: this.#hadAccount });
  }

  /** Show a text `{name, values}` above the forms. */
  showNote(note) {
    this.#store.dispatch({ type: "loginModeChosen", mode: this.#loginForm.mode, note });
  }

  /** Show another mode of the form. */
  chooseMode(mode) {
    this.#store.dispatch({ type: "loginModeChosen", mode });
  }

  enterAsGuest(name) {
    const cleanName = clean(name).trim();
    const limit = this.#loginForm.site?.name ?? this.#store.state.limits.name;
    const problem = inputProblem("guest", { name: cleanName }, { limit });
    this.#store.dispatch({ type: "loginBusyChanged", busy: false, problem });
    if (problem === null) {
      this.#storage.name = cleanName;
      this.#storage.loginKind = "guest";
      this.#client.connect();
      if (this.#loginForm.link) {
        this.discardLink();
      }
    }
  }

  async signIn({ name, password }) {
    await this.#authenticate("signIn", { name, password }, async (cleanName) => {
      await this.#api.signIn(cleanName, password);
    });
  }

  /** The address of the site's own login, from the settings; null if there is none. */
  get siteLoginAddress() {
    const url = this.#loginForm.site?.login_url;
    return url ? this.#siteLogin.address(url) : null;
  }

  /** Sign in with the token that the site's own login sent back with a link of the kind `login`. */
  async returnFromSite(link) {
    this.#clearLink();
    const token = this.#siteLogin.takeToken(link);
    if (token === null) {
      this.#store.dispatch({ type: "loginModeChosen", mode: null, note: link.token ? { name: "loginPage.site.foreign" } : null });
      return;
    }
    try {
      const { user } = await this.#api.signInWithToken(token);
      this.#remember(user.name, "token");
      this.#justSignedIn = true;
      this.#client.disconnect();
      this.#client.connect();
    } catch (error) {
      this.#store.dispatch({ type: "loginModeChosen", mode: null, note: problemFromError("token", error) });
    }
  }

  async register({ name, password }) {
    await this.#authenticate("register", { name, password }, async (cleanName) => {
      await this.#api.register(cleanName, password, this.#loginForm.link?.token);
    });
  }

  /** Set the password with the token of the link; then the person signs in with it. */
  async resetPassword({ password }) {
    await this.#attempt("reset", { password }, async () => {
      const { name } = await this.#api.resetPassword(this.#loginForm.link.token, password);
      this.#storage.name = name;
      this.#storage.loginKind = "former";
      this.#storage.token = null;
      this.discardLink();
      this.#store.dispatch({ type: "loginModeChosen", mode: "signIn", note: { name: "loginPage.reset.done", values: { name } } });
    });
  }

  /** Discard the link. */
  discardLink() {
    this.#clearLink();
    this.useLink(null);
  }

  /** Turn a guest into an account; the page reloads. Promises null, or the problem. */
  async upgradeGuest({ name, password }) {
    const limit = this.#loginForm.site?.name;
    const cleanName = clean(name).trim();
    const problem = inputProblem("register", { name: cleanName, password }, { limit, least: this.#minPassword });
    if (problem) {
      return problem;
    }
    try {
      await this.#api.register(cleanName, password, this.#loginForm.link?.token);
    } catch (error) {
      return problemFromError("register", error);
    }
    this.#remember(cleanName, "account");
    this.#reload();
    return null;
  }

  /** Sign out in this browser, and forget the person on this device. */
  async signOut() {
    await this.#api.signOut();
    this.forgetPerson();
  }

  /** Forget the person on this device. */
  forgetPerson() {
    this.#client.disconnect();
    this.#storage.forget();
    this.#reload();
  }

  /** The account was deleted: forget the person here. `task` still removes its messages, and its progress is shown. */
  accountDeleted(task) {
    this.#client.disconnect();
    this.#storage.forget();
    this.#storage.deletionTask = task;
    this.#reload();
  }

  #reloadSite(failures) {
    this.#cancelRetry = null;
    this.loadSite(failures);
  }

  async #pollDeletion(task, shownState = null) {
    let state = shownState;
    try {
      state = await this.#api.task(task);
    } catch (error) {
      if (error.code === "not_found") {
        this.#storage.deletionTask = null;
        return;
      }
    }
    const over = state === "done";
    if (state !== shownState) {
      const note = { name: over ? "remove.done" : "remove.working" };
      this.#store.dispatch({ type: "loginModeChosen", mode: this.#loginForm.mode, note });
    }
    if (over) {
      this.#storage.deletionTask = null;
    } else {
      this.#clock.after(DELETION_POLL, () => this.#pollDeletion(task, state));
    }
  }

  get #hadAccount() {
    return this.#storage.loginKind === "account" || this.#storage.loginKind === "former";
  }

  get #minPassword() {
    return this.#loginForm.site?.password_least;
  }

  // A signed-in browser needs no login page; one whose session has ended is told so.
  #signedIn(me) {
    if (me && this.#loginForm.link?.kind === "invitation") {
      this.discardLink();
    }
    const kind = me?.kind === "token" ? "token" : "account";
    if (me && this.#storage.loginKind !== kind) {
      this.#remember(me.user.name, kind);
      this.#client.connect();
    }
  }

  async #authenticate(mode, typed, work) {
    await this.#attempt(mode, typed, async (cleanName) => {
      await work(cleanName);
      this.#remember(cleanName, "account");
      this.#justSignedIn = true;
      // The person may be connected as a guest.
      this.#client.disconnect();
      this.#client.connect();
    });
  }

  async #attempt(mode, { name = "", password }, work) {
    const cleanName = clean(name).trim();
    const limit = this.#loginForm.site?.name;
    const problem = inputProblem(mode, { name: cleanName, password }, { limit, least: this.#minPassword });
    if (problem || this.#loginForm.busy) {
      this.#store.dispatch({ type: "loginBusyChanged", busy: this.#loginForm.busy, problem });
      return;
    }
    this.#store.dispatch({ type: "loginBusyChanged", busy: true });
    try {
      await work(cleanName);
      this.#store.dispatch({ type: "loginBusyChanged", busy: false });
    } catch (error) {
      this.#store.dispatch({ type: "loginBusyChanged", busy: false, problem: problemFromError(mode, error) });
    }
  }

  #remember(name, kind) {
    this.#storage.name = name;
    this.#storage.loginKind = kind;
    // Otherwise, when the session ends, the page would go on as the former guest.
    this.#storage.token = null;
  }

  #connectionChanged(link) {
    if (link.state === "online") {
      this.#justSignedIn = false;
      if (this.#loginForm.link?.kind === "invitation") {
        this.useLink(null);
      }
    } else if (link.state === "refused") {
      this.#loginRefused(link.error);
    }
  }

  #loginRefused(error) {
    const kind = this.#storage.loginKind;
    if ((kind === "account" || kind === "token") && error.code === "login_required") {
      const name = this.#justSignedIn ? "loginPage.cookies" : "loginPage.ended";
      this.#justSignedIn = false;
      // The site's own login is offered in every mode.
      this.#storage.loginKind = kind === "account" ? "former" : null;
      this.#store.dispatch({ type: "loginModeChosen", mode: kind === "account" ? "signIn" : null, note: { name } });
      return;
    }
    const mode = loginModes(this.#loginForm)[0] ?? null;
    if (error.code === "login_required" && mode !== null) {
      this.#store.dispatch({ type: "loginModeChosen", mode });
    }
    this.#store.dispatch({ type: "loginBusyChanged", busy: false, problem: problemFromError("guest", error) });
  }
}
