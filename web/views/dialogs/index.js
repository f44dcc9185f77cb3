/**
 * The dialogs about rooms, people, order and oneself; any view may open them.
 *
 * The first screen needs none of them: their code is fetched once a room is shown (`fetch`), or when the first one is
 * opened, and each is made when it is first opened.
 */
export class Dialogs {
  #context;
  #put;
  #classes = null;
  #made = new Map();
  #closed = false;

  /** `put` is given the element of each dialog, to put it on the page. */
  constructor({ put, ...given }) {
    this.#context = { ...given, dialogs: this };
    this.#put = put;
  }

  /** Promises that dialogs open at once from now on. */
  async fetch() {
    this.#classes ??= await import("./all.js");
  }

  browse() {
    this.#open("Browse", (view) => view.open());
  }

  create() {
    this.#open("Create", (view) => view.open());
  }

  direct() {
    this.#open("Seek", (view) => view.direct());
  }

  invite(room) {
    this.#open("Seek", (view) => view.invite(room));
  }

  settings(room) {
    this.#open("Terms", (view) => view.open(room));
  }

  penalty(act, user, room) {
    this.#open("Penalty", (view) => view.open(act, user, room));
  }

  report(room, entry) {
    this.#open("Complaint", (view) => view.open(room, entry));
  }

  resign(room) {
    this.#open("Resign", (view) => view.open(room));
  }

  desk(tab) {
    this.#open("DeskView", (view) => view.open(tab));
  }

  /** What concerns oneself. */
  own() {
    this.#open("Settings", (view) => view.open());
  }

  render(state) {
    this.#made.forEach((view) => view.render?.(state));
  }

  close() {
    this.#closed = true;
    this.#made.forEach((view) => view.close?.());
  }

  // At once where the code is there: a click that opens a dialog is followed by others.
  #open(name, act) {
    if (this.#classes !== null) {
      act(this.#view(name));
      return;
    }
    this.fetch().then(
      () => !this.#closed && act(this.#view(name)),
      () => this.#context.intents.notice("dialog.missing"),
    );
  }

  #view(name) {
    const made = this.#made.get(name);
    if (made) {
      return made;
    }
    const view = new this.#classes[name](this.#context);
    this.#made.set(name, view);
    this.#put(view.element);
    view.render?.(this.#context.model.state);
    return view;
  }
}
