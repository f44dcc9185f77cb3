const SEND_INTERVAL = 2000;

/** Stores how far the person has read, on this device at once and on the server every few seconds. */
export class ReadMarkers {
  #client;
  #store;
  #storage;
  #clock;
  #local = new Map();
  #server = new Map();
  #pending = new Set();
  #throttled = false;
  #refused = false;

  constructor({ client, store, storage, clock }) {
    this.#client = client;
    this.#store = store;
    this.#storage = storage;
    this.#clock = clock;
    store.addEventListener("change", () => this.#storeChanged());
    client.addEventListener("joined", ({ detail }) => this.#roomJoined(detail));
    client.addEventListener("seen", ({ detail }) => this.#setServer(detail.room, detail));
  }

  #storeChanged() {
    for (const { id, epoch, seen, joined } of Object.values(this.#store.state.rooms)) {
      const localPosition = this.#local.get(id);
      if (epoch !== null && joined && (localPosition?.epoch !== epoch || localPosition.seq < seen)) {
        this.#local.set(id, { epoch, seq: seen });
        this.#storage.setSeen(id, { epoch, seq: seen });
        this.#enqueue(id);
      }
    }
  }

  // Send what was read without a connection.
  #roomJoined({ room, epoch, seen = 0 }) {
    this.#setServer(room, { epoch, seq: seen });
    this.#enqueue(room);
  }

  #setServer(room, { epoch, seq }) {
    this.#server.set(room, { epoch, seq });
  }

  #enqueue(room) {
    const localPosition = this.#local.get(room);
    const serverPosition = this.#server.get(room);
    if (localPosition && serverPosition?.epoch === localPosition.epoch && serverPosition.seq < localPosition.seq) {
      this.#pending.add(room);
      this.#flush();
    }
  }

  #flush() {
    if (this.#throttled || this.#refused || this.#pending.size === 0 || this.#client.state.state !== "online") {
      return;
    }
    for (const room of this.#pending) {
      this.#send(room, this.#local.get(room));
    }
    this.#pending.clear();
    this.#throttled = true;
    this.#clock.after(SEND_INTERVAL, () => {
      this.#throttled = false;
      this.#flush();
    });
  }

  async #send(room, position) {
    try {
      await this.#client.seen(room, position.seq);
      this.#setServer(room, position);
    } catch ({ code, passing }) {
      // A server without read markers is not asked again.
      this.#refused ||= code === "unknown_type";
      if (passing) {
        this.#pending.add(room);
      }
    }
  }
}
