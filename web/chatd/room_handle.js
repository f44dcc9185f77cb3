/**
 * One room of a client: `client.room("lobby")`. The same object each time, whether the room is joined or not.
 *
 * It has the events of the client that are about this room (`message`, `edit`, `joined`, `position`, `outbox`, `left`,
 * …), and `state`: `state`, and `error` if the room was left for one. Its methods are those of the client, without the
 * room: `join`, `leave`, `say`, `sayAgain`, `unsay`, `edit`, `delete`, `history`, `search`, `signal`, `presence` and
 * `seen`.
 */
export class Room extends EventTarget {
  #state = "left";

  constructor(client, id) {
    super();
    this.client = client;
    this.id = id;
  }

  /** `left`; `joining`: it is joined as soon as there is a connection; `joined`. */
  get state() {
    return this.#state;
  }

  /** The position in the room's log, as `client.position`. */
  get position() {
    return this.client.position(this.id);
  }

  /** Messages that are not acknowledged, as `client.outbox`. */
  get outbox() {
    return this.client.outbox(this.id);
  }

  /** Called by the client. */
  setState(state, error) {
    if (state !== this.#state) {
      this.#state = state;
      this.emit("state", { state, error });
    }
  }

  /** Called by the client. */
  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

const METHODS = "join leave say sayAgain unsay edit delete history search signal presence seen".split(" ");
for (const name of METHODS) {
  Room.prototype[name] = function (...rest) {
    return this.client[name](this.id, ...rest);
  };
}
