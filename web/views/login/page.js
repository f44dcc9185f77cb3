import { ways } from "../../store/login.js";
import { h, icon, setText } from "../kit/dom.js";
import { languageChoice } from "../kit/language_select.js";
import { way } from "./forms.js";
import { unreached } from "../kit/error_text.js";

const NAMES = { guest: "gate.guest", signIn: "gate.signIn", register: "gate.register" };

/** Where a person comes in: as a guest, with an account, to make one, or with a link to set a password. */
export class Gate {
  #context;
  #title = h("p", { class: "gate-tagline" });
  #note = h("p", { class: "gate-note", role: "status" });
  #choice;
  #place = h("div", { class: "gate-way" });
  #hint = h("p", { class: "gate-hint", role: "status" });
  #sheets = new Map();
  #mode = null;
  #offered = "";

  constructor(context) {
    const { language, surroundings } = context;
    this.#context = context;
    const { room } = surroundings.route();
    this.#choice = h("div", { class: "gate-ways", role: "group", "aria-label": language.t("gate.ways") });
    this.element = h(
      "main",
      { class: "gate" },
      h(
        "div",
        { class: "gate-card" },
        h("div", { class: "gate-brand" }, h("span", { class: "brand-mark" }, icon("wave")), h("h1", {}, "chatd")),
        this.#title,
        room && h("p", { class: "gate-room" }, destination(language, room)),
        this.#note,
        this.#choice,
        this.#place,
        this.#hint,
        languageChoice(context),
      ),
    );
  }

  render({ door, link, offline, me }) {
    const { language } = this.#context;
    const trying = ["connecting", "waiting", "unreachable"].includes(link.state);
    const busy = door.busy || trying || (link.state === "online" && !me);
    setText(this.#title, language.t(TITLES[door.link?.kind] ?? TITLES[door.mode] ?? "tagline"));
    setText(this.#note, door.note ? language.t(door.note.name, door.note.values) : "");
    this.#offer(door);
    this.#turn(door);
    const sheet = this.#sheets.get(door.mode);
    sheet?.hold(busy, language.t("gate.entering"));
    sheet?.tell(door.doubt);
    setText(this.#hint, this.#say(door, link, offline));
  }

  close() {}

  #say({ mode, doubt }, link, offline) {
    const { language } = this.#context;
    if (offline) {
      return language.t("gate.offline");
    }
    if (mode === null) {
      return language.t(doubt?.name === "gate.unreached" ? "gate.unreached" : "gate.entering");
    }
    if (link.state === "unreachable" || (link.state === "connecting" && link.reason)) {
      return unreached(language, link, Math.ceil((link.wait ?? 0) / 1000));
    }
    const hint = { waiting: "link.now", ended: "link.ended" }[link.state];
    return hint ? language.t(hint, { reason: link.reason || link.code }) : "";
  }

  #offer(door) {
    const all = ways(door);
    const offered = JSON.stringify([all, door.mode]);
    if (offered === this.#offered) {
      return;
    }
    this.#offered = offered;
    const { language, entry } = this.#context;
    const button = (mode) => {
      const pressed = String(mode === door.mode);
      const looks = { type: "button", class: "gate-choice", "aria-pressed": pressed };
      return h("button", { ...looks, on: { click: () => entry.turn(mode) } }, language.t(NAMES[mode]));
    };
    this.#choice.replaceChildren(...all.map(button));
    this.#choice.hidden = all.length < 2;
  }

  #turn({ mode, site }) {
    if (mode === this.#mode) {
      return;
    }
    const before = this.#sheets.get(this.#mode);
    const sheet = mode && (this.#sheets.get(mode) ?? way(this.#context, mode, site));
    this.#mode = mode;
    this.#place.replaceChildren(...(sheet ? [sheet.element] : []));
    if (sheet) {
      this.#sheets.set(mode, sheet);
      sheet.fill({ name: before?.values.name || this.#context.store.name });
      sheet.focus();
    }
  }
}

function destination(language, room) {
  return room.startsWith("~") ? language.t("gate.room.private") : language.t("gate.room", { room: `#${room}` });
}

const TITLES = {
  invitation: "gate.invited",
  reset: "gate.reset",
  guest: "tagline",
  signIn: "gate.come",
  register: "gate.join",
};
