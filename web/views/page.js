import { Language, fetchLanguage } from "../lang/language.js";
import { totalMentions, totalUnread } from "../store/store.js";
import { CountView } from "./embed/count.js";
import { LoginPage } from "./login/page.js";
import { roomNameById } from "./kit/room_name.js";
import { SiteBannedPage } from "./login/banned.js";
import { ChatLayout } from "./room/layout.js";
import { DrawScheduler } from "./kit/draw_scheduler.js";
import { applyTheme } from "./kit/theme.js";

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
 * The root view: login page, page of a banned person, or the chat.
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

  /** `context` is handed to every view: the parts of `app/`, the store, the storage, the browser and the clock. */
  constructor({ language, ...context }) {
    super();
    const { store, storage, browser } = context;
    this.#storage = storage;
    this.#store = store;
    this.#browser = browser;
    const { embedding = null } = context;
    this.#returning = storage.isReturning && !embedding?.hasTokens;
    applyTheme(embedding?.theme ?? "auto");
    browser.document.body.classList.toggle("read-only", embedding?.readOnly === true);
    const setLanguage = (code) => this.#setLanguage(code);
    this.#context = { ...context, setLanguage, language: this.#createLanguage(language) };
    const { clock } = context;
    const scheduler = new DrawScheduler({ clock, browser, draw: (how) => this.#draw(how) });
    store.addEventListener("change", ({ detail: { type } }) => scheduler.request({ urgent: !MAY_WAIT.has(type) }));
    browser.addEventListener("visible", () => scheduler.visibilityChanged());
    // Some keyboards of phones, and dictation, enter text without a key.
    for (const type of ["keydown", "beforeinput"]) {
      browser.document.addEventListener(type, () => scheduler.keyPressed(), { capture: true, passive: true });
    }
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
    return new Language(code, { wished: this.#browser.languages() });
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

  // Returns whether a part of what others did remains to be drawn.
  #draw({ inParts = false } = {}) {
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
    if (View === ChatLayout || (View === CountView && state.me !== null)) {
      this.dispatchEvent(new Event("entered"));
    }
    return this.#view.render(this.#store.state, { inParts }) === true;
  }

  #chooseView({ me, connection, siteBan, loginForm }) {
    if (this.#context.embedding?.mode === "count") {
      return CountView;
    }
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
