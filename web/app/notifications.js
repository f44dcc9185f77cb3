import { findMessage } from "../store/message_updates.js";
import { isIgnoredMessage } from "../store/ignored.js";
import { isMention } from "../store/unread.js";
import { messageWords } from "../text/data.js";
import { graphemes } from "../text/text.js";

const MAX_BODY = 200;

/**
 * The notification for a message, `{title, body}`; null if it deserves none. Mentions, replies to the person, direct
 * messages and the site's notices do.
 */
export function notificationFor(entry, room, { me, ignored }) {
  const own = entry.user.id === me?.id;
  if (entry.type !== "message" || own || entry.deleted || isIgnoredMessage(entry, { ignored })) {
    return null;
  }
  if (room.kind === "direct" || room.kind === "inbox") {
    return { title: entry.user.name, body: truncate(messageWords(entry)) };
  }
  if (!isMention(entry, room, { me })) {
    return null;
  }
  return { title: [entry.user.name, ...roomLabel(room)].join(" · "), body: truncate(messageWords(entry)) };
}

// The id of a private room tells people nothing.
function roomLabel({ id, title }) {
  const name = title || (id.startsWith("~") ? "" : `#${id}`);
  return name === "" ? [] : [name];
}

/**
 * Shows desktop notifications while the page is not visible: once, in however many tabs it is open.
 *
 * `desktop` is a `DesktopNotifications`; `openMessage(room, seq)` opens a message, or a room if `seq` is null;
 * `loadOriginal` loads what a message replies to; `translate` returns a text of the page.
 */
export class Notifications {
  #store;
  #storage;
  #desktop;
  #openMessage;
  #loadOriginal;
  #translate;
  // Private rooms that have a new message but are not joined, and its position.
  #unopened = new Map();

  constructor({ client, store, storage, desktop, openMessage, loadOriginal = async () => {}, translate = () => "" }) {
    this.#store = store;
    this.#storage = storage;
    this.#desktop = desktop;
    this.#openMessage = openMessage;
    this.#loadOriginal = loadOriginal;
    this.#translate = translate;
    client.addEventListener("entries", ({ detail }) => this.#entriesReceived(detail));
    client.addEventListener("joined", ({ detail }) => this.#roomOpened(detail.room));
    client.addEventListener("left", ({ detail }) => this.#roomNotOpened(detail.room));
    client.addEventListener("activity", ({ detail }) => this.#activityReceived(detail));
  }

  /** `on`, `off`, `denied` by the browser, or `missing` in it. */
  get state() {
    const { permission } = this.#desktop;
    if (permission !== "granted" && permission !== "default") {
      return permission;
    }
    return permission === "granted" && this.#storage.notifications ? "on" : "off";
  }

  /** Turn notifications on or off; browsers ask for permission only on a click. */
  async toggle() {
    if (this.state === "on") {
      this.#storage.notifications = false;
    } else if (this.#desktop.permission === "granted" || (await this.#desktop.requestPermission()) === "granted") {
      this.#storage.notifications = true;
    }
  }

  #entriesReceived({ room, entries, replayed }) {
    if (replayed) {
      this.#roomOpened(room);
      return;
    }
    const mayTell = !this.#desktop.visible && this.#storage.notifications;
    for (const entry of mayTell ? entries : []) {
      this.#considerEntry(room, entry);
    }
  }

  async #considerEntry(id, entry) {
    const before = this.#store.state.rooms[id];
    if (before && entry.reply_to != null && findMessage(before, entry.reply_to) === undefined) {
      await this.#loadOriginal(id, entry.reply_to);
    }
    const room = this.#store.state.rooms[id];
    const alert = room ? notificationFor(entry, room, this.#store.state) : null;
    // Last, because the check for permission is slow in some browsers.
    if (alert && this.#enabled) {
      this.#notify(alert, { room: id, seq: entry.seq ?? null, tag: tagOf(room, entry) });
    }
  }

  // The event has only the position: author and text are known once the room is joined.
  #activityReceived({ room, seq }) {
    if (this.#enabled && room.startsWith("~") && !this.#unopened.has(room)) {
      this.#unopened.set(room, seq);
    }
  }

  async #roomOpened(id) {
    // After the store's own handler of this event.
    await null;
    const room = this.#store.state.rooms[id];
    if (room && room.to >= (this.#unopened.get(id) ?? Infinity)) {
      const since = this.#unopened.get(id);
      this.#unopened.delete(id);
      const last = room.entries.filter(({ seq }) => seq >= since).at(-1);
      if (last) {
        await this.#considerEntry(id, last);
      }
    }
  }

  // The room cannot be joined: the notification names the other person only.
  #roomNotOpened(room) {
    const listing = this.#store.state.roomList[room];
    const other = listing?.kind === "direct" ? listing.other : null;
    const since = this.#unopened.get(room);
    this.#unopened.delete(room);
    if (since !== undefined && this.#enabled && other && !(other.id in this.#store.state.ignored)) {
      const body = this.#translate("notifications.direct", { name: other.name });
      this.#notify({ title: other.name, body }, { room, seq: null, tag: `${room}/${listing.epoch}/${since}` });
    }
  }

  get #enabled() {
    return !this.#desktop.visible && this.state === "on";
  }

  async #notify(alert, { room, seq, tag }) {
    if ((await this.#desktop.isWatched()) || !(await this.#desktop.claim(tag))) {
      return;
    }
    this.#desktop.show({ ...alert, tag, click: () => this.#openMessage(room, seq) });
  }
}

function tagOf({ id, epoch }, { seq, time }) {
  return `${id}/${epoch}/${seq ?? time}`;
}

function truncate(text) {
  const characters = graphemes(text);
  return characters.length > MAX_BODY ? `${characters.slice(0, MAX_BODY).join("")}…` : text;
}
