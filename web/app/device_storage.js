const PREFIX = "chatd.";
const MAX_HIDDEN = 200;

/**
 * What the page remembers on this device: the person, their rooms, drafts and language; and in this tab, unsent
 * messages.
 *
 * `local` and `session` are the browser's `localStorage` and `sessionStorage`, or null. If a storage is full or
 * forbidden, values are kept as long as the page is open. Their names begin with `prefix`.
 */
export class DeviceStorage {
  #local;
  #session;

  constructor({ local, session, prefix = PREFIX }) {
    this.#local = new SafeStorage(local, prefix);
    this.#session = new SafeStorage(session, prefix);
  }

  get name() {
    return this.#local.get("name", "");
  }

  set name(name) {
    this.#local.set("name", name);
  }

  /** A guest's token; whoever has it is that guest. */
  get token() {
    return this.#local.get("token", null);
  }

  set token(token) {
    this.#local.set("token", token);
  }

  /**
   * The last login: `guest`, `account`, `token` of the site's own login, or `former` for an account whose session has
   * ended; else null.
   */
  get loginKind() {
    return this.#local.get("kind", null);
  }

  set loginKind(kind) {
    this.#local.set("kind", kind);
  }

  /** Whether the person was here before and is let in without the login page. */
  get isReturning() {
    return ["account", "token"].includes(this.loginKind) || (this.name !== "" && this.token !== null);
  }

  /** `{state, room}` while this tab waits for the site's own login, or null. */
  get loginState() {
    return this.#session.get("login", null);
  }

  set loginState(state) {
    this.#session.set("login", state);
  }

  /** The task that removes the messages of an account deleted in this tab, or null. */
  get deletionTask() {
    return this.#session.get("removal", null);
  }

  set deletionTask(task) {
    this.#session.set("removal", task);
  }

  /** Id of the user whose rooms and drafts these are. */
  get owner() {
    return this.#local.get("owner", null);
  }

  set owner(id) {
    this.#local.set("owner", id);
  }

  /** Whether the person wants notifications on this device. */
  get notifications() {
    return this.#local.get("alerts", false) === true;
  }

  set notifications(wanted) {
    this.#local.set("alerts", wanted);
  }

  get language() {
    return this.#local.get("language", null);
  }

  set language(code) {
    this.#local.set("language", code);
  }

  get rooms() {
    return stringsOf(this.#local.get("rooms", []));
  }

  set rooms(rooms) {
    this.#local.set("rooms", rooms);
  }

  /** Rooms that the person has left and does not want to see in the list. */
  get hidden() {
    return stringsOf(this.#local.get("hidden", []));
  }

  set hidden(rooms) {
    this.#local.set("hidden", rooms.slice(-MAX_HIDDEN));
  }

  /** Names of the ignored users by id. */
  get ignored() {
    const stored = this.#local.get("ignored", {});
    return stored !== null && typeof stored === "object" ? stored : {};
  }

  set ignored(names) {
    this.#local.set("ignored", names);
  }

  /** The room that was open last in this tab, or else in any. */
  get active() {
    return this.#session.get("active", null) ?? this.#local.get("active", null);
  }

  set active(room) {
    this.#session.set("active", room);
    this.#local.set("active", room);
  }

  draft(room) {
    return this.#session.get(`draft.${room}`, null) ?? this.#local.get(`draft.${room}`, "");
  }

  setDraft(room, text) {
    this.#session.set(`draft.${room}`, text);
    this.#local.set(`draft.${room}`, text || null);
  }

  /** The unfinished reply or edit of a room: `{epoch, reply}` or `{epoch, editing}`, or an empty object. */
  replyOrEdit(room) {
    const stored = this.#session.get(`hand.${room}`, null) ?? this.#local.get(`hand.${room}`, null);
    const { epoch = null, reply = null, editing = null } = stored ?? {};
    return {
      epoch,
      reply: isNumbered(reply) && typeof reply.user?.name === "string" ? reply : null,
      editing: isNumbered(editing) ? editing : null,
    };
  }

  /** Store it; null removes it. */
  setReplyOrEdit(room, inHand) {
    this.#session.set(`hand.${room}`, inHand);
    this.#local.set(`hand.${room}`, inHand);
  }

  /** `{epoch, seq}` up to which the person has read the room, or null. */
  seen(room) {
    const { epoch, seq } = this.#local.get(`seen.${room}`, null) ?? {};
    return typeof epoch === "string" && Number.isSafeInteger(seq) && seq >= 0 ? { epoch, seq } : null;
  }

  setSeen(room, position) {
    this.#local.set(`seen.${room}`, position);
  }

  /** Unacknowledged messages of this tab: `{key, text, reply_to, time}`, with `error` if failed. */
  unsent(room) {
    const stored = this.#session.get(`unsent.${room}`, []);
    return Array.isArray(stored) ? stored.filter(isMessage) : [];
  }

  setUnsent(room, items) {
    this.#session.set(`unsent.${room}`, items.length > 0 ? items : null);
  }

  /** Forget everything but the language. */
  forget() {
    const { language } = this;
    this.#local.clear();
    this.#session.clear();
    this.language = language;
  }
}

function isMessage(one) {
  return typeof one?.text === "string" && typeof one.key === "string" && one.key !== "";
}

function isNumbered(one) {
  return Number.isSafeInteger(one?.seq) && typeof one.text === "string";
}

function stringsOf(list) {
  return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
}

class SafeStorage {
  #storage;
  #prefix;
  #fallback = new Map();

  constructor(storage, prefix) {
    this.#storage = storage;
    this.#prefix = prefix;
  }

  get(name, otherwise) {
    try {
      const text = this.#storage.getItem(this.#prefix + name);
      return text === null ? (this.#fallback.get(name) ?? otherwise) : JSON.parse(text);
    } catch {
      return this.#fallback.get(name) ?? otherwise;
    }
  }

  set(name, value) {
    this.#fallback.delete(name);
    try {
      if (value === null) {
        this.#storage.removeItem(this.#prefix + name);
      } else {
        this.#storage.setItem(this.#prefix + name, JSON.stringify(value));
      }
    } catch {
      this.#fallback.set(name, value);
    }
  }

  clear() {
    this.#fallback.clear();
    try {
      const names = Object.keys(this.#storage).filter((name) => name.startsWith(this.#prefix));
      names.forEach((name) => this.#storage.removeItem(name));
    } catch {
      // An unusable storage holds nothing either.
    }
  }
}
