/**
 * A chatd server that lives in the page, for tests and figures of the page alone: `WebSocket` leads to it, and
 * `fakeServer` makes it speak.  What was said is computed from its position, so that it takes no memory.
 */
(() => {
  const rooms = new Map();
  const sockets = new Set();
  const EPOCH = "e1";
  const START = Date.now() - 86_400_000;
  const WORDS = "the deployment went well and nobody has noticed anything so far but keep an eye on it please".split(" ");

  function roomOf(id) {
    if (!rooms.has(id)) {
      rooms.set(id, { id, head: 0, changes: new Map() });
    }
    return rooms.get(id);
  }

  // Twenty people, who say two to four things in a row.
  function entry(room, seq) {
    const change = room.changes.get(seq);
    if (change) {
      return change;
    }
    const author = Math.floor((seq * 7) / 20) % 20;
    const length = 3 + ((seq * 7919) % 14);
    const text = `${seq} ${WORDS.slice(0, length).join(" ")}`;
    const user = { id: `g.user${author}`, name: `~User ${author}` };
    return { type: "message", room: room.id, seq, user, text, time: START + seq * 1000, key: `k${seq}` };
  }

  function entries(room, from, to) {
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, at) => entry(room, from + at));
  }

  const ANSWERS = {
    login: () => ({ user: { id: "g.ann", name: "~Ann" }, token: "token", expires: null, account: { kind: "guest" } }),
    join: ({ room: id, since, limit = 50 }) => {
      const room = roomOf(id);
      const from = since ? since.seq + 1 : Math.max(1, room.head - limit + 1);
      const events = entries(room, from, Math.min(room.head, from + limit - 1));
      const users = [{ id: "g.ann", name: "~Ann" }];
      return {
        ...{ room: id, kind: "public", title: "", topic: "", slow: 0, retention: null, role: "guest" },
        ...{ can: ["read", "say", "edit_own", "delete_own"], epoch: EPOCH, seq: room.head, first: 1, seen: room.head },
        ...{ events, gap: false, more: from > 1, presence: { users, count: 1 } },
      };
    },
    history: ({ room: id, before, after, limit = 50 }) => {
      const room = roomOf(id);
      const from = before === undefined ? after + 1 : Math.max(1, before - limit);
      const to = Math.min(room.head, before === undefined ? after + limit : before - 1);
      return { events: entries(room, from, to), first: 1, more: before === undefined ? to < room.head : from > 1 };
    },
    say: ({ room: id }) => {
      const room = roomOf(id);
      room.head += 1;
      return { seq: room.head, time: Date.now() };
    },
    rooms: () => ({ rooms: [] }),
    members: () => ({ members: [] }),
    ignores: () => ({ users: [] }),
    presence: () => ({ users: [], count: 0 }),
  };

  class FakeWebSocket {
    readyState = 0;

    constructor() {
      setTimeout(() => {
        this.readyState = 1;
        sockets.add(this);
        this.onopen?.({});
        const limits = { text: 4000, message: 65_536 };
        this.push({ type: "welcome", server: "chatd/fake", session: "s", user: null, limits, heartbeat: 25 });
      });
    }

    send(text) {
      const { type, ref, ...fields } = JSON.parse(text);
      fakeServer.commands[type] = (fakeServer.commands[type] ?? 0) + 1;
      setTimeout(() => this.push({ type: "ok", ref, ...ANSWERS[type]?.(fields) }));
    }

    push(frame) {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }

    close() {
      this.readyState = 3;
      sockets.delete(this);
    }
  }

  function tell(frame) {
    sockets.forEach((socket) => socket.push(frame));
  }

  const fakeServer = {
    /** How many commands came, by their type. */
    commands: {},

    /** Let the room have so many messages before anybody comes. */
    fill(id, count) {
      roomOf(id).head += count;
    },

    /** Say so many things at once. */
    burst(id, count) {
      const room = roomOf(id);
      for (let told = 0; told < count; told += 1) {
        room.head += 1;
        tell(entry(room, room.head));
      }
    },

    /** An `edit` or a `delete` of a message. */
    change(id, type, target, text) {
      const room = roomOf(id);
      room.head += 1;
      const user = entry(room, target).user;
      const event = { type, room: id, seq: room.head, target, text, user, time: Date.now() };
      room.changes.set(room.head, event);
      tell(event);
    },

    /** Say something every so many milliseconds; the answer ends it. */
    talk(id, every) {
      const timer = setInterval(() => this.burst(id, 1), every);
      return () => clearInterval(timer);
    },
  };
  Object.assign(globalThis, { WebSocket: FakeWebSocket, fakeServer });
})();
