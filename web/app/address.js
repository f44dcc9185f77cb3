/**
 * Keeps the address and what is shown in step: a room that is opened is a step that Back goes back from, and a message
 * is named as long as the person stays with it.
 *
 * `follow` is called with a route, `{room, seq, refused}`, that the person has come by; it promises to be done.
 */
export class AddressSync {
  #store;
  #browser;
  #openRoute;
  #shown = { room: null, seq: null };
  // How far the way to a message that the address names has come: `going`, `there`, or `off` that is scrolled away.
  #progress = null;
  #startRoom = null;

  constructor({ store, browser, openRoute }) {
    this.#store = store;
    this.#browser = browser;
    this.#openRoute = openRoute;
  }

  /** From now on. */
  start() {
    this.#browser.addEventListener("route", ({ detail }) => this.#routeChanged(detail));
    this.#store.addEventListener("change", () => this.#storeChanged());
    return this.#routeChanged(this.#browser.route());
  }

  async #routeChanged(route) {
    const told = { room: route.room, seq: route.seq };
    this.#shown = told;
    this.#progress = "going";
    this.#startRoom = this.#store.state.active;
    await this.#openRoute(route);
    if (this.#shown === told) {
      this.#progress = "there";
      this.#storeChanged();
    }
  }

  #storeChanged() {
    const { active, rooms } = this.#store.state;
    const { room, seq } = this.#shown;
    // A link with a token in it is somebody else's to read.
    if (this.#browser.link !== null || (this.#progress === "going" && (active === this.#startRoom || active === room))) {
      return;
    }
    if (room === active && (seq === null || this.#isAtMessage(seq))) {
      return;
    }
    // Nobody goes back to a room that they are not in any more.
    const step = room !== null && room !== active && room in rooms;
    this.#shown = { room: active, seq: null };
    this.#browser.setRoute(this.#shown, { step });
  }

  // Whoever looks at another message, or has gone to the end, is with this one no more.
  #isAtMessage(seq) {
    const { room, state } = this.#store;
    const atEnd = state.watching === room?.id;
    if (room?.target?.at !== seq || (atEnd && this.#progress === "off")) {
      return false;
    }
    this.#progress = atEnd ? this.#progress : "off";
    return true;
  }
}
