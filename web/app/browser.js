import { readLink, readRoute, writeRoute } from "./route.js";

/**
 * The browser around the page: address, title, network, storage, clipboard.
 *
 * Events: `route` (detail: `room`, `seq`, `refused`; the person has gone to another address), `network` (the browser
 * says that it is online, or offline), `visible` (the page is looked at, or no longer), `back` (it is looked at again,
 * after a time in which it may have stood still).
 */
export class Browser extends EventTarget {
  #window;
  #document;

  constructor(window) {
    super();
    this.#window = window;
    this.#document = window.document;
    const tell = (type) => () => this.dispatchEvent(new Event(type));
    // It comes with each change of the fragment, before `hashchange`, and with a link to where one is already.
    window.addEventListener("popstate", () => {
      this.dispatchEvent(new CustomEvent("route", { detail: this.route() }));
    });
    window.addEventListener("online", tell("network"));
    window.addEventListener("offline", tell("network"));
    window.addEventListener("pageshow", ({ persisted }) => persisted && tell("back")());
    this.#document.addEventListener("resume", tell("back"));
    this.#document.addEventListener("visibilitychange", () => {
      tell("visible")();
      if (this.visible) {
        tell("back")();
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
    return { local: allowed("localStorage"), session: allowed("sessionStorage") };
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
  clearLink() {
    if (this.link) {
      const { location, history } = this.#window;
      history.replaceState(null, "", location.pathname + location.search);
    }
  }

  /** Open the page from its beginning. */
  reload() {
    this.#window.location.reload();
  }

  /** Promises that what has changed is drawn. */
  painted() {
    // A hidden page is given no frames.
    const next = (action) => (this.visible ? this.#window.requestAnimationFrame(action) : action());
    return new Promise((resolve) => next(() => this.#window.setTimeout(resolve, 0)));
  }

  /** Call `action` when the browser is idle. */
  idle(action) {
    const window = this.#window;
    if (window.requestIdleCallback) {
      window.requestIdleCallback(() => action());
    } else {
      window.setTimeout(action, 500);
    }
  }

  /** Name a room and a message, or no room, in the address; as a `step` that one can go back from. */
  setRoute(route, { step = false } = {}) {
    const { location, history } = this.#window;
    const here = location.pathname + location.search;
    const url = route.room === null ? here : here + writeRoute(route);
    if (step) {
      history.pushState(null, "", url);
    } else {
      history.replaceState(null, "", url);
    }
  }

  /** The address of a message, or of a room. */
  address(route) {
    return this.#window.location.href.split("#")[0] + writeRoute(route);
  }

  /** Name the open `room` in the title; say how much was not read, or better, how much of it calls the person. */
  setTitle(unread, mentions, room = null) {
    const count = mentions > 0 ? `(@${mentions}) ` : unread > 0 ? `(${unread}) ` : "";
    const title = `${count}${room === null ? "" : `${room} · `}chatd`;
    if (this.#document.title !== title) {
      this.#document.title = title;
    }
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
}
