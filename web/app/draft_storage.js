/**
 * Keeps an unfinished reply or edit of each room on this device, so that it survives a reload.
 *
 * It is restored when the room is first opened, if the room's log is still the same.
 */
export class DraftStorage {
  #store;
  #storage;
  #saved = new Map();

  constructor({ store, storage }) {
    this.#store = store;
    this.#storage = storage;
    store.addEventListener("change", () => this.#storeChanged());
  }

  #storeChanged() {
    const { room } = this.#store;
    if (!room?.joined) {
      return;
    }
    if (!this.#saved.has(room.id)) {
      this.#saved.set(room.id, {});
      this.#restore(room);
      return;
    }
    const { reply, editing } = this.#saved.get(room.id);
    if (room.reply !== reply || room.editing !== editing) {
      this.#saved.set(room.id, { reply: room.reply, editing: room.editing });
      this.#storage.setReplyOrEdit(room.id, openDraft(room));
    }
  }

  #restore({ id, epoch, entries }) {
    const { epoch: before, reply, editing } = this.#storage.replyOrEdit(id);
    const gone = ({ seq }) => entries.some((entry) => entry.seq === seq && entry.deleted);
    if (before !== epoch) {
      this.#storage.setReplyOrEdit(id, null);
    } else if (editing && !gone(editing)) {
      this.#store.dispatch({ type: "editingChanged", room: id, entry: editing });
    } else if (reply && !gone(reply)) {
      this.#store.dispatch({ type: "replyChanged", room: id, entry: reply });
    }
  }
}

// Only what a reply shows of the message; of an edit its text.
function openDraft({ epoch, reply, editing }) {
  if (editing) {
    return { epoch, editing: { seq: editing.seq, text: editing.text } };
  }
  return reply ? { epoch, reply: { seq: reply.seq, user: reply.user, text: reply.text } } : null;
}
