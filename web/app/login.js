import { clean } from "../text/text.js";
import { doubtIn, doubtOf, ways } from "../store/login.js";

const PAUSES = [500, 1000, 2000, 4000, 8000];
const REMOVAL_PAUSE = 2000;

/**
 * What a person does at the door, and to leave: sign in, register, come as a guest, set a password by a link.
 *
 * Each step is kept in the state's `door`, refusals too.  `anew` opens the page again, as somebody else; `unlink` takes
 * a link that is used up out of the address.
 */
export class Entry {
  #account;
  #client;
  #model;
  #store;
  #clock;
  #anew;
  #unlink;
  #fresh = false;
  #later = null;

  constructor({ account, client, model, store, clock, anew, unlink }) {
    this.#account = account;
    this.#client = client;
    this.#model = model;
    this.#store = store;
    this.#clock = clock;
    this.#anew = anew;
    this.#unlink = unlink;
    client.addEventListener("state", ({ detail }) => this.#follow(detail));
  }

  get #door() {
    return this.#model.state.door;
  }

  /** Learn what the site offers, and who this browser is; asked again until the server was reached. */
  async look(failures = 0) {
    try {
      const site = await this.#account.site();
      this.#model.dispatch({ type: "sited", site, known: this.#known });
      this.#recognise(site.signed_in);
      if (this.#store.removal !== null) {
        this.#watch(this.#store.removal);
      }
    } catch (error) {
      this.#model.dispatch({ type: "underWay", busy: false, doubt: doubtOf("guest", error) });
      const pause = PAUSES[Math.min(failures, PAUSES.length - 1)];
      this.#later = this.#clock.after(pause, () => this.#lookAgain(failures + 1));
    }
  }

  /** Ask the server at once, if it could not be reached and is to be asked later. */
  hurry() {
    if (this.#later !== null) {
      this.#later();
      this.#lookAgain(0);
    }
  }

  /** Come by a link, `{kind, token}`; or go on without one. */
  follow(link) {
    this.#model.dispatch({ type: "linked", link, known: this.#known });
  }

  /** Choose another way in. */
  turn(mode) {
    this.#model.dispatch({ type: "turned", mode });
  }

  asGuest(name) {
    const wished = clean(name).trim();
    const limit = this.#door.site?.name ?? this.#model.state.limits.name;
    const doubt = doubtIn("guest", { name: wished }, { limit });
    this.#model.dispatch({ type: "underWay", busy: false, doubt });
    if (doubt === null) {
      this.#store.name = wished;
      this.#store.kind = "guest";
      this.#client.connect();
      if (this.#door.link) {
        this.decline();
      }
    }
  }

  async signIn({ name, password }) {
    await this.#prove("signIn", { name, password }, async (wished) => {
      await this.#account.signIn(wished, password);
    });
  }

  async register({ name, password }) {
    await this.#prove("register", { name, password }, async (wished) => {
      await this.#account.register(wished, password, this.#door.link?.token);
    });
  }

  /** Set the password that the link in hand allows to set; then one signs in with it. */
  async reset({ password }) {
    await this.#try("reset", { password }, async () => {
      const { name } = await this.#account.resetPassword(this.#door.link.token, password);
      this.#store.name = name;
      this.#store.kind = "former";
      this.#store.token = null;
      this.decline();
      this.#model.dispatch({ type: "turned", mode: "signIn", note: { name: "gate.reset.done", values: { name } } });
    });
  }

  /** Give up the link in hand. */
  decline() {
    this.#unlink();
    this.follow(null);
  }

  /** Make an account out of a guest's page, which opens anew.  Null, or what was wrong. */
  async become({ name, password }) {
    const limit = this.#door.site?.name;
    const wished = clean(name).trim();
    const doubt = doubtIn("register", { name: wished, password }, { limit, least: this.#least });
    if (doubt) {
      return doubt;
    }
    try {
      await this.#account.register(wished, password, this.#door.link?.token);
    } catch (error) {
      return doubtOf("register", error);
    }
    this.#belong(wished);
    this.#anew();
    return null;
  }

  /** Sign out in this browser, and forget here who it was. */
  async leave() {
    await this.#account.signOut();
    this.forget();
  }

  /** Forget who one is on this device. */
  forget() {
    this.#client.disconnect();
    this.#store.forget();
    this.#anew();
  }

  /** The account is deleted: forget here who it was.  With `task` what it said is still being removed, and that is told. */
  removed(task) {
    this.#client.disconnect();
    this.#store.forget();
    this.#store.removal = task;
    this.#anew();
  }

  #lookAgain(failures) {
    this.#later = null;
    this.look(failures);
  }

  async #watch(task, told = null) {
    let state = told;
    try {
      state = await this.#account.task(task);
    } catch (error) {
      if (error.code === "not_found") {
        this.#store.removal = null;
        return;
      }
    }
    const over = state === "done";
    if (state !== told) {
      const note = { name: over ? "remove.done" : "remove.working" };
      this.#model.dispatch({ type: "turned", mode: this.#door.mode, note });
    }
    if (over) {
      this.#store.removal = null;
    } else {
      this.#clock.after(REMOVAL_PAUSE, () => this.#watch(task, state));
    }
  }

  get #known() {
    return this.#store.kind === "account" || this.#store.kind === "former";
  }

  get #least() {
    return this.#door.site?.password_least;
  }

  // A browser that is signed in needs no gate; one that was, and is no longer, is told.
  #recognise(me) {
    if (me && this.#door.link?.kind === "invitation") {
      this.decline();
    }
    if (me && this.#store.kind !== "account") {
      this.#belong(me.user.name);
      this.#client.connect();
    }
  }

  async #prove(mode, typed, work) {
    await this.#try(mode, typed, async (wished) => {
      await work(wished);
      this.#belong(wished);
      this.#fresh = true;
      // As a guest, one may be there already.
      this.#client.disconnect();
      this.#client.connect();
    });
  }

  async #try(mode, { name = "", password }, work) {
    const wished = clean(name).trim();
    const limit = this.#door.site?.name;
    const doubt = doubtIn(mode, { name: wished, password }, { limit, least: this.#least });
    if (doubt || this.#door.busy) {
      this.#model.dispatch({ type: "underWay", busy: this.#door.busy, doubt });
      return;
    }
    this.#model.dispatch({ type: "underWay", busy: true });
    try {
      await work(wished);
      this.#model.dispatch({ type: "underWay", busy: false });
    } catch (error) {
      this.#model.dispatch({ type: "underWay", busy: false, doubt: doubtOf(mode, error) });
    }
  }

  #belong(name) {
    this.#store.name = name;
    this.#store.kind = "account";
    // Or else a session that ends would let its owner go on as the guest they were.
    this.#store.token = null;
  }

  #follow(link) {
    if (link.state === "online") {
      this.#fresh = false;
      if (this.#door.link?.kind === "invitation") {
        this.follow(null);
      }
    } else if (link.state === "refused") {
      this.#turnedAway(link.error);
    }
  }

  #turnedAway(error) {
    if (this.#store.kind === "account" && error.code === "login_required") {
      const name = this.#fresh ? "gate.cookies" : "gate.ended";
      this.#fresh = false;
      this.#store.kind = "former";
      this.#model.dispatch({ type: "turned", mode: "signIn", note: { name } });
      return;
    }
    const mode = ways(this.#door)[0] ?? null;
    if (error.code === "login_required" && mode !== null) {
      this.#model.dispatch({ type: "turned", mode });
    }
    this.#model.dispatch({ type: "underWay", busy: false, doubt: doubtOf("guest", error) });
  }
}
