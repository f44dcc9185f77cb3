/**
 * Keeps the address and what is shown in step: a room that is opened is a step that Back goes back from, and a message
 * is named as long as the person stays with it.
 *
 * `follow` is called with a route, `{room, seq, refused}`, that the person has come by; it promises to be done.
 */
export class Address {
  #model;
  #surroundings;
  #follow;
  #told = { room: null, seq: null };
  // How far the way to a message that the address names has come: `going`, `there`, or `off` that is scrolled away.
  #way = null;
  #from = null;

  constructor({ model, surroundings, follow }) {
    this.#model = model;
    this.#surroundings = surroundings;
    this.#follow = follow;
  }

  /** From now on. */
  begin() {
    this.#surroundings.addEventListener("route", ({ detail }) => this.#routed(detail));
    this.#model.addEventListener("change", () => this.#look());
    return this.#routed(this.#surroundings.route());
  }

  async #routed(route) {
    const told = { room: route.room, seq: route.seq };
    this.#told = told;
    this.#way = "going";
    this.#from = this.#model.state.active;
    await this.#follow(route);
    if (this.#told === told) {
      this.#way = "there";
      this.#look();
    }
  }

  #look() {
    const { active, rooms } = this.#model.state;
    const { room, seq } = this.#told;
    // A link with a token in it is somebody else's to read.
    if (this.#surroundings.link !== null || (this.#way === "going" && (active === this.#from || active === room))) {
      return;
    }
    if (room === active && (seq === null || this.#stays(seq))) {
      return;
    }
    // Nobody goes back to a room that they are not in any more.
    const step = room !== null && room !== active && room in rooms;
    this.#told = { room: active, seq: null };
    this.#surroundings.show(this.#told, { step });
  }

  // Whoever looks at another message, or has gone to the end, is with this one no more.
  #stays(seq) {
    const { room, state } = this.#model;
    const atEnd = state.watching === room?.id;
    if (room?.target?.at !== seq || (atEnd && this.#way === "off")) {
      return false;
    }
    this.#way = atEnd ? this.#way : "off";
    return true;
  }
}
