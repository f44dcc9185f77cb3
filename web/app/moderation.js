import { may } from "../store/permissions.js";
import { clean } from "../text/text.js";

/**
 * Keeping order: what those who may do to messages, to people and to a room.
 *
 * What a dialog asks for promises to be done, and is rejected with the refusal, to be shown there.
 */
export class Moderation {
  #client;
  #store;
  #roomActions;
  #clock;
  #requested = new Set();

  constructor({ client, store, roomActions, clock }) {
    this.#client = client;
    this.#store = store;
    this.#roomActions = roomActions;
    this.#clock = clock;
    store.addEventListener("change", () => this.#storeChanged());
  }

  /**
   * Mute, kick or ban (`act`) somebody in `room`, or everywhere if that is null: for a `length` in milliseconds, null
   * for good, and with `address` everybody at theirs, too.
   */
  async sanction({ act, user, room, length = null, reason = "", address = false }) {
    const until = length === null ? {} : { until: this.#clock.time() + length };
    const lasting = act === "kick" ? {} : { ...until, ...(address ? { address } : {}) };
    const where = room === null ? {} : { room };
    await this.#client.command(act, { ...where, user: user.id, reason: clean(reason).trim(), ...lasting });
    this.#roomActions.showToast(`did.${act}`, { name: user.name });
    this.#reloadSanctions(room);
  }

  /** End a mute or a ban of a user, or of an address. */
  async lift({ kind, subject, name, room }) {
    const where = room === null ? {} : { room };
    await this.#client.command(`un${kind}`, { ...where, user: subject });
    this.#roomActions.showToast(`did.un${kind}`, { name });
    this.#reloadSanctions(room);
  }

  /** Ask those who keep order to look at a message. */
  async report(room, seq, reason) {
    await this.#client.command("report", { room, seq, reason: clean(reason).trim() });
    this.#roomActions.showToast("did.report");
  }

  /** Set some of `title`, `topic`, `slow`, `retention` and `kind`. */
  async changeSettings(room, changes) {
    await this.#client.command("set", { room, ...changes });
  }

  /** End the conversation in a room for everybody. */
  async closeRoom(room) {
    await this.#client.command("close", { room });
  }

  #reloadSanctions(room) {
    if (room !== null) {
      this.#store.dispatch({ type: "sanctionsLoaded", room, sanctions: null });
    }
  }

  // What is in force in the room that is looked at, for those who may lift it.
  #storeChanged() {
    const { room } = this.#store;
    const asks = room?.joined && room.sanctions === null && (may(room, "mute") || may(room, "ban"));
    if (asks && !this.#requested.has(room.id)) {
      this.#requested.add(room.id);
      this.#loadSanctions(room.id);
    }
  }

  async #loadSanctions(room) {
    let sanctions = [];
    try {
      ({ sanctions } = await this.#client.list("sanctions", { room }));
    } catch {
      // Then each is lifted from where it is listed.
    }
    this.#requested.delete(room);
    this.#store.dispatch({ type: "sanctionsLoaded", room, sanctions });
  }
}
