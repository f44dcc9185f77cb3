import { once } from "../../text/lazy.js";
import { Browse } from "./browse_rooms.js";
import { Complaint } from "./report.js";
import { Create } from "./create_room.js";
import { DeskView } from "../moderation/queue.js";
import { Penalty } from "./sanction.js";
import { Resign } from "./leave_room.js";
import { Seek } from "./find_person.js";
import { Settings } from "../settings/index.js";
import { Terms } from "./room_settings.js";

/**
 * The dialogs about rooms, people, order and oneself; any view may open them.
 *
 * Each is made when it is first opened: the first screen needs none of them.
 */
export class Dialogs {
  #made = new Set();
  #browse;
  #create;
  #seek;
  #terms;
  #penalty;
  #complaint;
  #resign;
  #desk;
  #own;

  /** `put` is given the element of each dialog, to put it on the page. */
  constructor({ put, ...given }) {
    const context = { ...given, dialogs: this };
    const later = (View) =>
      once(() => {
        const view = new View(context);
        this.#made.add(view);
        put(view.element);
        view.render?.(context.model.state);
        return view;
      });
    this.#browse = later(Browse);
    this.#create = later(Create);
    this.#seek = later(Seek);
    this.#terms = later(Terms);
    this.#penalty = later(Penalty);
    this.#complaint = later(Complaint);
    this.#resign = later(Resign);
    this.#desk = later(DeskView);
    this.#own = later(Settings);
  }

  browse() {
    this.#browse().open();
  }

  create() {
    this.#create().open();
  }

  direct() {
    this.#seek().direct();
  }

  invite(room) {
    this.#seek().invite(room);
  }

  settings(room) {
    this.#terms().open(room);
  }

  penalty(act, user, room) {
    this.#penalty().open(act, user, room);
  }

  report(room, entry) {
    this.#complaint().open(room, entry);
  }

  resign(room) {
    this.#resign().open(room);
  }

  desk(tab) {
    this.#desk().open(tab);
  }

  /** What concerns oneself. */
  own() {
    this.#own().open();
  }

  render(state) {
    this.#made.forEach((view) => view.render?.(state));
  }

  close() {
    this.#made.forEach((view) => view.close?.());
  }
}
