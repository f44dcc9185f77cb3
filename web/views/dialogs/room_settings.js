import { isPrivateRoom, may } from "../../store/permissions.js";
import { details } from "../kit/details.js";
import { Dialog, textField } from "../kit/dialog.js";
import { h, setText } from "../kit/dom.js";
import { errorText } from "../kit/error_text.js";
import { IncomingHookList } from "./incoming_hooks.js";

const SLOW_MODES = [0, 5000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000];
const RETENTIONS = ["forever", "365d", "30d", "7d", "1d", "none"];
const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 };

/** The dialog with the settings of a room, its incoming webhooks, and the button to archive it. */
export class RoomSettingsDialog {
  #context;
  #title;
  #topic;
  #slow;
  #retention;
  #kind;
  #ownerFields;
  #closeWarning;
  #closeButton;
  #closeSection;
  #hooks;
  #hooksSection;
  #dialog;
  #room = null;

  constructor(context) {
    this.#context = context;
    const t = (name) => context.language.t(name);
    this.#title = textField("set-title", t("set.title"), { maxlength: "200" });
    this.#topic = textField("set-topic", t("set.topic"), { maxlength: "1000" });
    this.#slow = select("set-slow", t("set.slow"));
    this.#retention = select("set-kept", t("set.retention"));
    this.#kind = select("set-kind", t("set.kind"));
    this.#ownerFields = h("div", { class: "fields" }, this.#title.all, this.#topic.all);
    const fields = [this.#ownerFields, ...this.#slow.all, h("div", { class: "fields" }, this.#retention.all, this.#kind.all)];
    this.#closeWarning = h("p", { class: "sure", hidden: true, role: "status" }, t("set.close.sure"));
    const end = { type: "button", class: "button quiet danger", on: { click: () => this.#closeRoom() } };
    this.#closeButton = h("button", end, t("set.close"));
    this.#closeSection = h("div", { class: "closing" }, h("hr"), this.#closeWarning, this.#closeButton);
    this.#hooks = new IncomingHookList(context);
    const hooks = details(t("hooks"), this.#hooks.element, { opened: () => this.#hooks.open() });
    this.#hooksSection = h("div", { class: "folds", hidden: true }, hooks);
    const extra = [this.#hooksSection, this.#closeSection];
    this.#dialog = new Dialog(context, { name: "terms", fields, yes: t("me.save"), extra });
    this.element = this.#dialog.element;
  }

  open(room) {
    const { language } = this.#context;
    this.#room = room;
    const sets = may(room, "set");
    this.#ownerFields.hidden = !sets;
    this.#retention.input.closest(".fields").hidden = !sets;
    this.#slow.all.forEach((element) => (element.hidden = !may(room, "slow")));
    this.#title.input.value = room.title;
    this.#topic.input.value = room.topic;
    fillSelect(this.#slow.input, withPresent(SLOW_MODES, room.slow), room.slow, (ms) => this.#slowText(ms));
    const retentions = ["", ...withPresent(RETENTIONS, room.retention ?? "forever")];
    fillSelect(this.#retention.input, retentions, room.retention ?? "forever", (text) => this.#retentionText(text));
    const kinds = isPrivateRoom(room) ? ["private", "archived"] : ["public", "announce", "archived"];
    fillSelect(this.#kind.input, withPresent(kinds, room.kind), room.kind, (kind) => language.t(`kind.${kind}`));
    this.#closeSection.hidden = !may(room, "close") || room.kind === "archived";
    this.#askClose(false);
    this.#hooks.reset(room);
    this.#hooksSection.hidden = !may(room, "hooks") || !this.#context.incomingHooks.available;
    this.#hooksSection.firstElementChild.open = false;
    const focus = sets ? this.#title.input : this.#slow.input;
    this.#dialog.open({ title: language.t("room.settings"), submit: () => this.#save(), focus });
  }

  // Only changed fields are sent: what others have set meanwhile stays.
  async #save() {
    const { slow, title, topic, retention, kind } = this.#room;
    const wanted = {
      title: this.#title.input.value.trim(),
      topic: this.#topic.input.value.trim(),
      slow: Number(this.#slow.input.value),
      retention: this.#retention.input.value,
      kind: this.#kind.input.value,
    };
    const before = { title, topic, slow, retention: retention ?? "forever", kind };
    const changes = Object.fromEntries(Object.entries(wanted).filter(([name, value]) => value !== before[name]));
    if (changes.retention === "") {
      changes.retention = null;
    }
    if (Object.keys(changes).length > 0) {
      await this.#context.moderation.changeSettings(this.#room.id, changes);
    }
  }

  async #closeRoom() {
    if (this.#closeWarning.hidden) {
      this.#askClose(true);
      return;
    }
    try {
      await this.#context.moderation.closeRoom(this.#room.id);
      this.#dialog.close();
    } catch (error) {
      this.#dialog.showError(errorText(this.#context.language, error));
    }
  }

  #askClose(asking) {
    this.#closeWarning.hidden = !asking;
    setText(this.#closeButton, this.#context.language.t(asking ? "set.close.yes" : "set.close"));
  }

  #slowText(ms) {
    const { language } = this.#context;
    return ms === 0 ? language.t("set.slow.off") : language.span(ms);
  }

  #retentionText(text) {
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

function fillSelect(input, values, chosen, words) {
  input.replaceChildren(...values.map((value) => h("option", { value: String(value) }, words(value))));
  input.value = String(chosen);
}

function withPresent(values, present) {
  return values.includes(present) || present == null ? values : [...values, present];
}
