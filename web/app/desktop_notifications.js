const WATCHED = "chatd.watched";
const HELD = 10_000;

/** Notifications as this browser has them, and what its tabs know of each other. */
export class Desktop {
  #window;
  #broken = false;
  #rest = null;

  constructor(window) {
    this.#window = window;
    this.#watch();
    window.document.addEventListener("visibilitychange", () => this.#watch());
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
  async ask() {
    await this.#window.Notification.requestPermission();
    return this.permission;
  }

  /** Whether somebody looks at the page in another tab. */
  async isWatched() {
    const { locks } = this.#window.navigator;
    const { held } = locks ? await locks.query() : { held: [] };
    return held.some(({ name }) => name === WATCHED);
  }

  /** Whether no other tab has asked the same a moment ago. */
  isFirst(tag) {
    const { locks } = this.#window.navigator;
    if (!locks) {
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      locks.request(`chatd.alert.${tag}`, { ifAvailable: true }, (lock) => {
        resolve(lock !== null);
        return lock && new Promise((done) => this.#window.setTimeout(done, HELD));
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
  #watch() {
    const { locks } = this.#window.navigator;
    if (this.visible && this.#rest === null) {
      const rested = new Promise((done) => (this.#rest = done));
      locks?.request(WATCHED, { mode: "shared" }, () => rested);
    } else if (!this.visible) {
      this.#rest?.();
      this.#rest = null;
    }
  }
}
