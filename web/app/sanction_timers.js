import { isUnexplained } from "../store/speaking.js";

const SLACK = 700;
const LONGEST = 3_600_000;
const SOON = 500;

/**
 * What ends by itself: a room one was banned from is joined again when the ban is over, a mute is over when its time
 * is.  And what was not told: why one may not speak in a room is asked for.
 */
export class Comeback {
  #client;
  #model;
  #clock;
  #back;
  #tried = new Map();
  #asked = new Map();
  #calm = () => {};
  #due = null;

  /** `back` is called with a room to join again. */
  constructor({ client, model, clock, back }) {
    this.#client = client;
    this.#model = model;
    this.#clock = clock;
    this.#back = back;
    model.addEventListener("change", () => this.#look());
    client.addEventListener("sanction", ({ detail }) => this.#lifted(detail));
    client.addEventListener("state", ({ detail }) => this.#online(detail));
  }

  #look() {
    const { rooms, muted } = this.#model.state;
    const all = Object.values(rooms);
    const bans = all.filter((room) => this.#tried.get(room.id) !== room.barred?.until).map(banOf);
    const ends = [...bans, muted, ...all.map((room) => room.muted)].map((bound) => bound?.until ?? Infinity);
    const next = Math.min(...ends);
    this.#wait(next === Infinity ? null : next);
    this.#doubt();
  }

  #wait(until) {
    if (until === this.#due) {
      return;
    }
    this.#due = until;
    this.#calm();
    if (until !== null) {
      const wait = Math.min(Math.max(until + SLACK - this.#clock.time(), SOON), LONGEST);
      this.#calm = this.#clock.after(wait, () => this.#over());
    }
  }

  #over() {
    this.#due = null;
    const now = this.#clock.time();
    const { rooms, muted } = this.#model.state;
    for (const room of Object.values(rooms)) {
      const ban = banOf(room);
      if (isOver(ban, now) && this.#tried.get(room.id) !== ban.until) {
        this.#tried.set(room.id, ban.until);
        this.#back(room.id);
      }
    }
    const ended = Object.values(rooms).filter((room) => isOver(room.muted, now));
    if (isOver(muted, now)) {
      this.#model.dispatch({ type: "silenced", room: null, bound: null });
    }
    for (const { id } of ended) {
      this.#model.dispatch({ type: "silenced", room: id, bound: null });
    }
    this.#look();
  }

  #lifted({ room, action }) {
    if (action === "unban" && banOf(this.#model.state.rooms[room])) {
      this.#back(room);
    }
  }

  // A ban may have been lifted while there was no connection.
  #online({ state }) {
    this.#asked.clear();
    if (state === "online") {
      Object.values(this.#model.state.rooms)
        .filter(banOf)
        .forEach(({ id }) => this.#back(id));
    }
  }

  // Only the room that is looked at, and once for each thing that may have changed the answer.
  #doubt() {
    const { room, state } = this.#model;
    if (room?.joined && isUnexplained(room, state.muted) && this.#asked.get(room.id) !== room.can) {
      this.#asked.set(room.id, room.can);
      this.#ask(room);
    }
  }

  // A signal that may not be sent is refused with the reason; one that may does no harm.
  async #ask({ id }) {
    try {
      await this.#client.signal(id, "typing");
    } catch ({ code, until = null, message }) {
      if (code === "muted") {
        this.#model.dispatch({ type: "silenced", room: id, bound: { until, reason: message } });
      }
    }
  }
}

function banOf(room) {
  return room?.barred?.code === "banned" ? room.barred : null;
}

function isOver(bound, now) {
  return bound?.until != null && bound.until <= now;
}
