import { clean, countCharacters } from "../text/text.js";

/**
 * How a person changes what they have said: each step is kept in the room's `editing` or `removing`, refusals too, so
 * that they are shown where the message stands and nothing that was typed is lost.
 */
export class MessageEdits {
  #client;
  #store;

  constructor({ client, store }) {
    this.#client = client;
    this.#store = store;
  }

  /** Begin to edit a message, or end it with null. */
  setEditing(entry) {
    this.#dispatch("editingChanged", { entry });
  }

  /** Begin to edit what the person said last.  False if nothing is in reach that they may edit. */
  editLast() {
    const { room, state } = this.#store;
    const able = room?.can?.includes("edit_own") && !state.unsupported.includes("edit");
    const mine = (entry) => entry.user.id === state.me?.id && entry.seq != null && !entry.deleted;
    const last = able ? room.entries.findLast(mine) : undefined;
    if (last) {
      this.setEditing(last);
    }
    return last !== undefined;
  }

  /** What stands in the editor now. */
  setText(seq, text) {
    this.#update({ draft: "editing", seq, text, error: null });
  }

  /** Give the message the text that stands in the editor. */
  async save() {
    const { room, state } = this.#store;
    const { seq, text, busy } = room.editing;
    const wanted = clean(text);
    const present = room.entries.find((entry) => entry.seq === seq)?.text;
    const limit = state.limits.text ?? Infinity;
    if (busy || wanted.trim() === "") {
      return;
    }
    if (wanted === present) {
      this.setEditing(null);
    } else if (countCharacters(wanted) > limit) {
      this.#update({ draft: "editing", seq, error: { code: "too_large" } });
    } else {
      await this.#sendChange("editing", "edit", seq, () => this.#client.edit(room.id, seq, wanted));
    }
  }

  /** Ask whether to delete a message, or keep it with null. */
  setDeleting(entry) {
    this.#dispatch("deletingChanged", { entry });
  }

  /** Delete the message that was asked about. */
  async confirmDelete() {
    const { id, deleting } = this.#store.room;
    if (!deleting.busy) {
      await this.#sendChange("deleting", "delete", deleting.seq, () => this.#client.delete(id, deleting.seq));
    }
  }

  async #sendChange(draft, command, seq, send) {
    const room = this.#store.room.id;
    this.#update({ draft, seq, busy: true, error: null });
    try {
      await send();
      if (this.#store.state.rooms[room]?.[draft]?.seq === seq) {
        this.#store.dispatch({ type: `${draft}Changed`, room, entry: null });
      }
    } catch (error) {
      if (error.code === "unknown_type") {
        this.#store.dispatch({ type: "commandUnsupported", command });
      }
      this.#store.dispatch({ type: "draftChanged", room, draft, seq, busy: false, error });
    }
  }

  #update(changes) {
    this.#dispatch("draftChanged", changes);
  }

  #dispatch(type, more) {
    this.#store.dispatch({ type, room: this.#store.state.active, ...more });
  }
}
