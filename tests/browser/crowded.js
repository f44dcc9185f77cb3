/**
 * A server inside the page: takes the place of `WebSocket` and answers the client's commands with lists of made-up
 * people, rooms, messages, hits, reports, sanctions and acts, `count` of each.
 *
 * `crowded.push(frame)` sends an event to the page, `crowded.say(text, user)` a message; `crowded.lose()` ends the
 * connection and lets no other begin.
 */
(count) => {
  const NAMES = [
    "Ann", "Bartholomew Featherstonehaugh-Cl", "王小明", "W".repeat(32), "דנה כהן", "José", "محمد عبد الله",
    "Z\u0351\u036b\u0343a\u0321\u0353\u031el\u0334\u0342g\u0489o", "Li", "🦊 fox",
  ];
  const TEXTS = [
    "Good morning", "w".repeat(300), "See https://a.example/" + "x".repeat(200), "一二三四五六七八九十".repeat(20),
    "one\ntwo\nthree", "🎉", "שלום לכולם", "Lorem ipsum dolor sit amet, consectetur adipiscing elit. ".repeat(6),
  ];
  const CAN = [
    "read", "say", "signal", "edit_own", "delete_own", "edit_any", "delete_any", "invite", "members", "set", "slow",
    "role", "mute", "kick", "ban", "review", "audit", "close", "report", "unslowed", "create_room", "create_direct",
    "ignore", "export", "find", "rename",
  ];
  const NOW = Date.now();
  const of = (list, at) => list[at % list.length];
  const range = (size, make) => Array.from({ length: size }, (_, at) => make(at));
  const me = { id: "a.me", name: "Maximilian the Measurer" };
  const user = (at) => (at === 0 ? me : { id: `a.u${at}`, name: `${of(NAMES, at)} ${at}`.slice(-32) });
  const message = (seq, room, text = of(TEXTS, seq)) => ({
    type: "message", room, seq, user: user(seq % Math.max(count, 1)), text, time: NOW - (5000 - seq) * 400_000,
    ...(seq % 9 === 0 && seq > 1 ? { reply_to: seq - 1 } : {}),
    ...(seq % 11 === 0 ? { edited: { seq, user: me, time: NOW } } : {}),
  });
  const title = (at) => (at % 3 === 0 ? `${of(TEXTS, at + 1).slice(0, 60)} ${at}` : "");
  const line = (at) => {
    const kind = of(["public", "direct", "private", "announce", "archived"], at);
    const room = kind === "private" || kind === "direct" ? `~room${at}` : `room-${at}`;
    return {
      room, kind, title: kind === "direct" ? "" : title(at), epoch: "e1", seq: 9, seen: 5, unread: of([0, 4, 120], at),
      role: "member", invited: kind === "private" && at % 4 === 0, by: user(at), ...(kind === "direct" ? { other: user(at) } : {}),
    };
  };
  const ANSWERS = {
    login: () => ({ user: me, token: null, account: ACCOUNT }),
    join: ({ room }) => ({
      room, kind: "public", title: room === "long" ? "A title that is as long as titles may be ".repeat(2) : "",
      topic: "What this room is about, told at more length than there is room for: ".repeat(3), slow: 0, retention: null,
      epoch: "e1", seq: Math.min(count, 60), first: 1, role: "owner", can: CAN, seen: 0, gap: false, more: false,
      events: range(Math.min(count, 60), (at) => message(at + 1, room)),
      presence: { users: count > 0 ? range(count, user) : [me], count: Math.max(count, 1) },
    }),
    rooms: () => ({ rooms: range(count, line), more: false }),
    directory: () => ({ rooms: range(count, (at) => ({ room: `${at % 3 ? "" : "w".repeat(60)}room-${at}`, kind: at % 5 ? "public" : "announce", title: title(at), topic: at % 2 ? of(TEXTS, at) : "", count: at * 7, member: at % 4 === 0 })), more: false }),
    members: () => ({ members: range(count, (at) => ({ user: at % 2 ? user(at) : { id: `a.away${at}`, name: of(NAMES, at) }, role: of(["member", "moderator", "owner"], at), since: NOW, invited: at % 10 === 4 })), more: false }),
    presence: () => ({ users: range(count, user), count }),
    sanctions: () => ({ sanctions: range(count, (at) => ({ kind: of(["mute", "ban"], at), user: user(at + 1).id, name: user(at + 1).name, address: at % 6 ? null : "2001:db8:1234:5678:9abc:def0:1234:5678", room: "lobby", until: NOW + at * 1e6, reason: of(TEXTS, at).slice(0, 200), by: me, at: NOW })), more: false }),
    search: ({ room }) => ({ events: range(count, (at) => message(count - at, room)), more: count > 0 }),
    reports: () => ({ reports: range(count, (at) => ({ report: { id: count - at, room: "lobby", seq: at, author: user(at + 1), by: user(at + 2), time: NOW, reason: of(TEXTS, at).slice(0, 200), outcome: null }, text: of(TEXTS, at) })), more: count > 0 }),
    audit: () => ({ acts: range(count, (at) => ({ id: count - at, action: of(["mute", "ban", "kick", "role", "set"], at), by: user(at), time: NOW, user: user(at + 1), room: "lobby", seq: null, until: NOW + 1e7, reason: of(TEXTS, at).slice(0, 200), detail: of([null, null, null, "moderator", "title"], at) })), more: count > 0 }),
    ignores: () => ({ users: range(count, (at) => `a.i${at}`), more: false }),
    history: ({ room, before = 1 }) => ({ events: [], first: 1, more: false, room, before }),
    say: ({ key }) => ({ seq: (head += 1), time: NOW, key }),
  };
  const ACCOUNT = { kind: "account", admin: true, can: CAN, expires: null };
  let head = Math.min(count, 60);
  let now = null;
  let away = false;

  class CrowdedSocket {
    readyState = 0;

    constructor() {
      now = this;
      if (away) {
        queueMicrotask(() => this.onclose?.({ code: 1006, reason: "" }));
        return;
      }
      queueMicrotask(() => {
        this.readyState = 1;
        this.onopen?.({});
        const limits = { text: 4000, message: 65536, name: 32 };
        this.push({ type: "welcome", server: "chatd/test", session: "s", user: me, account: ACCOUNT, limits, heartbeat: 3600 });
      });
    }

    send(text) {
      const { type, ref, ...fields } = JSON.parse(text);
      const answer = type === "ping" ? { type: "pong" } : { type: "ok", ...ANSWERS[type]?.(fields) };
      queueMicrotask(() => this.push({ ...answer, ref }));
    }

    push(frame) {
      this.onmessage?.({ data: JSON.stringify(frame) });
    }

    close() {
      this.readyState = 3;
    }
  }

  // Why a connection was lost is asked over HTTP: there is a server.
  const { fetch } = globalThis;
  globalThis.fetch = (href, how) => {
    const asked = String(href).split("?")[0].endsWith("/ws");
    return asked ? Promise.resolve(new Response("", { status: 200 })) : fetch(href, how);
  };
  globalThis.WebSocket = CrowdedSocket;
  globalThis.crowded = {
    me,
    message,
    push: (frame) => now.push(frame),
    say(text, user) {
      head += 1;
      now.push({ ...message(head, "long", text), user, reply_to: undefined });
      return head;
    },
    lose() {
      away = true;
      now.onclose({ code: 1006, reason: "" });
    },
  };
  localStorage.setItem("chatd.kind", '"account"');
  localStorage.setItem("chatd.name", JSON.stringify(me.name));
}
