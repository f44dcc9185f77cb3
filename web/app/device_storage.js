const PREFIX = "chatd.";
const HIDDEN = 200;

/**
 * What the page remembers on this device: who the person is, their rooms, drafts and language; and in this tab, what
 * was not sent.
 *
 * `lasting` and `passing` are storages as browsers have them (`localStorage`, `sessionStorage`).  A storage that is
 * full or forbidden is no storage: then things are remembered as long as the page is open.
 */
export class Store {
  #lasting;
  #passing;

  constructor({ lasting, passing }) {
    this.#lasting = new Cupboard(lasting);
    this.#passing = new Cupboard(passing);
  }

  get name() {
    return this.#lasting.get("name", "");
  }

  set name(name) {
    this.#lasting.set("name", name);
  }

  /** A guest's token; whoever has it is that guest. */
  get token() {
    return this.#lasting.get("token", null);
  }

  set token(token) {
    this.#lasting.set("token", token);
  }

  /** How one came in last: as a `guest`, with an `account`, or as `former`, whose session has ended; else null. */
  get kind() {
    return this.#lasting.get("kind", null);
  }

  set kind(kind) {
    this.#lasting.set("kind", kind);
  }

  /** The task that removes what an account said that was deleted in this tab, or null. */
  get removal() {
    return this.#passing.get("removal", null);
  }

  set removal(task) {
    this.#passing.set("removal", task);
  }

  /** The id of the user whose rooms and drafts these are. */
  get owner() {
    return this.#lasting.get("owner", null);
  }

  set owner(id) {
    this.#lasting.set("owner", id);
  }

  /** Whether the person wants to be notified on this device. */
  get alerts() {
    return this.#lasting.get("alerts", false) === true;
  }

  set alerts(wanted) {
    this.#lasting.set("alerts", wanted);
  }

  get language() {
    return this.#lasting.get("language", null);
  }

  set language(code) {
    this.#lasting.set("language", code);
  }

  get rooms() {
    return texts(this.#lasting.get("rooms", []));
  }

  set rooms(rooms) {
    this.#lasting.set("rooms", rooms);
  }

  /** Rooms that the person has left and does not want to be told of. */
  get hidden() {
    return texts(this.#lasting.get("hidden", []));
  }

  set hidden(rooms) {
    this.#lasting.set("hidden", rooms.slice(-HIDDEN));
  }

  /** The names of those whom the person ignores, by id. */
  get ignored() {
    const kept = this.#lasting.get("ignored", {});
    return kept !== null && typeof kept === "object" ? kept : {};
  }

  set ignored(names) {
    this.#lasting.set("ignored", names);
  }

  /** The room that was open last in this tab, or else in any. */
  get active() {
    return this.#passing.get("active", null) ?? this.#lasting.get("active", null);
  }

  set active(room) {
    this.#passing.set("active", room);
    this.#lasting.set("active", room);
  }

  draft(room) {
    return this.#passing.get(`draft.${room}`, null) ?? this.#lasting.get(`draft.${room}`, "");
  }

  setDraft(room, text) {
    this.#passing.set(`draft.${room}`, text);
    this.#lasting.set(`draft.${room}`, text || null);
  }

  /** What is in hand in a room beside its draft: `{epoch, reply}` or `{epoch, editing}`, or an empty object. */
  inHand(room) {
    const kept = this.#passing.get(`hand.${room}`, null) ?? this.#lasting.get(`hand.${room}`, null);
    const { epoch = null, reply = null, editing = null } = kept ?? {};
    return {
      epoch,
      reply: isNumbered(reply) && typeof reply.user?.name === "string" ? reply : null,
      editing: isNumbered(editing) ? editing : null,
    };
  }

  /** Keep it; null is nothing. */
  setInHand(room, inHand) {
    this.#passing.set(`hand.${room}`, inHand);
    this.#lasting.set(`hand.${room}`, inHand);
  }

  /** `{epoch, seq}` up to which the person has seen the room, or null. */
  seen(room) {
    const { epoch, seq } = this.#lasting.get(`seen.${room}`, null) ?? {};
    return typeof epoch === "string" && Number.isSafeInteger(seq) && seq >= 0 ? { epoch, seq } : null;
  }

  setSeen(room, position) {
    this.#lasting.set(`seen.${room}`, position);
  }

  /** What was said in this tab and is not acknowledged: `{key, text, reply_to, time}`, with `error` if it failed. */
  unsent(room) {
    const kept = this.#passing.get(`unsent.${room}`, []);
    return Array.isArray(kept) ? kept.filter(isMessage) : [];
  }

  setUnsent(room, items) {
    this.#passing.set(`unsent.${room}`, items.length > 0 ? items : null);
  }

  /** Forget the person: everything but the language. */
  forget() {
    const { language } = this;
    this.#lasting.clear();
    this.#passing.clear();
    this.language = language;
  }
}

function isMessage(one) {
  return typeof one?.text === "string" && typeof one.key === "string" && one.key !== "";
}

function isNumbered(one) {
  return Number.isSafeInteger(one?.seq) && typeof one.text === "string";
}

function texts(list) {
  return Array.isArray(list) ? list.filter((one) => typeof one === "string") : [];
}

class Cupboard {
  #storage;
  #kept = new Map();

  constructor(storage) {
    this.#storage = storage;
  }

  get(name, otherwise) {
    try {
      const text = this.#storage.getItem(PREFIX + name);
      return text === null ? (this.#kept.get(name) ?? otherwise) : JSON.parse(text);
    } catch {
      return this.#kept.get(name) ?? otherwise;
    }
  }

  set(name, value) {
    this.#kept.delete(name);
    try {
      if (value === null) {
        this.#storage.removeItem(PREFIX + name);
      } else {
        this.#storage.setItem(PREFIX + name, JSON.stringify(value));
      }
    } catch {
      this.#kept.set(name, value);
    }
  }

  clear() {
    this.#kept.clear();
    try {
      const names = Object.keys(this.#storage).filter((name) => name.startsWith(PREFIX));
      names.forEach((name) => this.#storage.removeItem(name));
    } catch {
      // Nothing could be kept in it either.
    }
  }
}
