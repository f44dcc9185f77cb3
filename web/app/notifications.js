import { messageAt } from "../store/message_updates.js";
import { isHidden } from "../store/ignored.js";
import { isCall } from "../store/unread.js";
import { graphemes } from "../text/text.js";

const LONGEST = 200;

/**
 * What is worth a notification: what calls the person by name or answers them, and what is said to them alone.  Null,
 * or `{title, body}`.
 */
export function alertOf(entry, room, { me, ignored }) {
  const own = entry.user.id === me?.id;
  if (entry.type !== "message" || own || entry.deleted || isHidden(entry, { ignored })) {
    return null;
  }
  if (room.kind === "direct") {
    return { title: entry.user.name, body: cut(entry.text) };
  }
  if (!isCall(entry, room, { me })) {
    return null;
  }
  return { title: [entry.user.name, ...nameOf(room)].join(" · "), body: cut(entry.text) };
}

// The id of a private room says nothing to anybody.
function nameOf({ id, title }) {
  const name = title || (id.startsWith("~") ? "" : `#${id}`);
  return name === "" ? [] : [name];
}

/**
 * Notifies on the desktop while nobody looks at the page: once, however many tabs it is open in.
 *
 * `desktop` is what the browser can do (`app/desktop_notifications.js`); `show` leads to a message, `seq` is null for a room;
 * `original` fetches what a message answers; `words` are the page's texts.
 */
export class Alerts {
  #model;
  #store;
  #desktop;
  #show;
  #original;
  #words;
  // Rooms that were not open when something was said in them, and where in their logs that was.
  #due = new Map();

  constructor({ client, model, store, desktop, show, original = async () => {}, words = () => "" }) {
    this.#model = model;
    this.#store = store;
    this.#desktop = desktop;
    this.#show = show;
    this.#original = original;
    this.#words = words;
    client.addEventListener("entries", ({ detail }) => this.#came(detail));
    client.addEventListener("joined", ({ detail }) => this.#opened(detail.room));
    client.addEventListener("left", ({ detail }) => this.#missed(detail.room));
    client.addEventListener("activity", ({ detail }) => this.#stirred(detail));
  }

  /** `on`, `off`, `denied` by the browser, or `missing` from it. */
  get state() {
    const { permission } = this.#desktop;
    if (permission !== "granted" && permission !== "default") {
      return permission;
    }
    return permission === "granted" && this.#store.alerts ? "on" : "off";
  }

  /** Turn it on or off; only a person's click may ask the browser's leave. */
  async turn() {
    if (this.state === "on") {
      this.#store.alerts = false;
    } else if (this.#desktop.permission === "granted" || (await this.#desktop.ask()) === "granted") {
      this.#store.alerts = true;
    }
  }

  #came({ room, entries, replayed }) {
    if (replayed) {
      this.#opened(room);
      return;
    }
    const mayTell = !this.#desktop.visible && this.#store.alerts;
    for (const entry of mayTell ? entries : []) {
      this.#consider(room, entry);
    }
  }

  async #consider(id, entry) {
    const before = this.#model.state.rooms[id];
    if (before && entry.reply_to != null && messageAt(before, entry.reply_to) === undefined) {
      await this.#original(id, entry.reply_to);
    }
    const room = this.#model.state.rooms[id];
    const alert = room ? alertOf(entry, room, this.#model.state) : null;
    // Last, because browsers take long to say whether notifications are allowed.
    if (alert && this.#wanted) {
      this.#tell(alert, { room: id, seq: entry.seq ?? null, tag: tagOf(room, entry) });
    }
  }

  // Of a room that is not open here only the place in its log is told: who and what is known when it has been opened.
  #stirred({ room, seq }) {
    if (this.#wanted && room.startsWith("~") && !this.#due.has(room)) {
      this.#due.set(room, seq);
    }
  }

  async #opened(id) {
    // The model is told of the same event.
    await null;
    const room = this.#model.state.rooms[id];
    if (room && room.to >= (this.#due.get(id) ?? Infinity)) {
      const since = this.#due.get(id);
      this.#due.delete(id);
      const last = room.entries.filter(({ seq }) => seq >= since).at(-1);
      if (last) {
        await this.#consider(id, last);
      }
    }
  }

  // It cannot be opened: then who it is with is all there is to tell.
  #missed(room) {
    const line = this.#model.state.lines[room];
    const other = line?.kind === "direct" ? line.other : null;
    const since = this.#due.get(room);
    this.#due.delete(room);
    if (since !== undefined && this.#wanted && other && !(other.id in this.#model.state.ignored)) {
      const body = this.#words("alerts.direct", { name: other.name });
      this.#tell({ title: other.name, body }, { room, seq: null, tag: `${room}/${line.epoch}/${since}` });
    }
  }

  get #wanted() {
    return !this.#desktop.visible && this.state === "on";
  }

  async #tell(alert, { room, seq, tag }) {
    if ((await this.#desktop.isWatched()) || !(await this.#desktop.isFirst(tag))) {
      return;
    }
    this.#desktop.show({ ...alert, tag, click: () => this.#show(room, seq) });
  }
}

function tagOf({ id, epoch }, { seq, time }) {
  return `${id}/${epoch}/${seq ?? time}`;
}

function cut(text) {
  const characters = graphemes(text);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : text;
}
