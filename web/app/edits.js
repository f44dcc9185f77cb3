import { clean, length } from "../text/text.js";

/**
 * How a person changes what they have said: each step is kept in the room's `editing` or `removing`, refusals too, so
 * that they are shown where the message stands and nothing that was typed is lost.
 */
export class Changes {
  #client;
  #model;

  constructor({ client, model }) {
    this.#client = client;
    this.#model = model;
  }

  /** Begin to edit a message, or end it with null. */
  revise(entry) {
    this.#dispatch("editing", { entry });
  }

  /** Begin to edit what the person said last.  False if nothing is in reach that they may edit. */
  reviseLast() {
    const { room, state } = this.#model;
    const able = room?.can?.includes("edit_own") && !state.unable.includes("edit");
    const mine = (entry) => entry.user.id === state.me?.id && entry.seq != null && !entry.deleted;
    const last = able ? room.entries.findLast(mine) : undefined;
    if (last) {
      this.revise(last);
    }
    return last !== undefined;
  }

  /** What stands in the editor now. */
  write(seq, text) {
    this.#inHand({ what: "editing", seq, text, error: null });
  }

  /** Give the message the text that stands in the editor. */
  async save() {
    const { room, state } = this.#model;
    const { seq, text, busy } = room.editing;
    const wanted = clean(text);
    const present = room.entries.find((entry) => entry.seq === seq)?.text;
    const limit = state.limits.text ?? Infinity;
    if (busy || wanted.trim() === "") {
      return;
    }
    if (wanted === present) {
      this.revise(null);
    } else if (length(wanted) > limit) {
      this.#inHand({ what: "editing", seq, error: { code: "too_large" } });
    } else {
      await this.#try("editing", "edit", seq, () => this.#client.edit(room.id, seq, wanted));
    }
  }

  /** Ask whether to delete a message, or keep it with null. */
  doubt(entry) {
    this.#dispatch("removing", { entry });
  }

  /** Delete the message that was asked about. */
  async remove() {
    const { id, removing } = this.#model.room;
    if (!removing.busy) {
      await this.#try("removing", "delete", removing.seq, () => this.#client.delete(id, removing.seq));
    }
  }

  async #try(what, command, seq, ask) {
    const room = this.#model.room.id;
    this.#inHand({ what, seq, busy: true, error: null });
    try {
      await ask();
      if (this.#model.state.rooms[room]?.[what]?.seq === seq) {
        this.#model.dispatch({ type: what, room, entry: null });
      }
    } catch (error) {
      if (error.code === "unknown_type") {
        this.#model.dispatch({ type: "unable", what: command });
      }
      this.#model.dispatch({ type: "inHand", room, news: { what, seq, busy: false, error } });
    }
  }

  #inHand(news) {
    this.#dispatch("inHand", { news });
  }

  #dispatch(type, more) {
    this.#model.dispatch({ type, room: this.#model.state.active, ...more });
  }
}
