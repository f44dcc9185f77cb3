import { readLink, readRoute, writeRoute } from "./route.js";

/**
 * The browser around the page: address, title, network, storage, clipboard.
 *
 * Events: `route` (detail: `room`, `seq`, `refused`; the person has navigated), `network` (the browser reports online
 * or offline), `visible` (the page became visible or hidden), `back` (it is visible again and may have been suspended),
 * `leave` (it is left or suspended).
 */
export class Browser extends EventTarget {
  #window;
  #document;
  #onScreen;

  constructor(window) {
    super();
    this.#window = window;
    this.#document = window.document;
    const fire = (type) => () => this.dispatchEvent(new Event(type));
    // It fires on each change of the fragment, before `hashchange`, and on links to the present address.
    window.addEventListener("popstate", () => {
      this.dispatchEvent(new CustomEvent("route", { detail: this.route() }));
    });
    window.addEventListener("online", fire("network"));
    window.addEventListener("offline", fire("network"));
    window.addEventListener("pageshow", ({ persisted }) => persisted && fire("back")());
    window.addEventListener("pagehide", fire("leave"));
    this.#document.addEventListener("resume", fire("back"));
    this.#onScreen = this.frame === null;
    if (this.frame !== null) {
      // A frame that is scrolled out of sight is read by nobody.
      new window.IntersectionObserver(([{ isIntersecting }]) => {
        this.#onScreen = isIntersecting;
        fire("visible")();
      }).observe(this.#document.documentElement);
    }
    this.#document.addEventListener("visibilitychange", () => {
      fire("visible")();
      if (this.visible) {
        fire("back")();
      }
    });
  }

  get visible() {
    return this.#document.visibilityState === "visible" && this.#onScreen;
  }

  /** Whether the page may take the focus by itself: in a frame, the browser would scroll the page around it there. */
  get mayTakeFocus() {
    return this.frame === null || this.#document.hasFocus();
  }

  get online() {
    return this.#window.navigator.onLine;
  }

  get document() {
    return this.#document;
  }

  /** The address of the page without what follows its last slash. */
  get base() {
    return this.#document.baseURI;
  }

  /** The name of the site, as it is configured. */
  get siteName() {
    return this.#meta("application-name") ?? "chatd";
  }

  /** The address of the site's logo, or null. */
  get siteLogo() {
    return this.#meta("chatd-logo");
  }

  /**
   * Of the page for frames: the query of its address, the origins that may have it in a frame, and what the server
   * found wrong with the query; null for other pages.
   */
  get frame() {
    const ancestors = this.#meta("chatd-frame-ancestors");
    if (ancestors === null) {
      return null;
    }
    const { search } = this.#window.location;
    return { window: this.#window, search, ancestors: ancestors.split(" "), problem: this.#meta("chatd-problem") };
  }

  #meta(name) {
    return this.#document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? null;
  }

  /** The browser's `fetch`, callable as a plain function. */
  get fetch() {
    return (...request) => this.#window.fetch(...request);
  }

  languages() {
    return [...(this.#window.navigator.languages ?? [])];
  }

  /** The storages for `DeviceStorage`; null where the browser forbids them. */
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

  /** The link in the address, an invitation or a password reset, `{kind, token}`; or null. */
  get link() {
    return readLink(this.#window.location.hash);
  }

  /** Remove the link from the address: whoever reads it could use it. */
  clearLink() {
    if (this.link) {
      const { location, history } = this.#window;
      history.replaceState(null, "", location.pathname + location.search);
    }
  }

  /** Load the page anew. */
  reload() {
    this.#window.location.reload();
  }

  /** Promises that the last changes are painted. */
  painted() {
    return new Promise((resolve) => this.nextFrame(() => this.#window.setTimeout(resolve, 0)));
  }

  /** Call `action` in the next frame, or soon if the page is hidden, which gets no frames; returns a function that cancels it. */
  nextFrame(action) {
    const window = this.#window;
    if (this.visible) {
      const frame = window.requestAnimationFrame(() => action());
      return () => window.cancelAnimationFrame(frame);
    }
    const timer = window.setTimeout(action, 0);
    return () => window.clearTimeout(timer);
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

  /** Put a room and a message, or no room, into the address; with `step` as an entry of the browser's history. */
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

  /** The address of a message or a room. */
  address(route) {
    return this.#window.location.href.split("#")[0] + writeRoute(route);
  }

  /** Set the title: the number of mentions, else of unread messages, and the name of the open `room`. */
  setTitle(unread, mentions, room = null) {
    const count = mentions > 0 ? `(@${mentions}) ` : unread > 0 ? `(${unread}) ` : "";
    const title = `${count}${room === null ? "" : `${room} · `}${this.siteName}`;
    if (this.#document.title !== title) {
      this.#document.title = title;
    }
  }

  setLanguage(tag) {
    this.#document.documentElement.lang = tag;
  }

  /** Copy a text to the clipboard; false if the browser refuses. */
  async copy(text) {
    try {
      await this.#window.navigator.clipboard.writeText(text);
      return true;
    } catch {
      return this.#copyByHand(text);
    }
  }

  /** Offer a file for download. */
  download(name, text, type) {
    const url = URL.createObjectURL(new Blob([text], { type }));
    const anchor = this.#document.createElement("a");
    anchor.href = url;
    anchor.download = name;
    anchor.click();
    this.#window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }

  // Pages served over plain HTTP have no clipboard API.
  #copyByHand(text) {
    const area = this.#document.createElement("textarea");
    area.className = "visually-hidden";
    area.value = text;
    // What stands beside an open dialog can have no focus.
    (this.#document.querySelector("dialog[open]") ?? this.#document.body).append(area);
    area.select();
    const copied = this.#document.execCommand("copy");
    area.remove();
    return copied;
  }
}
