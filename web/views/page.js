import { Language, fetchLanguage } from "../lang/language.js";
import { called, unread } from "../store/store.js";
import { Gate } from "./login/page.js";
import { nameOf } from "./kit/room_name.js";
import { Outside } from "./login/banned.js";
import { Shell } from "./room/layout.js";

// How much longer than a drawing took is waited before the next, and how many milliseconds at most.
const REST = 3;
const LONGEST_REST = 200;

/**
 * Everything on the screen: the gate until it is known who the person is, then the chat.  Draws at most once a frame.
 *
 * Event: `entered`, when the chat is first shown.
 */
export class Page extends EventTarget {
  #context;
  #store;
  #model;
  #surroundings;
  #view = null;
  #returning;
  #due = false;
  #calm = () => {};
  #rested = 0;

  /** `context` is what every view is given: what a person can do, the model, the store, the browser and the clock. */
  constructor({ language, ...context }) {
    super();
    const { model, store, surroundings } = context;
    this.#store = store;
    this.#model = model;
    this.#surroundings = surroundings;
    this.#returning = store.kind === "account" || (store.name !== "" && store.token !== null);
    const speak = (code) => this.#speak(code);
    this.#context = { ...context, speak, language: this.#words(language) };
    model.addEventListener("change", () => this.#changed());
    surroundings.addEventListener("visible", () => this.#turned());
  }

  /** The language that is spoken now. */
  get language() {
    return this.#context.language;
  }

  show() {
    this.#surroundings.setLanguage(this.#context.language.tag);
    this.#draw();
  }

  #words(code) {
    return new Language(code, { wished: this.#surroundings.languages() });
  }

  // A language that cannot be fetched now may be chosen again later.
  async #speak(wished) {
    const code = await fetchLanguage(wished);
    if (code === wished) {
      this.#store.language = code;
    }
    this.#context.language = this.#words(code);
    this.#view?.close();
    this.#view = null;
    this.show();
    if (code !== wished) {
      this.#context.intents.notice("error.offline");
    }
  }

  #changed() {
    if (!this.#due) {
      this.#due = true;
      const rest = this.#rested - this.#context.clock.now();
      if (rest > 0) {
        this.#calm = this.#context.clock.after(rest, () => this.#soon());
      } else {
        this.#soon();
      }
    }
  }

  // A hidden page is given no frames.
  #soon() {
    if (this.#surroundings.visible) {
      const frame = requestAnimationFrame(() => this.#drawNow());
      this.#calm = () => cancelAnimationFrame(frame);
    } else {
      const timer = setTimeout(() => this.#drawNow(), 0);
      this.#calm = () => clearTimeout(timer);
    }
  }

  // What was asked for before the page was hidden or shown would come in its own time.
  #turned() {
    this.#calm();
    this.#due = false;
    this.#changed();
  }

  // However much comes and however slow the device is, most of its time is left for the person.
  #drawNow() {
    const { clock } = this.#context;
    const begun = clock.now();
    this.#due = false;
    this.#draw();
    const now = clock.now();
    this.#rested = now + Math.min((now - begun) * REST, LONGEST_REST);
  }

  #draw() {
    const { state } = this.#model;
    const inside = state.me !== null && state.active !== null;
    const room = inside ? nameOf(this.#context.language, state, state.active) : null;
    this.#surroundings.setTitle(unread(state), called(state), room);
    const View = this.#choose(state);
    if (!(this.#view instanceof View)) {
      this.#view?.close();
      this.#view = new View(this.#context);
      this.#surroundings.document.body.replaceChildren(this.#view.element);
      this.#view.opened?.();
    }
    if (View === Shell) {
      this.dispatchEvent(new Event("entered"));
    }
    this.#view.render(this.#model.state);
  }

  #choose({ me, link, out, door }) {
    if (out !== null) {
      return Outside;
    }
    // Whoever comes back sees the room at once; whoever was turned away sees the gate until they are let in.
    const invited = door.link?.kind === "invitation" && this.#store.kind !== "account";
    const asked = invited || door.link?.kind === "reset";
    this.#returning &&= link.state !== "refused" && !asked;
    return (me !== null || this.#returning) && !asked ? Shell : Gate;
  }
}
