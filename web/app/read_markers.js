const EVERY = 2000;

/**
 * Tells this device at once, and the server every few seconds, how far the person has read.
 */
export class Marks {
  #client;
  #model;
  #store;
  #clock;
  #kept = new Map();
  #told = new Map();
  #due = new Set();
  #resting = false;
  #refused = false;

  constructor({ client, model, store, clock }) {
    this.#client = client;
    this.#model = model;
    this.#store = store;
    this.#clock = clock;
    model.addEventListener("change", () => this.#look());
    client.addEventListener("joined", ({ detail }) => this.#compare(detail));
    client.addEventListener("seen", ({ detail }) => this.#hear(detail.room, detail));
  }

  #look() {
    for (const { id, epoch, seen, joined } of Object.values(this.#model.state.rooms)) {
      const kept = this.#kept.get(id);
      if (epoch !== null && joined && (kept?.epoch !== epoch || kept.seq < seen)) {
        this.#kept.set(id, { epoch, seq: seen });
        this.#store.setSeen(id, { epoch, seq: seen });
        this.#want(id);
      }
    }
  }

  // What was read while there was no connection is told now.
  #compare({ room, epoch, seen = 0 }) {
    this.#hear(room, { epoch, seq: seen });
    this.#want(room);
  }

  #hear(room, { epoch, seq }) {
    this.#told.set(room, { epoch, seq });
  }

  #want(room) {
    const kept = this.#kept.get(room);
    const told = this.#told.get(room);
    if (kept && told?.epoch === kept.epoch && told.seq < kept.seq) {
      this.#due.add(room);
      this.#tell();
    }
  }

  #tell() {
    if (this.#resting || this.#refused || this.#due.size === 0 || this.#client.state.state !== "online") {
      return;
    }
    for (const room of this.#due) {
      this.#mark(room, this.#kept.get(room));
    }
    this.#due.clear();
    this.#resting = true;
    this.#clock.after(EVERY, () => {
      this.#resting = false;
      this.#tell();
    });
  }

  async #mark(room, position) {
    try {
      await this.#client.seen(room, position.seq);
      this.#hear(room, position);
    } catch ({ code, passing }) {
      // A server that keeps no marks is not asked again.
      this.#refused ||= code === "unknown_type";
      if (passing) {
        this.#due.add(room);
      }
    }
  }
}
