/** A clock that stands still until it is told, and a server on the other end of a WebSocket that is none. */

export class FakeClock {
  #now = 1_000_000;
  #timers = new Set();
  /** How far the device's clock, that of `time`, is from the one that only goes forward. */
  set = 1_700_000_000_000;

  now = () => this.#now;

  time = () => this.#now + this.set;

  after = (ms, action) => {
    const timer = { at: this.#now + ms, action };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  };

  get waits() {
    return [...this.#timers].map(({ at }) => at - this.#now).sort((a, b) => a - b);
  }

  /** Let time pass; timers go off in order, and what they started goes on in between. */
  async advance(ms) {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) {
        break;
      }
      this.#timers.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.action();
      await settled();
    }
    this.#now = end;
  }

  /** Time passes and no timer goes off; then those that were due do, all at once. */
  async freeze(ms) {
    this.#now += ms;
    await this.advance(0);
  }
}

/** Whatever promises can do now, they have done. */
export async function settled() {
  for (let turn = 0; turn < 50; turn += 1) {
    await null;
  }
}

/** Each connection that was opened, newest last: `sent` frames, and ways to answer them. */
export function fakeServer() {
  const connections = [];

  class FakeWebSocket {
    readyState = 0;
    sent = [];

    constructor(url, protocols) {
      Object.assign(this, { url, protocols });
      connections.push(this);
    }

    send(text) {
      this.sent.push(JSON.parse(text));
    }

    close() {
      this.readyState = 3;
    }

    /** Push frames to the client, one after another, without a pause. */
    async push(...frames) {
      this.readyState = 1;
      for (const frame of frames) {
        this.onmessage?.({ data: JSON.stringify(frame) });
      }
      await settled();
    }

    /** The commands of a type that were sent, oldest first. */
    all(type) {
      return this.sent.filter((frame) => frame.type === type);
    }

    last(type) {
      const found = this.all(type).at(-1);
      if (!found) {
        throw new Error(`no ${type} among ${JSON.stringify(this.sent)}`);
      }
      return found;
    }

    async answer(type, fields = {}) {
      await this.push({ type: "ok", ref: this.last(type).ref, ...fields });
    }

    async refuse(type, code, fields = {}) {
      await this.push({ type: "error", ref: this.last(type).ref, code, message: code, ...fields });
    }

    async drop(code = 1006, reason = "") {
      this.readyState = 3;
      this.onclose?.({ code, reason });
      await settled();
    }

    async welcome({ heartbeat = 25, user = null, account = {}, limits = { text: 4000, message: 65536 } } = {}) {
      await this.push({
        type: "welcome",
        server: "chatd/test",
        session: "s",
        user,
        account,
        limits,
        heartbeat,
      });
    }

    /** Welcome and login in one. */
    async greet(id = "g.ann") {
      await this.welcome();
      await this.answer("login", { user: { id, name: "Ann" }, token: "t1", expires: null });
    }
  }

  return {
    WebSocket: FakeWebSocket,
    connections,
    get now() {
      return connections.at(-1);
    },
  };
}

export function message(seq, text = `m${seq}`, { user = "g.bo", key, room = "lobby" } = {}) {
  return { type: "message", room, seq, user: { id: user, name: user }, text, time: seq, key };
}

export function joinAnswer({
  epoch = "e1",
  seq = 0,
  events = [],
  gap = false,
  more = false,
  room = "lobby",
  ...rest
} = {}) {
  const presence = { users: [], count: 0 };
  return {
    room,
    title: "",
    topic: "",
    epoch,
    seq,
    first: 1,
    role: "guest",
    can: ["read", "say"],
    seen: 0,
    events,
    gap,
    more,
    presence,
    ...rest,
  };
}
