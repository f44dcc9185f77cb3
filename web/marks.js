const EVERY = 3000;

/**
 * Tells this device at once, and the server every few seconds, how far the person has read.
 */
export class Marks {
  #client;
  #model;
  #store;
  #clock;
  #kept = new Map();
  #due = new Set();
  #resting = false;
  #refused = false;

  constructor({ client, model, store, clock }) {
    this.#client = client;
    this.#model = model;
    this.#store = store;
    this.#clock = clock;
    model.addEventListener("change", () => this.#look());
  }

  #look() {
    for (const { id, epoch, seen } of Object.values(this.#model.state.rooms)) {
      const kept = this.#kept.get(id);
      if (epoch !== null && (kept?.epoch !== epoch || kept.seq < seen)) {
        const position = { epoch, seq: seen };
        this.#kept.set(id, position);
        this.#store.setSeen(id, position);
        this.#due.add(id);
        this.#tell();
      }
    }
  }

  #tell() {
    if (this.#resting || this.#refused || this.#due.size === 0) {
      return;
    }
    for (const room of this.#due) {
      const { seq } = this.#kept.get(room);
      if (seq > 0) {
        this.#client.seen(room, seq).catch((error) => this.#failed(error));
      }
    }
    this.#due.clear();
    this.#resting = true;
    this.#clock.after(EVERY, () => {
      this.#resting = false;
      this.#tell();
    });
  }

  // A server that keeps no marks is not asked again.
  #failed({ code }) {
    this.#refused ||= code === "unknown_type" || code === "forbidden";
  }
}
