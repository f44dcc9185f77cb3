import { isBlockUnexplained } from "../store/speaking.js";

const SLACK = 700;
const MAX_WAIT = 3_600_000;
const MIN_WAIT = 500;

/**
 * What ends by itself: a room one was banned from is joined again when the ban is over, a mute is over when its time
 * is.  And what was not told: why one may not speak in a room is asked for.
 */
export class SanctionTimers {
  #client;
  #store;
  #clock;
  #rejoin;
  #rejoined = new Map();
  #probed = new Map();
  #cancelTimer = () => {};
  #dueAt = null;

  /** `back` is called with a room to join again. */
  constructor({ client, store, clock, rejoin }) {
    this.#client = client;
    this.#store = store;
    this.#clock = clock;
    this.#rejoin = rejoin;
    store.addEventListener("change", () => this.#storeChanged());
    client.addEventListener("sanction", ({ detail }) => this.#sanctionReceived(detail));
    client.addEventListener("state", ({ detail }) => this.#stateChanged(detail));
  }

  #storeChanged() {
    const { rooms, muted } = this.#store.state;
    const all = Object.values(rooms);
    const bans = all.filter((room) => this.#rejoined.get(room.id) !== room.exclusion?.until).map(banOf);
    const ends = [...bans, muted, ...all.map((room) => room.muted)].map((mute) => mute?.until ?? Infinity);
    const next = Math.min(...ends);
    this.#schedule(next === Infinity ? null : next);
    this.#probeIfUnexplained();
  }

  #schedule(until) {
    if (until === this.#dueAt) {
      return;
    }
    this.#dueAt = until;
    this.#cancelTimer();
    if (until !== null) {
      const wait = Math.min(Math.max(until + SLACK - this.#clock.time(), MIN_WAIT), MAX_WAIT);
      this.#cancelTimer = this.#clock.after(wait, () => this.#expire());
    }
  }

  #expire() {
    this.#dueAt = null;
    const now = this.#clock.time();
    const { rooms, muted } = this.#store.state;
    for (const room of Object.values(rooms)) {
      const ban = banOf(room);
      if (hasEnded(ban, now) && this.#rejoined.get(room.id) !== ban.until) {
        this.#rejoined.set(room.id, ban.until);
        this.#rejoin(room.id);
      }
    }
    const ended = Object.values(rooms).filter((room) => hasEnded(room.muted, now));
    if (hasEnded(muted, now)) {
      this.#store.dispatch({ type: "muteChanged", room: null, mute: null });
    }
    for (const { id } of ended) {
      this.#store.dispatch({ type: "muteChanged", room: id, mute: null });
    }
    this.#storeChanged();
  }

  #sanctionReceived({ room, action }) {
    if (action === "unban" && banOf(this.#store.state.rooms[room])) {
      this.#rejoin(room);
    }
  }

  // A ban may have been lifted while there was no connection.
  #stateChanged({ state }) {
    this.#probed.clear();
    if (state === "online") {
      Object.values(this.#store.state.rooms)
        .filter(banOf)
        .forEach(({ id }) => this.#rejoin(id));
    }
  }

  // Only the room that is looked at, and once for each thing that may have changed the answer.
  #probeIfUnexplained() {
    const { room, state } = this.#store;
    if (room?.joined && isBlockUnexplained(room, state.muted) && this.#probed.get(room.id) !== room.can) {
      this.#probed.set(room.id, room.can);
      this.#probeSpeaking(room);
    }
  }

  // A signal that may not be sent is refused with the reason; one that may does no harm.
  async #probeSpeaking({ id }) {
    try {
      await this.#client.signal(id, "typing");
    } catch ({ code, until = null, message }) {
      if (code === "muted") {
        this.#store.dispatch({ type: "muteChanged", room: id, mute: { until, reason: message } });
      }
    }
  }
}

function banOf(room) {
  return room?.exclusion?.code === "banned" ? room.exclusion : null;
}

function hasEnded(mute, now) {
  return mute?.until != null && mute.until <= now;
}
