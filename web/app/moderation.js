import { may } from "../store/permissions.js";
import { clean } from "../text/text.js";

/**
 * Keeping order: what those who may do to messages, to people and to a room.
 *
 * What a dialog asks for promises to be done, and is rejected with the refusal, to be shown there.
 */
export class Order {
  #client;
  #model;
  #intents;
  #clock;
  #asked = new Set();

  constructor({ client, model, intents, clock }) {
    this.#client = client;
    this.#model = model;
    this.#intents = intents;
    this.#clock = clock;
    model.addEventListener("change", () => this.#look());
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
    this.#intents.notice(`did.${act}`, { name: user.name });
    this.#forget(room);
  }

  /** End a mute or a ban of a user, or of an address. */
  async lift({ kind, subject, name, room }) {
    const where = room === null ? {} : { room };
    await this.#client.command(`un${kind}`, { ...where, user: subject });
    this.#intents.notice(`did.un${kind}`, { name });
    this.#forget(room);
  }

  /** Ask those who keep order to look at a message. */
  async report(room, seq, reason) {
    await this.#client.command("report", { room, seq, reason: clean(reason).trim() });
    this.#intents.notice("did.report");
  }

  /** Set some of `title`, `topic`, `slow`, `retention` and `kind`. */
  async set(room, changes) {
    await this.#client.command("set", { room, ...changes });
  }

  /** End the conversation in a room for everybody. */
  async close(room) {
    await this.#client.command("close", { room });
  }

  #forget(room) {
    if (room !== null) {
      this.#model.dispatch({ type: "sanctions", room, sanctions: null });
    }
  }

  // What is in force in the room that is looked at, for those who may lift it.
  #look() {
    const { room } = this.#model;
    const asks = room?.joined && room.sanctions === null && (may(room, "mute") || may(room, "ban"));
    if (asks && !this.#asked.has(room.id)) {
      this.#asked.add(room.id);
      this.#ask(room.id);
    }
  }

  async #ask(room) {
    let sanctions = [];
    try {
      ({ sanctions } = await this.#client.list("sanctions", { room }));
    } catch {
      // Then each is lifted from where it is listed.
    }
    this.#asked.delete(room);
    this.#model.dispatch({ type: "sanctions", room, sanctions });
  }
}
