import { readLink, readRoute, writeRoute } from "../route.js";

/**
 * The browser around the page: address, title, network, storage, clipboard.
 *
 * Events: `route` (detail: `room`, `seq`, `refused`), `network` (it came back), `visible` (the page is looked at, or no
 * longer).
 */
export class Surroundings extends EventTarget {
  #window;
  #document;
  #room = null;

  constructor(window) {
    super();
    this.#window = window;
    this.#document = window.document;
    window.addEventListener("hashchange", () => this.#routed());
    window.addEventListener("popstate", () => this.#routed());
    window.addEventListener("online", () => this.dispatchEvent(new Event("network")));
    window.addEventListener("offline", () => this.dispatchEvent(new Event("network")));
    this.#document.addEventListener("visibilitychange", () => {
      this.dispatchEvent(new Event("visible"));
      if (this.visible) {
        this.dispatchEvent(new Event("network"));
      }
    });
  }

  get visible() {
    return this.#document.visibilityState === "visible";
  }

  get online() {
    return this.#window.navigator.onLine;
  }

  get document() {
    return this.#document;
  }

  /** Where the page is, without what stands behind its last slash. */
  get base() {
    return this.#document.baseURI;
  }

  /** The browser's `fetch`. */
  get fetch() {
    return (...request) => this.#window.fetch(...request);
  }

  languages() {
    return [...(this.#window.navigator.languages ?? [])];
  }

  /** What the page may keep things in; null where the browser forbids it. */
  storages() {
    const allowed = (name) => {
      try {
        return this.#window[name];
      } catch {
        return null;
      }
    };
    return { lasting: allowed("localStorage"), passing: allowed("sessionStorage") };
  }

  /** A function that runs work in one tab at a time, where the browser has locks. */
  exclusive(name) {
    const { locks } = this.#window.navigator;
    return locks ? (work) => locks.request(name, work) : (work) => work();
  }

  route() {
    return readRoute(this.#window.location.hash);
  }

  /** The link by which the person came, to be invited or to set a password; or null. */
  get link() {
    return readLink(this.#window.location.hash);
  }

  /** Take the link out of the address: whoever reads it could use it. */
  unlink() {
    if (this.link) {
      const { location, history } = this.#window;
      history.replaceState(null, "", location.pathname + location.search);
    }
  }

  /** Open the page from its beginning. */
  anew() {
    this.#window.location.reload();
  }

  /** Show which room is open.  A new room is a step one can go back from. */
  show(room) {
    const { location, history } = this.#window;
    if (room === null || room === this.#room) {
      return;
    }
    const first = this.#room === null;
    this.#room = room;
    if (this.route().room === room) {
      return;
    }
    const hash = writeRoute({ room });
    if (first) {
      history.replaceState(null, "", hash);
    } else {
      history.pushState(null, "", hash);
    }
  }

  /** The address of a message, or of a room. */
  address(route) {
    return this.#window.location.href.split("#")[0] + writeRoute(route);
  }

  /** Say in the title how much was not read, or better, how much of it calls the person. */
  setTitle(unread, called) {
    const count = called > 0 ? `(@${called}) ` : unread > 0 ? `(${unread}) ` : "";
    this.#document.title = `${count}chatd`;
  }

  setLanguage(tag) {
    this.#document.documentElement.lang = tag;
  }

  /** Put a text on the clipboard; false when the browser does not let it. */
  async copy(text) {
    try {
      await this.#window.navigator.clipboard.writeText(text);
      return true;
    } catch {
      return this.#copyByHand(text);
    }
  }

  /** Give a file to the person. */
  download(name, text, type) {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const anchor = this.#document.createElement("a");
    anchor.href = url;
    anchor.download = name;
    anchor.click();
    this.#window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  // Pages that came over plain HTTP have no clipboard of their own.
  #copyByHand(text) {
    const area = this.#document.createElement("textarea");
    area.className = "visually-hidden";
    area.value = text;
    this.#document.body.append(area);
    area.select();
    const copied = this.#document.execCommand("copy");
    area.remove();
    return copied;
  }

  #routed() {
    const route = this.route();
    this.#room = route.room ?? this.#room;
    this.dispatchEvent(new CustomEvent("route", { detail: route }));
  }
}
