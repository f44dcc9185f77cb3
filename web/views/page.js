import { Language, fetchLanguage } from "../lang/language.js";
import { totalMentions, totalUnread } from "../store/store.js";
import { LoginPage } from "./login/page.js";
import { roomNameById } from "./kit/room_name.js";
import { SiteBannedPage } from "./login/banned.js";
import { ChatLayout } from "./room/layout.js";

// After a drawing, wait so many times its duration before the next, at most MAX_PAUSE milliseconds.  The duration
// includes style, layout and paint, which take longer than the scripts.
const PAUSE_FACTOR = 5;
const MAX_PAUSE = 500;
// A key is painted before what others do, unless that has waited for MAX_PAUSE.
const KEY_FRAME = 20;

// What others do, and what follows from it, may wait.  What the person does is drawn in the next frame.
const MAY_WAIT = new Set([
  "activityReceived",
  "endFollowed",
  "entriesReceived",
  "messagesRead",
  "presenceChanged",
  "roomWatched",
  "seenReceived",
  "typingExpired",
  "typingReceived",
]);

/**
 * The root view: login page, page of a banned person, or the chat. Draws at most once per frame.
 *
 * Event: `entered`, when the chat is first shown.
 */
export class Page extends EventTarget {
  #context;
  #storage;
  #store;
  #browser;
  #view = null;
  #returning;
  #drawPending = false;
  #waitsSince = null;
  #cancelDraw = () => {};
  #painting = false;
  #pauseUntil = 0;

  /** `context` is handed to every view: the parts of `app/`, the store, the storage, the browser and the clock. */
  constructor({ language, ...context }) {
    super();
    const { store, storage, browser } = context;
    this.#storage = storage;
    this.#store = store;
    this.#browser = browser;
    this.#returning = storage.isReturning;
    const setLanguage = (code) => this.#setLanguage(code);
    this.#context = { ...context, setLanguage, language: this.#createLanguage(language) };
    store.addEventListener("change", ({ detail: { type } }) => this.#scheduleDraw({ urgent: !MAY_WAIT.has(type) }));
    browser.addEventListener("visible", () => this.#visibilityChanged());
    browser.document.addEventListener("keydown", () => this.#keyPressed(), { capture: true, passive: true });
  }

  /** The present language. */
  get language() {
    return this.#context.language;
  }

  show() {
    this.#browser.setLanguage(this.#context.language.tag);
    this.#draw();
  }

  #createLanguage(code) {
    return new Language(code, { requested: this.#browser.languages() });
  }

  // A language that cannot be loaded now may be chosen again later.
  async #setLanguage(requested) {
    const code = await fetchLanguage(requested);
    if (code === requested) {
      this.#storage.language = code;
    }
    this.#context.language = this.#createLanguage(code);
    this.#view?.close();
    this.#view = null;
    this.show();
    if (code !== requested) {
      this.#context.roomActions.showToast("error.offline");
    }
  }

  #scheduleDraw({ urgent }) {
    if (!this.#drawPending) {
      this.#drawPending = true;
      this.#waitsSince = urgent ? null : this.#context.clock.now();
      this.#planDraw();
    } else if (urgent && this.#waitsSince !== null) {
      this.#waitsSince = null;
      this.#planDraw();
    }
  }

  // While the last drawing is being painted, the length of the pause is not known yet.
  #planDraw() {
    const { clock } = this.#context;
    const rest = this.#pauseUntil - clock.now();
    this.#cancelDraw();
    if (this.#waitsSince === null || (rest <= 0 && !this.#painting)) {
      this.#requestDraw();
    } else {
      this.#cancelDraw = this.#painting ? () => {} : clock.after(rest, () => this.#requestDraw());
    }
  }

  #keyPressed() {
    const now = this.#context.clock.now();
    const waits = this.#drawPending && this.#waitsSince !== null;
    if (!waits || now - this.#waitsSince < MAX_PAUSE) {
      this.#pauseUntil = Math.max(this.#pauseUntil, now + KEY_FRAME);
    }
    if (waits) {
      this.#planDraw();
    }
  }

  // A hidden page gets no frames.
  #requestDraw() {
    if (this.#browser.visible) {
      const frame = requestAnimationFrame(() => this.#drawNow());
      this.#cancelDraw = () => cancelAnimationFrame(frame);
    } else {
      const timer = setTimeout(() => this.#drawNow(), 0);
      this.#cancelDraw = () => clearTimeout(timer);
    }
  }

  // A drawing requested before the page was hidden or shown would come too late.
  #visibilityChanged() {
    this.#cancelDraw();
    this.#drawPending = false;
    this.#scheduleDraw({ urgent: true });
  }

  // On slow devices and with many events, most of the time is left for input.
  #drawNow() {
    const { clock } = this.#context;
    const startedAt = clock.now();
    this.#drawPending = false;
    this.#draw();
    // A task comes after the rest of the frame.
    this.#painting = true;
    clock.after(0, () => {
      const now = clock.now();
      this.#painting = false;
      this.#pauseUntil = now + Math.min((now - startedAt) * PAUSE_FACTOR, MAX_PAUSE);
      if (this.#drawPending && this.#waitsSince !== null) {
        this.#planDraw();
      }
    });
  }

  #draw() {
    const { state } = this.#store;
    const inside = state.me !== null && state.active !== null;
    const room = inside ? roomNameById(this.#context.language, state, state.active) : null;
    this.#browser.setTitle(totalUnread(state), totalMentions(state), room);
    const View = this.#chooseView(state);
    if (!(this.#view instanceof View)) {
      this.#view?.close();
      this.#view = new View(this.#context);
      this.#browser.document.body.replaceChildren(this.#view.element);
      this.#view.opened?.();
    }
    if (View === ChatLayout) {
      this.dispatchEvent(new Event("entered"));
    }
    this.#view.render(this.#store.state);
  }

  #chooseView({ me, connection, siteBan, loginForm }) {
    if (siteBan !== null) {
      return SiteBannedPage;
    }
    // A returning person sees the chat at once; a refused one sees the login page until they are let in.
    const invited = loginForm.link?.kind === "invitation" && this.#storage.loginKind !== "account";
    const usesLink = invited || loginForm.link?.kind === "reset";
    this.#returning &&= connection.state !== "refused" && !usesLink;
    return (me !== null || this.#returning) && !usesLink ? ChatLayout : LoginPage;
  }
}
