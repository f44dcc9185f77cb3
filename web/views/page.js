import { Language } from "../i18n.js";
import { called, unread } from "../state.js";
import { Gate } from "./gate.js";
import { Outside } from "./outside.js";
import { Shell } from "./shell.js";

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
    surroundings.addEventListener("visible", () => this.#changed());
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

  #speak(code) {
    this.#store.language = code;
    this.#context.language = this.#words(code);
    this.#view?.close();
    this.#view = null;
    this.show();
  }

  #changed() {
    this.#surroundings.setTitle(unread(this.#model.state), called(this.#model.state));
    if (this.#due) {
      return;
    }
    this.#due = true;
    const draw = () => {
      this.#due = false;
      this.#draw();
    };
    // A hidden page is given no frames.
    if (this.#surroundings.visible) {
      requestAnimationFrame(draw);
    } else {
      setTimeout(draw, 0);
    }
  }

  #draw() {
    const { state } = this.#model;
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
