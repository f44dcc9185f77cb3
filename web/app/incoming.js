import { assignedRole, isPrivateRoom } from "../store/permissions.js";
import { reasonFrom } from "../store/sanctions.js";
import { hasSlowMode } from "../store/speaking.js";

/**
 * Turns the client's events into actions of the store, and keeps on the device what must outlast the page.
 *
 * Three functions, one per subject; `app.js` calls each once.  Events, their fields and their order: docs/client.md.
 */

const ACCOUNT_ID = /^a\./;
const SITE_ID = /^x\./;
const OWN_ID = /^[ax]\./;
const TYPING_CHECK = 1000;
// Of the rooms that a connection may join, so many are left for those that the person opens.
const SPARE_ROOMS = 10;

/**
 * Who the user is: `login` and `me`, and bans from the whole site.
 *
 * `reload` is called if the user is another account, or user of the site's own login, than the one whose rooms and drafts are on this device.
 */
export function handleIdentityEvents(client, { store, storage, reload }) {
  const on = (type, handle) => client.addEventListener(type, ({ detail }) => handle(detail));

  on("login", ({ user, token, account }) => {
    const isOther = OWN_ID.test(storage.owner ?? "") && storage.owner !== user.id;
    if (isOther) {
      storage.forget();
    }
    storage.owner = user.id;
    storage.loginKind = ACCOUNT_ID.test(user.id) ? "account" : SITE_ID.test(user.id) ? "token" : "guest";
    if (token) {
      storage.token = token;
    } else if (storage.loginKind !== "guest") {
      storage.token = null;
    }
    setUser(user, account);
    if (isOther) {
      reload();
    }
  });
  on("me", ({ user, account }) => setUser(user, account ?? client.account));
  on("sanction", ({ room, action, until, reason, by = null }) => {
    if (room === null && action === "ban") {
      store.dispatch({ type: "siteBanChanged", ban: { until, reason, by } });
    }
  });
  on("state", ({ state, error, code }) => {
    if (state === "refused" && error.code === "banned") {
      store.dispatch({ type: "siteBanChanged", ban: { until: error.until ?? null, ...reasonFrom(error) } });
    } else if (state === "ended" && code === 4503 && store.state.siteBan === null) {
      store.dispatch({ type: "siteBanChanged", ban: { until: null, reason: "", by: null } });
    } else if (state === "online") {
      store.dispatch({ type: "siteBanChanged", ban: null });
    }
  });

  function setUser(user, account) {
    storage.name = user.name.replace(/^~/, "");
    store.dispatch({ type: "userChanged", user });
    store.dispatch({ type: "accountChanged", account: account ?? null });
  }
}

/**
 * The connection, the rooms and what happens in them.
 *
 * `joinRoom` is called with a private room that has news and is not open, so that its messages arrive.
 * `showToast(name, values)` shows a text of the page for a few seconds. With `readOnly` the page offers no more than to
 * read, whatever the person may do.
 */
export function handleRoomEvents(client, { store, storage, clock, showToast, joinRoom = () => {}, readOnly = false }) {
  const on = (type, handle) => client.addEventListener(type, ({ detail }) => handle(detail));

  on("state", (connection) => {
    store.dispatch({ type: "connectionChanged", connection });
    if (connection.state === "online") {
      loadRoomList();
    }
  });
  on("announcement", ({ text, time }) => store.dispatch({ type: "announced", announcement: { text, time } }));
  on("welcome", ({ limits }) => store.dispatch({ type: "limitsReceived", limits }));

  on("joined", (answer) => {
    const { room } = answer;
    store.dispatch({ type: "roomJoined", room, answer: offered(answer, readOnly), seen: storage.seen(room) });
  });
  on("entries", ({ room, entries, replayed }) => store.dispatch({ type: "entriesReceived", room, entries, replayed }));
  on("outbox", ({ room, items }) => {
    storage.setUnsent(room, items.map(unsentItem));
    store.dispatch({ type: "outboxChanged", room, items });
  });
  on("left", ({ room, error }) => {
    storage.setUnsent(room, []);
    const removed = error !== undefined && isRemovedFrom(store.state, room);
    const exclusion = removed ? null : exclusionFrom(error);
    if (exclusion) {
      store.dispatch({ type: "roomExcluded", room, exclusion });
      return;
    }
    storage.rooms = storage.rooms.filter((one) => one !== room);
    // Before the room leaves the store: the toast names it.
    if (error) {
      showToast(leftText(error, { removed, known: store.state.rooms[room]?.epoch != null }), { id: room, error });
    }
    store.dispatch({ type: "roomLeft", room });
    if (removed) {
      store.dispatch({ type: "roomUnlisted", room });
    }
  });

  on("presence", (event) => store.dispatch({ type: "presenceChanged", room: event.room, event }));
  on("room", (event) => store.dispatch({ type: "settingsChanged", room: event.room, event: offered(event, readOnly) }));
  on("erase", ({ user }) => {
    store.dispatch({ type: "userErased", user });
    if (user === store.state.me?.id) {
      storage.forget();
    }
  });
  on("seen", (event) => {
    if (!storage.hidden.includes(event.room)) {
      store.dispatch({ type: "seenReceived", event });
    }
  });
  on("activity", (event) => {
    const isPrivate = event.room.startsWith("~");
    if (event.room in store.state.roomList) {
      store.dispatch({ type: "activityReceived", event });
    } else if (isPrivate) {
      // A hidden private room is listed again as soon as there is a new message in it.
      storage.hidden = storage.hidden.filter((one) => one !== event.room);
      loadRoomList();
    } else if (!storage.hidden.includes(event.room)) {
      loadRoomList();
    }
    // The event has no text: it arrives only after a join.
    const free = (store.state.limits.rooms ?? 0) - SPARE_ROOMS - client.joined.length;
    if (isPrivate && !store.state.roomList[event.room]?.invited && free > 0) {
      joinRoom(event.room);
    }
  });

  // A server without this list: the page works without it.
  async function loadRoomList() {
    try {
      const { rooms } = await client.rooms();
      store.dispatch({ type: "roomListLoaded", rooms: rooms.filter(({ room }) => !storage.hidden.includes(room)) });
    } catch {
      // The next connection asks again.
    }
  }

  let cancelTimer = () => {};
  on("signal", ({ room, name, user }) => {
    if (name === "typing" && user.id !== store.state.me?.id) {
      store.dispatch({ type: "typingReceived", room, user, now: clock.now() });
      cancelTimer();
      cancelTimer = clock.after(TYPING_CHECK, expireTyping);
    }
  });
  function expireTyping() {
    store.dispatch({ type: "typingExpired", now: clock.now() });
    const typing = Object.values(store.state.rooms).some((room) => Object.keys(room.typing).length > 0);
    cancelTimer = typing ? clock.after(TYPING_CHECK, expireTyping) : () => {};
  }
}

