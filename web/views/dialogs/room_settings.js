import { isHidden } from "../../store/ranks.js";
import { may } from "../../store/permissions.js";
import { Dialog, field } from "../kit/dialog.js";
import { h, setText } from "../kit/dom.js";
import { explain } from "../kit/error_text.js";

const SLOW = [0, 5000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000];
const KEPT = ["forever", "365d", "30d", "7d", "1d", "none"];
const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/** The dialog with what is set for a room, and the way to end it. */
export class Terms {
  #context;
  #title;
  #topic;
  #slow;
  #kept;
  #kind;
  #owners;
  #sure;
  #end;
  #closing;
  #dialog;
  #room = null;

  constructor(context) {
    this.#context = context;
    const t = (name) => context.language.t(name);
    this.#title = field("set-title", t("set.title"), { maxlength: "200" });
    this.#topic = field("set-topic", t("set.topic"), { maxlength: "1000" });
    this.#slow = select("set-slow", t("set.slow"));
    this.#kept = select("set-kept", t("set.retention"));
    this.#kind = select("set-kind", t("set.kind"));
    this.#owners = h("div", { class: "fields" }, this.#title.all, this.#topic.all);
    const fields = [this.#owners, ...this.#slow.all, h("div", { class: "fields" }, this.#kept.all, this.#kind.all)];
    this.#sure = h("p", { class: "sure", hidden: true, role: "status" }, t("set.close.sure"));
    const end = { type: "button", class: "button quiet danger", on: { click: () => this.#close() } };
    this.#end = h("button", end, t("set.close"));
    this.#closing = h("div", { class: "closing" }, h("hr"), this.#sure, this.#end);
    this.#dialog = new Dialog(context, { name: "terms", fields, yes: t("me.save"), extra: [this.#closing] });
    this.element = this.#dialog.element;
  }

  open(room) {
    const { language } = this.#context;
    this.#room = room;
    const sets = may(room, "set");
    this.#owners.hidden = !sets;
    this.#kept.input.closest(".fields").hidden = !sets;
    this.#slow.all.forEach((element) => (element.hidden = !may(room, "slow")));
    this.#title.input.value = room.title;
    this.#topic.input.value = room.topic;
    fill(this.#slow.input, withPresent(SLOW, room.slow), room.slow, (ms) => this.#pause(ms));
    const kept = ["", ...withPresent(KEPT, room.retention ?? "forever")];
    fill(this.#kept.input, kept, room.retention ?? "forever", (text) => this.#keeping(text));
    const kinds = isHidden(room) ? ["private", "archived"] : ["public", "announce", "archived"];
    fill(this.#kind.input, withPresent(kinds, room.kind), room.kind, (kind) => language.t(`kind.${kind}`));
    this.#closing.hidden = !may(room, "close") || room.kind === "archived";
    this.#doubt(false);
    const focus = sets ? this.#title.input : this.#slow.input;
    this.#dialog.open({ title: language.t("room.settings"), submit: () => this.#save(), focus });
  }

  // Only what was changed: what somebody else has set meanwhile stays.
  async #save() {
    const { slow, title, topic, retention, kind } = this.#room;
    const wanted = {
      title: this.#title.input.value.trim(),
      topic: this.#topic.input.value.trim(),
      slow: Number(this.#slow.input.value),
      retention: this.#kept.input.value,
      kind: this.#kind.input.value,
    };
    const before = { title, topic, slow, retention: retention ?? "forever", kind };
    const changes = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== before[name]));
    if (changes.retention === "") {
      changes.retention = null;
    }
    if (Object.keys(changes).length > 0) {
      await this.#context.order.set(this.#room.id, changes);
    }
  }

  async #close() {
    if (this.#sure.hidden) {
      this.#doubt(true);
      return;
    }
    try {
      await this.#context.order.close(this.#room.id);
      this.#dialog.close();
    } catch (error) {
      this.#dialog.complain(explain(this.#context.language, error));
    }
  }

  #doubt(asking) {
    this.#sure.hidden = !asking;
    setText(this.#end, this.#context.language.t(asking ? "set.close.yes" : "set.close"));
  }

  #pause(ms) {
    const { language } = this.#context;
    return ms === 0 ? language.t("set.slow.off") : language.span(ms);
  }

  #keeping(text) {
    const { language } = this.#context;
    const age = text.match(/^(\d+)([dhms])$/);
    if (age) {
      return language.t("set.retention.age", { span: language.span(Number(age[1]) * UNITS[age[2]]) });
    }
    const names = { "": "site", forever: "forever", none: "none" };
    return text in names ? language.t(`set.retention.${names[text]}`) : text;
  }
}

function select(id, label) {
  const input = h("select", { id, class: "field" });
  return { input, all: [h("label", { for: id }, label), input] };
}

function fill(input, values, chosen, words) {
  input.replaceChildren(...values.map((value) => h("option", { value: String(value) }, words(value))));
  input.value = String(chosen);
}

function withPresent(values, present) {
  return values.includes(present) || present == null ? values : [...values, present];
}
