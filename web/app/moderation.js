import { may } from "../store/permissions.js";
import { clean } from "../text/text.js";

/**
 * Moderation: sanctions, reports, and settings of a room.
 *
 * Methods for dialogs reject with the server's error, which the dialog shows.
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
   * Mute, kick or ban (`act`) a user in `room`, or on the whole site if that is null. `length` is in milliseconds, null
   * is permanent; with `address` the user's address is sanctioned, too.
   */
  async sanction({ act, user, room, length = null, reason = "", address = false }) {
    const until = length === null ? {} : { until: this.#clock.time() + length };
    const lasting = act === "kick" ? {} : { ...until, ...(address ? { address } : {}) };
    const where = room === null ? {} : { room };
    await this.#client.command(act, { ...where, user: user.id, reason: clean(reason).trim(), ...lasting });
    this.#roomActions.showToast(`did.${act}`, { name: user.name });
    this.#reloadSanctions(room);
  }

  /** End a mute or a ban of a user or an address. */
  async lift({ kind, subject, name, room }) {
    const where = room === null ? {} : { room };
    await this.#client.command(`un${kind}`, { ...where, user: subject });
    this.#roomActions.showToast(`did.un${kind}`, { name });
    this.#reloadSanctions(room);
  }

  /** Report a message to the moderators. */
  async report(room, seq, reason) {
    await this.#client.command("report", { room, seq, reason: clean(reason).trim() });
    this.#roomActions.showToast("did.report");
  }

  /** Change some of `title`, `topic`, `slow`, `retention` and `kind`. */
  async changeSettings(room, changes) {
    await this.#client.command("set", { room, ...changes });
  }

  /** Archive a room: nobody can write in it any more. */
  async closeRoom(room) {
    await this.#client.command("close", { room });
  }

  #reloadSanctions(room) {
    if (room !== null) {
      this.#store.dispatch({ type: "sanctionsLoaded", room, sanctions: null });
    }
  }

  // Load the active sanctions of the open room, for those who may end them.
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
      // Sanctions can still be ended from the moderation dialog.
    }
    this.#requested.delete(room);
    this.#store.dispatch({ type: "sanctionsLoaded", room, sanctions });
  }
}
