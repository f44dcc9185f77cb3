import { loginModes } from "../../store/login.js";
import { brandMark } from "../kit/brand.js";
import { h, setText } from "../kit/dom.js";
import { languageSelect } from "../kit/language_select.js";
import { loginForm } from "./forms.js";
import { problemText, unreachableText } from "../kit/error_text.js";

const MODE_TEXTS = { guest: "loginPage.guest", signIn: "loginPage.signIn", register: "loginPage.register" };

/** The login page: enter as a guest, sign in, register, or set a password with a link. */
export class LoginPage {
  #context;
  #title = h("p", { class: "gate-tagline" });
  #note = h("p", { class: "gate-note", role: "status" });
  #modeButtons;
  #siteLink = h("a", { class: "button primary gate-site", hidden: true });
  #formSlot = h("div", { class: "gate-way" });
  #hint = h("p", { class: "gate-hint", role: "status" });
  #forms = new Map();
  #mode = null;
  #drawnModes = "";

  constructor(context) {
    const { language, browser } = context;
    this.#context = context;
    if (browser.frame !== null) {
      this.#siteLink.target = "_top";
    }
    const { room } = browser.route();
    this.#modeButtons = h("div", { class: "gate-ways", role: "group", "aria-label": language.t("loginPage.ways") });
    this.element = h(
      "main",
      { class: "gate" },
      h(
        "div",
        { class: "gate-card" },
        h("div", { class: "gate-brand" }, brandMark(browser), h("h1", {}, browser.siteName)),
        this.#title,
        room && h("p", { class: "gate-room" }, destination(language, room)),
        this.#note,
        this.#siteLink,
        this.#modeButtons,
        this.#formSlot,
        this.#hint,
        languageSelect(context),
      ),
    );
  }

  render({ loginForm, connection, offline, me }) {
    const { language } = this.#context;
    const trying = ["connecting", "waiting", "unreachable"].includes(connection.state);
    const busy = loginForm.busy || trying || (connection.state === "online" && !me);
    setText(this.#title, language.t(TITLES[loginForm.link?.kind] ?? TITLES[loginForm.mode] ?? "tagline"));
    setText(this.#note, loginForm.note ? problemText(language, loginForm.note) : "");
    this.#showSiteLink(loginForm);
    this.#drawModes(loginForm);
    this.#showForm(loginForm);
    const form = this.#forms.get(loginForm.mode);
    form?.setBusy(busy, language.t("loginPage.entering"));
    form?.showProblem(loginForm.problem);
    setText(this.#hint, this.#hintText(loginForm, connection, offline));
  }

  close() {}

  #hintText({ mode, problem }, connection, offline) {
    const { language } = this.#context;
    if (offline) {
      return language.t("loginPage.offline");
    }
    if (mode === null) {
      return language.t(problem?.name === "loginPage.unreached" ? "loginPage.unreached" : "loginPage.entering");
    }
    if (connection.state === "unreachable" || (connection.state === "connecting" && connection.reason)) {
      return unreachableText(language, connection, Math.ceil((connection.wait ?? 0) / 1000));
    }
    const hint = { waiting: "connection.now", ended: "connection.ended" }[connection.state];
    return hint ? language.t(hint, { reason: connection.reason || connection.code }) : "";
  }

  // The site's own login, beside the other ways.
  #showSiteLink({ site, link }) {
    const { language, login } = this.#context;
    const address = link === null ? login.siteLoginAddress : null;
    this.#siteLink.hidden = address === null;
    if (address !== null && this.#siteLink.getAttribute("href") !== address) {
      this.#siteLink.setAttribute("href", address);
      setText(this.#siteLink, language.t("loginPage.site", { name: site.login_name || new URL(address, document.baseURI).hostname }));
    }
  }

  #drawModes(loginForm) {
    const all = loginModes(loginForm);
    const offered = JSON.stringify([all, loginForm.mode]);
    if (offered === this.#drawnModes) {
      return;
    }
    this.#drawnModes = offered;
    const { language, login } = this.#context;
    const button = (mode) => {
      const pressed = String(mode === loginForm.mode);
      const looks = { type: "button", class: "gate-choice", "aria-pressed": pressed };
      return h("button", { ...looks, on: { click: () => login.chooseMode(mode) } }, language.t(MODE_TEXTS[mode]));
    };
    this.#modeButtons.replaceChildren(...all.map(button));
    this.#modeButtons.hidden = all.length < 2;
  }

  #showForm({ mode, site }) {
    if (mode === this.#mode) {
      return;
    }
    const before = this.#forms.get(this.#mode);
    const form = mode && (this.#forms.get(mode) ?? loginForm(this.#context, mode, site));
    this.#mode = mode;
    this.#formSlot.replaceChildren(...(form ? [form.element] : []));
    if (form) {
      this.#forms.set(mode, form);
      form.fill({ name: before?.values.name || this.#context.storage.name });
      if (this.#context.browser.mayTakeFocus) {
        form.focus();
      }
    }
  }
}

function destination(language, room) {
  return room.startsWith("~") ? language.t("loginPage.room.private") : language.t("loginPage.room", { room: `#${room}` });
}

const TITLES = {
  invitation: "loginPage.invited",
  reset: "loginPage.reset",
  guest: "tagline",
  signIn: "loginPage.come",
  register: "loginPage.join",
};
