/**
 * Keeps the address bar in step with the screen. Opening a room adds a step to the browser's history; a message is part
 * of the address as long as the person stays with it.
 *
 * `openRoute` is called with a route, `{room, seq, refused}`, that the person has navigated to; it promises to have
 * opened it.
 */
export class AddressSync {
  #store;
  #browser;
  #openRoute;
  #shown = { room: null, seq: null };
  // How far the navigation to the message in the address has come: `going`, `there`, or `off` once it is scrolled away.
  #progress = null;
  #startRoom = null;

  constructor({ store, browser, openRoute }) {
    this.#store = store;
    this.#browser = browser;
    this.#openRoute = openRoute;
  }

  /** Open the present route, and follow from now on. */
  start() {
    this.#browser.addEventListener("route", ({ detail }) => this.#routeChanged(detail));
    this.#store.addEventListener("change", () => this.#storeChanged());
    return this.#routeChanged(this.#browser.route());
  }

  async #routeChanged(route) {
    const current = { room: route.room, seq: route.seq };
    this.#shown = current;
    this.#progress = "going";
    this.#startRoom = this.#store.state.active;
    await this.#openRoute(route);
    if (this.#shown === current) {
      this.#progress = "there";
      this.#storeChanged();
    }
  }

  #storeChanged() {
    const { active, rooms } = this.#store.state;
    const { room, seq } = this.#shown;
    // Keep a link that contains a token until it is used: it must not become a step in the history.
    if (this.#browser.link !== null || (this.#progress === "going" && (active === this.#startRoom || active === room))) {
      return;
    }
    if (room === active && (seq === null || this.#isAtMessage(seq))) {
      return;
    }
    // No step back to a room that the person has left.
    const step = room !== null && room !== active && room in rooms;
    this.#shown = { room: active, seq: null };
    this.#browser.setRoute(this.#shown, { step });
  }

  // The person is no longer at the message once they look at another one or have gone to the end.
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
