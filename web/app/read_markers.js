const SEND_INTERVAL = 2000;
// Writing to the device at each message would keep its disk busy.
const WRITE_INTERVAL = 5000;

/**
 * Stores how far the person has read, on this device and on the server every few seconds, on this device also when the
 * page is hidden or left.
 */
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
  #unwritten = new Set();
  #owner = null;
  #cancelWrite = null;

  constructor({ client, store, storage, clock, browser }) {
    this.#client = client;
    this.#store = store;
    this.#storage = storage;
    this.#clock = clock;
    store.addEventListener("change", () => this.#storeChanged());
    browser.addEventListener("visible", () => browser.visible || this.#write());
    browser.addEventListener("leave", () => this.#write());
    client.addEventListener("joined", ({ detail }) => this.#roomJoined(detail));
    client.addEventListener("seen", ({ detail }) => this.#setServer(detail.room, detail));
  }

  #storeChanged() {
    for (const { id, epoch, seen, joined } of Object.values(this.#store.state.rooms)) {
      const localPosition = this.#local.get(id);
      if (epoch !== null && joined && (localPosition?.epoch !== epoch || localPosition.seq < seen)) {
        this.#local.set(id, { epoch, seq: seen });
        this.#enqueueWrite(id);
        this.#enqueue(id);
      }
    }
  }

  // The first position is written at once.
  #enqueueWrite(room) {
    if (this.#unwritten.size === 0) {
      this.#owner = this.#storage.owner;
    }
    this.#unwritten.add(room);
    if (this.#cancelWrite === null) {
      this.#write();
    }
  }

  // Another account than the one that has read, or nobody, may be signed in by now.
  #write() {
    this.#cancelWrite?.();
    this.#cancelWrite = null;
    if (this.#unwritten.size === 0) {
      return;
    }
    if (this.#owner === this.#storage.owner) {
      this.#unwritten.forEach((room) => this.#storage.setSeen(room, this.#local.get(room)));
    }
    this.#unwritten.clear();
    this.#cancelWrite = this.#clock.after(WRITE_INTERVAL, () => this.#write());
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
