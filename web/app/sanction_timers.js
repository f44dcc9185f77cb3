import { reasonFrom } from "../store/sanctions.js";
import { isBlockUnexplained } from "../store/speaking.js";

const SLACK = 700;
const MAX_WAIT = 3_600_000;
const MIN_WAIT = 500;

/**
 * Ends of sanctions: rejoins a room when a ban ends, clears a mute when it ends, and asks the server why the person may
 * not write where the page does not know.
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

  /** `rejoin` is called with a room to join again. */
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

  // A ban may have been ended while there was no connection.
  #stateChanged({ state }) {
    this.#probed.clear();
    if (state === "online") {
      Object.values(this.#store.state.rooms)
        .filter(banOf)
        .forEach(({ id }) => this.#rejoin(id));
    }
  }

  // Only in the open room, and once for each change of the permissions.
  #probeIfUnexplained() {
    const { room, state } = this.#store;
    if (room?.joined && isBlockUnexplained(room, state.muted) && this.#probed.get(room.id) !== room.can) {
      this.#probed.set(room.id, room.can);
      this.#probeSpeaking(room);
    }
  }

  // A signal is refused with the reason; if it is allowed, it does no harm.
  async #probeSpeaking({ id }) {
    try {
      await this.#client.signal(id, "typing");
    } catch (error) {
      if (error.code === "muted") {
        const mute = { until: error.until ?? null, ...reasonFrom(error) };
        this.#store.dispatch({ type: "muteChanged", room: id, mute });
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
