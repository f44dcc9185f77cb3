const WATCHED_LOCK = "chatd.watched";
const LOCK_HELD_FOR = 10_000;

/** Notifications as this browser has them, and what its tabs know of each other. */
export class DesktopNotifications {
  #window;
  #broken = false;
  #releaseLock = null;

  constructor(window) {
    this.#window = window;
    this.#updateLock();
    window.document.addEventListener("visibilitychange", () => this.#updateLock());
  }

  /** `granted`, `denied`, `default` (nobody was asked), or `missing`. */
  get permission() {
    const { Notification } = this.#window;
    return Notification === undefined || this.#broken ? "missing" : Notification.permission;
  }

  get visible() {
    return this.#window.document.visibilityState === "visible";
  }

  /** Ask the person; promises the permission. */
  async requestPermission() {
    await this.#window.Notification.requestPermission();
    return this.permission;
  }

  /** Whether somebody looks at the page in another tab. */
  async isWatched() {
    const { locks } = this.#window.navigator;
    const { held } = locks ? await locks.query() : { held: [] };
    return held.some(({ name }) => name === WATCHED_LOCK);
  }

  /** Whether no other tab has asked the same a moment ago. */
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

  /** Show a notification; one with the same `tag` takes the place of the one before. */
  show({ title, body, tag, click }) {
    try {
      const one = new this.#window.Notification(title, { body, tag: `chatd.${tag}`, icon: "favicon.svg" });
      one.onclick = () => {
        this.#window.focus();
        one.close();
        click();
      };
    } catch {
      // Some phones have notifications, but not for pages.
      this.#broken = true;
    }
  }

  // A lock is what one tab can see of another: whoever is looked at holds this one.
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
