/**
 * Opens the dialogs; any view may call it.
 *
 * The first screen needs no dialog: their code is loaded once a room is shown (`load`) or when the first dialog is opened,
 * and each dialog is created when it is first opened.
 */
export class Dialogs {
  #context;
  #attach;
  #classes = null;
  #created = new Map();
  #closed = false;

  /** `attach` is called with the element of each dialog, to add it to the page. */
  constructor({ attach, ...context }) {
    this.#context = { ...context, dialogs: this };
    this.#attach = attach;
  }

  /** Load the code of all dialogs; from then on they open without delay. */
  async load() {
    this.#classes ??= await import("./all.js");
  }

  browseRooms() {
    this.#open("BrowseRoomsDialog", (view) => view.open());
  }

  createRoom() {
    this.#open("CreateRoomDialog", (view) => view.open());
  }

  startDirect() {
    this.#open("FindPersonDialog", (view) => view.direct());
  }

  inviteTo(room) {
    this.#open("FindPersonDialog", (view) => view.invite(room));
  }

  roomSettings(room) {
    this.#open("RoomSettingsDialog", (view) => view.open(room));
  }

  /** `action` is `mute`, `kick` or `ban`; `room` may be null. */
  sanction(action, user, room) {
    this.#open("SanctionDialog", (view) => view.open(action, user, room));
  }

  report(room, entry) {
    this.#open("ReportDialog", (view) => view.open(room, entry));
  }

  leaveRoom(room) {
    this.#open("LeaveRoomDialog", (view) => view.open(room));
  }

  /** `tab` is `reports`, `sanctions` or `audit`. */
  moderationQueue(tab) {
    this.#open("ModerationQueueDialog", (view) => view.open(tab));
  }

  /** The person's own settings. */
  settings() {
    this.#open("SettingsDialog", (view) => view.open());
  }

  render(state) {
    this.#created.forEach((view) => view.render?.(state));
  }

  close() {
    this.#closed = true;
    this.#created.forEach((view) => view.close?.());
  }

  // Synchronous once the code is loaded: tests and fast typists follow the click with keys.
  #open(name, open) {
    if (this.#classes !== null) {
      open(this.#viewOf(name));
      return;
    }
    this.load().then(
      () => !this.#closed && open(this.#viewOf(name)),
      () => this.#context.roomActions.showToast("dialog.missing"),
    );
  }

  #viewOf(name) {
    const created = this.#created.get(name);
    if (created) {
      return created;
    }
    const view = new this.#classes[name](this.#context);
    this.#created.set(name, view);
    this.#attach(view.element);
    view.render?.(this.#context.store.state);
    return view;
  }
}