const READING = new Set(["read", "history_all"]);

function offered(event, readOnly) {
  return readOnly && event.can ? { ...event, can: event.can.filter((action) => READING.has(action)) } : event;
}

/** Roles, invitations, sanctions against the person, and slow mode. */
export function handleModerationEvents(client, { store, storage, clock, showToast, readOnly = false }) {
  const on = (type, handle) => client.addEventListener(type, ({ detail }) => handle(detail));

  on("standing", (event) => store.dispatch({ type: "settingsChanged", room: event.room, event: offered(event, readOnly) }));
  on("member", (event) => store.dispatch({ type: "memberChanged", room: event.room, event }));

  on("invited", ({ room, kind, title, by, role = "member" }) => {
    storage.hidden = storage.hidden.filter((one) => one !== room);
    const direct = kind === "direct";
    const listing = { room, kind, title, by, role, invited: !direct, ...(direct ? { other: by } : {}) };
    store.dispatch({ type: "roomListed", listing });
    const told = ["moderator", "owner"].includes(role) ? `invited.${role}` : "invited.told";
    showToast(direct ? "invited.direct" : told, { name: by.name, id: room });
  });
  on("role", ({ room, role, by }) => {
    showToast(["moderator", "owner"].includes(role) ? `role.given.${role}` : "role.given", { name: by.name, id: room });
  });

  on("sanction", ({ room, action, until, reason, by = null }) => {
    if (action === "mute") {
      store.dispatch({ type: "muteChanged", room, mute: { until, reason, by } });
      showToast("error.muted", { error: { code: "muted", until, message: reason, reason, by } });
    } else if (action === "unmute") {
      store.dispatch({ type: "muteChanged", room, mute: null });
      showToast("unmuted");
    } else if (action === "kick" && room === null) {
      showToast("error.kicked", { error: { code: "kicked", message: reason, reason, by } });
    }
  });

  // Slow mode counts from the person's last message, on whichever device it was written.
  on("entries", ({ room, entries, replayed }) => {
    const own = entries.some(({ type, user }) => type === "message" && user.id === store.state.me?.id);
    const one = store.state.rooms[room];
    if (own && !replayed && one && hasSlowMode(one)) {
      store.dispatch({ type: "slowModeStarted", room, until: clock.now() + one.slow });
    }
  });
  const handled = new WeakSet();
  on("outbox", ({ room, items }) => {
    for (const { error } of items) {
      if (error?.code === "slow_mode" && error.retryAfter != null && !handled.has(error)) {
        handled.add(error);
        store.dispatch({ type: "slowModeStarted", room, until: clock.now() + error.retryAfter });
      }
    }
  });
}

/** The exclusion from a room that a refusal reports, `{code, until, reason, by}`; null for other errors. */
export function exclusionFrom(error) {
  if (error?.code !== "banned" && error?.code !== "kicked") {
    return null;
  }
  return { code: error.code, until: error.until ?? null, ...reasonFrom(error) };
}

// Whether the person has lost their membership of a private room: there is no way back.
function isRemovedFrom({ rooms, me }, id) {
  const room = rooms[id];
  return room !== undefined && isPrivateRoom(room) && room.members !== null && assignedRole(room, me) === null;
}

// Name of the text that tells why the room was left; `known` is whether it had been joined before.
function leftText({ code }, { removed, known }) {
  if (removed) {
    return "room.removed";
  }
  if (code === "not_found") {
    return "room.unknown";
  }
  return known ? "room.lost" : "room.refused";
}

// A failed item keeps its error, so that a reload neither loses it nor sends it again by itself.
function unsentItem({ key, text, reply_to, time, state, error }) {
  const { code, message, field } = error ?? {};
  return { key, text, reply_to, time, ...(state === "failed" ? { error: { code, message, field } } : {}) };
}
