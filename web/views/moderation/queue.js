import { desks, may, maySite, reach } from "../../store/permissions.js";
import { actRow, reportCard, sanctionRow } from "./queue_rows.js";
import { choices, choose } from "../kit/dialog.js";
import { h, iconButton, setText } from "../kit/dom.js";
import { walkAcross } from "../kit/keyboard.js";
import { LongList } from "../kit/long_list.js";
import { explain } from "../kit/error_text.js";

const DRAW = { reports: reportCard, sanctions: sanctionRow, audit: actRow };
const NEEDS = { reports: ["review"], sanctions: ["mute", "ban"], audit: ["audit"] };

/** What lies on the moderators' desk: reports, what is in force, the log of who did what. */
export class DeskView {
  #context;
  #tabs = h("div", { class: "desk-tabs", role: "tablist" });
  #where;
  #which;
  #status = h("p", { class: "desk-status", role: "status" });
  #list;
  #more;
  #drawn = null;
  #room = null;

  constructor(context) {
    this.#context = context;
    const { language, desk } = context;
    const t = (name) => language.t(name);
    const where = ["room", "all"].map((value) => ({ value, words: t(`desk.${value}`) }));
    const inRoom = ({ target }) => this.#turn({ room: target.value === "all" ? null : this.#room.id });
    this.#where = choices("desk-where", t("desk.where"), where, { change: inRoom });
    const which = ["open", "closed"].map((value) => ({ value, words: t(`desk.${value}`) }));
    const closed = ({ target }) => this.#turn({ closed: target.value === "closed" });
    this.#which = choices("desk-which", t("desk.which"), which, { change: closed });
    const more = { type: "button", class: "button quiet search-more", on: { click: () => desk.more() } };
    this.#more = h("button", more, t("desk.more"));
    const does = this.#does();
    this.#list = new LongList(context, h("ul", { class: "desk-list" }), {
      draw: (item) => DRAW[this.#drawn.tab](item, context, does),
      id: ({ id }) => `${this.#drawn.tab} ${id}`,
    });
    this.#tabs.setAttribute("aria-label", t("desk"));
    this.#tabs.addEventListener("keydown", (event) => walkAcross(event, this.#tabs.children));
    const close = () => this.element.close();
    this.element = h(
      "dialog",
      { class: "dialog desk", "aria-labelledby": "desk-title", on: { close: () => desk.close() } },
      h(
        "div",
        { class: "desk-head" },
        h("h2", { id: "desk-title" }, t("desk")),
        iconButton("close", t("close"), close),
      ),
      this.#tabs,
      h("div", { class: "desk-choices" }, this.#where, this.#which),
      h("div", { class: "desk-scroll", role: "tabpanel", tabindex: "-1" }, this.#status, this.#list.element, this.#list.more, this.#more),
    );
  }

  /** Open at one of the tabs, for the room that is looked at. */
  open(tab) {
    const { model, desk } = this.#context;
    this.#room = model.room;
    const inRoom = this.#room !== null && NEEDS[tab].some((action) => may(this.#room, action));
    const elsewhere = tab === "reports" && maySite(model.state, "review") && !model.state.reports[this.#room?.id];
    desk.turn({ tab, room: inRoom && !elsewhere ? this.#room.id : null });
    this.render(model.state);
    this.element.showModal();
    this.#tabs.querySelector("[aria-selected=true]").focus();
  }

  render(state) {
    const { desk } = state;
    if (desk === null || desk === this.#drawn) {
      return;
    }
    const turned = this.#drawn?.tab !== desk.tab || this.#drawn?.room !== desk.room;
    this.#drawn = desk;
    if (turned) {
      this.#list.reset();
      this.#drawTabs(desk, state);
      choose(this.#where, desk.room === null ? "all" : "room");
      const both = this.#room !== null && NEEDS[desk.tab].some((action) => may(this.#room, action));
      this.#where.hidden = !both || !NEEDS[desk.tab].some((action) => maySite(state, action));
      this.#which.hidden = desk.tab !== "reports";
    }
    choose(this.#which, desk.closed ? "closed" : "open");
    setText(this.#status, this.#words(desk));
    this.#drawItems(desk);
    this.#more.hidden = !desk.more || this.#list.rest > 0;
    this.#more.disabled = desk.state === "busy";
  }

  #turn(change) {
    const { tab, room, closed } = this.#context.model.state.desk;
    this.#context.desk.turn({ tab, room, closed, ...change });
  }

  #drawTabs({ tab }, state) {
    const { language } = this.#context;
    const focused = this.#tabs.contains(document.activeElement);
    const button = (name) => {
      const chosen = name === tab;
      const turn = () => this.#turn({ tab: name, closed: false });
      const looks = { type: "button", class: "desk-tab", role: "tab", "aria-selected": String(chosen) };
      return h("button", { ...looks, tabindex: chosen ? "0" : "-1", on: { click: turn } }, language.t(`desk.${name}`));
    };
    this.#tabs.replaceChildren(...desks(this.#room, state).map(button));
    if (focused) {
      this.#tabs.querySelector("[aria-selected=true]").focus();
    }
  }

  #words({ tab, closed, items, state, error }) {
    const { language } = this.#context;
    if (state === "failed") {
      return explain(language, error);
    }
    if (items.length > 0) {
      return "";
    }
    return language.t(state === "busy" ? "desk.busy" : `desk.${closed ? "closed" : tab}.none`);
  }

  // What is done with one leaves the focus where it was among the others.
  #drawItems({ items }) {
    const { element } = this.#list;
    const held = document.activeElement?.closest(".desk-item");
    const at = held ? [...element.children].indexOf(held) : -1;
    const name = held && document.activeElement.dataset.act;
    this.#list.show(items);
    if (at >= 0 && !held.isConnected) {
      const next = element.children[Math.min(at, items.length - 1)];
      (next?.querySelector(`[data-act="${name}"]`) ?? next?.querySelector("button") ?? this.#tabs.firstChild)?.focus();
    }
  }

  /** What can be done with what is listed. */
  #does() {
    const { desk, journey, model, dialogs } = this.#context;
    const room = (id) => model.state.rooms[id] ?? null;
    return {
      jump: (report) => {
        this.element.close();
        journey.jump(report.room, report.seq);
      },
      remove: (report) => desk.remove(report),
      resolve: (report, outcome) => desk.resolve(report.id, outcome),
      lift: (sanction) => desk.lift(sanction),
      penalty: (act, report) => dialogs.penalty(act, report.author, room(report.room)),
      mayDelete: (report) => room(report.room)?.joined && may(room(report.room), "delete_any"),
      mayPunish: (act, report) => reach(act, report.author, room(report.room), model.state).length > 0,
      mayLift: ({ kind, room: id }) => (id === null ? maySite(model.state, kind) : true),
    };
  }
}
