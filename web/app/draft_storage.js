/**
 * Keeps what is in hand in a room, an answer and an edit, on this device, as drafts are: a reload takes neither.
 *
 * What the store has is put back when the room is first looked at, if its log is still the same.
 */
export class Unfinished {
  #model;
  #store;
  #kept = new Map();

  constructor({ model, store }) {
    this.#model = model;
    this.#store = store;
    model.addEventListener("change", () => this.#look());
  }

  #look() {
    const { room } = this.#model;
    if (!room?.joined) {
      return;
    }
    if (!this.#kept.has(room.id)) {
      this.#kept.set(room.id, {});
      this.#restore(room);
      return;
    }
    const { reply, editing } = this.#kept.get(room.id);
    if (room.reply !== reply || room.editing !== editing) {
      this.#kept.set(room.id, { reply: room.reply, editing: room.editing });
      this.#store.setInHand(room.id, inHand(room));
    }
  }

  #restore({ id, epoch, entries }) {
    const { epoch: before, reply, editing } = this.#store.inHand(id);
    const gone = ({ seq }) => entries.some((entry) => entry.seq === seq && entry.deleted);
    if (before !== epoch) {
      this.#store.setInHand(id, null);
    } else if (editing && !gone(editing)) {
      this.#model.dispatch({ type: "editing", room: id, entry: editing });
    } else if (reply && !gone(reply)) {
      this.#model.dispatch({ type: "reply", room: id, entry: reply });
    }
  }
}

// What an answer shows of the message, and no more; of an edit its text.
function inHand({ epoch, reply, editing }) {
  if (editing) {
    return { epoch, editing: { seq: editing.seq, text: editing.text } };
  }
  return reply ? { epoch, reply: { seq: reply.seq, user: reply.user, text: reply.text } } : null;
}
