import { clean, countCharacters } from "../text/text.js";

/**
 * Edits and deletions of the person's messages. Each step is kept in the room's `editing` or `deleting`, with the error
 * of a refused command, so that it is shown at the message and nothing typed is lost.
 */
export class MessageEdits {
  #client;
  #store;

  constructor({ client, store }) {
    this.#client = client;
    this.#store = store;
  }

  /** Begin to edit a message; null ends it. */
  setEditing(entry) {
    this.#dispatch("editingChanged", { entry });
  }

  /** Begin to edit the person's last message. False if no loaded one may be edited. */
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

  /** The text in the editor has changed. */
  setText(seq, text) {
    this.#update({ draft: "editing", seq, text, error: null });
  }

  /** Send the edited text. */
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

  /** Ask for confirmation to delete a message; null ends it. */
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
