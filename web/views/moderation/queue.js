import { queueTabs, may, maySite, sanctionScopes } from "../../store/permissions.js";
import { auditRow, reportCard, sanctionRow } from "./queue_rows.js";
import { radioGroup, setRadio } from "../kit/dialog.js";
import { h, iconButton, setText } from "../kit/dom.js";
import { switchTab } from "../kit/keyboard.js";
import { LongList } from "../kit/long_list.js";
import { errorText } from "../kit/error_text.js";

const DRAW_ITEM = { reports: reportCard, sanctions: sanctionRow, audit: auditRow };
const PERMISSIONS = { reports: ["review"], sanctions: ["mute", "ban"], audit: ["audit"] };

/** The moderation dialog: reports, active sanctions, audit log. */
export class ModerationQueueDialog {
  #context;
  #tabs = h("div", { class: "desk-tabs", role: "tablist" });
  #scope;
  #reportState;
  #status = h("p", { class: "desk-status", role: "status" });
  #list;
  #more;
  #drawn = null;
  #room = null;

  constructor(context) {
    this.#context = context;
    const { language, moderationQueue } = context;
    const t = (name) => language.t(name);
    const where = ["room", "all"].map((value) => ({ value, words: t(`queue.${value}`) }));
    const inRoom = ({ target }) => this.#change({ room: target.value === "all" ? null : this.#room.id });
    this.#scope = radioGroup("desk-where", t("queue.where"), where, { change: inRoom });
    const which = ["open", "closed"].map((value) => ({ value, words: t(`queue.${value}`) }));
    const closed = ({ target }) => this.#change({ closed: target.value === "closed" });
    this.#reportState = radioGroup("desk-which", t("queue.which"), which, { change: closed });
    const more = { type: "button", class: "button quiet search-more", on: { click: () => moderationQueue.loadMore() } };
    this.#more = h("button", more, t("queue.more"));
    const does = this.#itemActions();
    this.#list = new LongList(context, h("ul", { class: "desk-list" }), {
      draw: (item) => DRAW_ITEM[this.#drawn.tab](item, context, does),
      id: ({ id }) => `${this.#drawn.tab} ${id}`,
    });
    this.#tabs.setAttribute("aria-label", t("queue"));
    this.#tabs.addEventListener("keydown", (event) => switchTab(event, this.#tabs.children));
    const close = () => this.element.close();
    this.element = h(
      "dialog",
      { class: "dialog desk", "aria-labelledby": "desk-title", on: { close: () => moderationQueue.close() } },
      h(
        "div",
        { class: "desk-head" },
        h("h2", { id: "desk-title" }, t("queue")),
        iconButton("close", t("close"), close),
      ),
      this.#tabs,
      h("div", { class: "desk-choices" }, this.#scope, this.#reportState),
      h("div", { class: "desk-scroll", role: "tabpanel", tabindex: "-1" }, this.#status, this.#list.element, this.#list.more, this.#more),
    );
  }

  /** Open it at a tab, for the open room. */
  open(tab) {
    const { store, moderationQueue } = this.#context;
    this.#room = store.room;
    const inRoom = this.#room !== null && PERMISSIONS[tab].some((action) => may(this.#room, action));
    const elsewhere = tab === "reports" && maySite(store.state, "review") && !store.state.reports[this.#room?.id];
    moderationQueue.show({ tab, room: inRoom && !elsewhere ? this.#room.id : null });
    this.render(store.state);
    this.element.showModal();
    this.#tabs.querySelector("[aria-selected=true]").focus();
  }

  render(state) {
    const { moderationQueue } = state;
    if (moderationQueue === null || moderationQueue === this.#drawn) {
      return;
    }
    const turned = this.#drawn?.tab !== moderationQueue.tab || this.#drawn?.room !== moderationQueue.room;
    this.#drawn = moderationQueue;
    if (turned) {
      this.#list.reset();
      this.#drawTabs(moderationQueue, state);
      setRadio(this.#scope, moderationQueue.room === null ? "all" : "room");
      const both = this.#room !== null && PERMISSIONS[moderationQueue.tab].some((action) => may(this.#room, action));
      this.#scope.hidden = !both || !PERMISSIONS[moderationQueue.tab].some((action) => maySite(state, action));
      this.#reportState.hidden = moderationQueue.tab !== "reports";
    }
    setRadio(this.#reportState, moderationQueue.closed ? "closed" : "open");
    setText(this.#status, this.#statusText(moderationQueue));
    this.#drawItems(moderationQueue);
    this.#more.hidden = !moderationQueue.more || this.#list.rest > 0;
    this.#more.disabled = moderationQueue.state === "busy";
  }

  #change(change) {
    const { tab, room, closed } = this.#context.store.state.moderationQueue;
    this.#context.moderationQueue.show({ tab, room, closed, ...change });
  }

  #drawTabs({ tab }, state) {
    const { language } = this.#context;
    const focused = this.#tabs.contains(document.activeElement);
    const button = (name) => {
      const chosen = name === tab;
      const turn = () => this.#change({ tab: name, closed: false });
      const looks = { type: "button", class: "desk-tab", role: "tab", "aria-selected": String(chosen) };
      return h("button", { ...looks, tabindex: chosen ? "0" : "-1", on: { click: turn } }, language.t(`queue.${name}`));
    };
    this.#tabs.replaceChildren(...queueTabs(this.#room, state).map(button));
    if (focused) {
      this.#tabs.querySelector("[aria-selected=true]").focus();
    }
  }

  #statusText({ tab, closed, items, state, error }) {
    const { language } = this.#context;
    if (state === "failed") {
      return errorText(language, error);
    }
    if (items.length > 0) {
      return "";
    }
    return language.t(state === "busy" ? "queue.busy" : `queue.${closed ? "closed" : tab}.none`);
  }

  // When an item is done and disappears, the focus moves to its neighbour.
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

  /** Actions for the rows. */
  #itemActions() {
    const { moderationQueue, history, store, dialogs } = this.#context;
    const room = (id) => store.state.rooms[id] ?? null;
    return {
      jump: (report) => {
        this.element.close();
        history.jump(report.room, report.seq);
      },
      remove: (report) => moderationQueue.deleteMessage(report),
      resolve: (report, outcome) => moderationQueue.resolve(report.id, outcome),
      lift: (sanction) => moderationQueue.lift(sanction),
      penalty: (act, report) => dialogs.sanction(act, report.author, room(report.room)),
      mayDelete: (report) => room(report.room)?.joined && may(room(report.room), "delete_any"),
      mayPunish: (act, report) => sanctionScopes(act, report.author, room(report.room), store.state).length > 0,
      mayLift: ({ kind, room: id }) => (id === null ? maySite(store.state, kind) : true),
    };
  }
}
