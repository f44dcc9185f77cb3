import { Browse } from "./browse.js";
import { Complaint } from "./complaint.js";
import { Create } from "./create.js";
import { DeskView } from "./desk.js";
import { Penalty } from "./penalty.js";
import { Resign } from "./resign.js";
import { Seek } from "./seek.js";
import { Terms } from "./terms.js";

/** The dialogs about rooms, people and order; any view may open them. */
export class Dialogs {
  #browse;
  #create;
  #seek;
  #terms;
  #penalty;
  #complaint;
  #resign;
  #desk;

  constructor(given) {
    const context = { ...given, dialogs: this };
    this.#browse = new Browse(context);
    this.#create = new Create(context);
    this.#seek = new Seek(context);
    this.#terms = new Terms(context);
    this.#penalty = new Penalty(context);
    this.#complaint = new Complaint(context);
    this.#resign = new Resign(context);
    this.#desk = new DeskView(context);
    const all = [this.#browse, this.#create, this.#seek, this.#terms, this.#penalty, this.#complaint, this.#resign, this.#desk];
    this.elements = all.map(({ element }) => element);
  }

  browse() {
    this.#browse.open();
  }

  create() {
    this.#create.open();
  }

  direct() {
    this.#seek.direct();
  }

  invite(room) {
    this.#seek.invite(room);
  }

  settings(room) {
    this.#terms.open(room);
  }

  penalty(act, user, room) {
    this.#penalty.open(act, user, room);
  }

  report(room, entry) {
    this.#complaint.open(room, entry);
  }

  resign(room) {
    this.#resign.open(room);
  }

  desk(tab) {
    this.#desk.open(tab);
  }

  render(state) {
    this.#desk.render(state);
  }
}
