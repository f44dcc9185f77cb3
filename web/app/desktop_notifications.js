const WATCHED_LOCK = "chatd.watched";
const LOCK_HELD_FOR = 10_000;

/** The browser's notifications, and coordination between the tabs of the page. */
export class DesktopNotifications {
  #window;
  #broken = false;
  #releaseLock = null;

  constructor(window) {
    this.#window = window;
    this.#updateLock();
    window.document.addEventListener("visibilitychange", () => this.#updateLock());
  }

  /** `granted`, `denied`, `default` (not asked yet), or `missing`. */
  get permission() {
    const { Notification } = this.#window;
    return Notification === undefined || this.#broken ? "missing" : Notification.permission;
  }

  get visible() {
    return this.#window.document.visibilityState === "visible";
  }

  /** Ask the person for permission; promises the new `permission`. */
  async requestPermission() {
    await this.#window.Notification.requestPermission();
    return this.permission;
  }

  /** Whether the page is visible in another tab. */
  async isWatched() {
    const { locks } = this.#window.navigator;
    const { held } = locks ? await locks.query() : { held: [] };
    return held.some(({ name }) => name === WATCHED_LOCK);
  }

  /** Promises whether this tab may show the notification: false if another tab claimed it a moment ago. */
  claim(tag) {
    const { locks } = this.#window.navigator;
    if (!locks) {
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      locks.request(`chatd.alert.${tag}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise((done) => this.#window.setTimeout(done, LOCK_HELD_FOR));
      });
    });
  }

  /** Show a notification; it replaces an earlier one with the same `tag`. */
  show({ title, body, tag, click }) {
    try {
      const one = new this.#window.Notification(title, { body, tag: `chatd.${tag}`, icon: "favicon.svg" });
      one.onclick = () => {
        this.#window.focus();
        one.close();
        click();
      };
    } catch {
      // Some phones have the API, but not for pages.
      this.#broken = true;
    }
  }

  // Tabs see each other through locks: a visible tab holds this one.
  #updateLock() {
    const { locks } = this.#window.navigator;
    if (this.visible && this.#releaseLock === null) {
      const rested = new Promise((done) => (this.#releaseLock = done));
      locks?.request(WATCHED_LOCK, { mode: "shared" }, () => rested);
    } else if (!this.visible) {
      this.#releaseLock?.();
      this.#releaseLock = null;
    }
  }
}
