import { isHidden } from "./state/ignored.js";
import { isCall } from "./state/unread.js";
import { graphemes } from "./text.js";

const LONGEST = 200;

/**
 * What is worth a notification: what calls the person by name, and what is said to them alone.  Null, or `{title,
 * body}`.
 */
export function alertOf(entry, room, { me, ignored }) {
  const own = entry.user.id === me?.id;
  if (entry.type !== "message" || own || entry.deleted || isHidden(entry, { ignored })) {
    return null;
  }
  const body = cut(entry.text);
  if (room.kind === "direct") {
    return { title: entry.user.name, body };
  }
  return isCall(entry, room, { me }) ? { title: [entry.user.name, ...nameOf(room)].join(" · "), body } : null;
}

// The id of a private room says nothing to anybody.
function nameOf({ id, title }) {
  const name = title || (id.startsWith("~") ? "" : `#${id}`);
  return name === "" ? [] : [name];
}

/**
 * Notifies on the desktop while nobody looks at the page: once, however many tabs it is open in.
 *
 * `desktop` is what the browser can do (`views/desktop.js`); `show` leads to a message, `seq` is null for a room.
 */
export class Alerts {
  #model;
  #store;
  #desktop;
  #show;

  constructor({ client, model, store, desktop, show }) {
    this.#model = model;
    this.#store = store;
    this.#desktop = desktop;
    this.#show = show;
    client.addEventListener("entries", ({ detail }) => !detail.replayed && this.#came(detail));
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

  #came({ room: id, entries }) {
    const room = this.#model.state.rooms[id];
    for (const entry of this.#wanted && room ? entries : []) {
      const alert = alertOf(entry, room, this.#model.state);
      if (alert) {
        this.#tell(alert, { room: id, seq: entry.seq ?? null, tag: `${id}/${room.epoch}/${entry.seq ?? entry.time}` });
      }
    }
  }

  // Of a room that is not open here only its number is known.
  #stirred({ room, seq }) {
    const line = this.#model.state.lines[room];
    const other = line?.kind === "direct" ? line.other : null;
    if (this.#wanted && other && !(other.id in this.#model.state.ignored)) {
      this.#tell({ title: other.name, body: "" }, { room, seq: null, tag: `${room}/${line.epoch}/${seq}` });
    }
  }

  get #wanted() {
    return this.state === "on" && !this.#desktop.visible;
  }

  async #tell(alert, { room, seq, tag }) {
    if ((await this.#desktop.isWatched()) || !(await this.#desktop.isFirst(tag))) {
      return;
    }
    this.#desktop.show({ ...alert, tag, click: () => this.#show(room, seq) });
  }
}

function cut(text) {
  const characters = graphemes(text);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join("")}…` : text;
}
