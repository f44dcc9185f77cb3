import { h, iconButton, setText } from "../kit/dom.js";
import { errorText } from "../kit/error_text.js";
import { Field } from "../kit/field.js";
import { Form } from "../kit/form.js";
import { LongList } from "../kit/long_list.js";

/** The incoming webhooks of a room: a list, and a form that creates one and shows its address once. */
export class IncomingHookList {
  #context;
  #list;
  #status = h("p", { class: "fold-note", role: "status" });
  #name;
  #form;
  #url;
  #command;
  #made;
  #room = null;

  constructor(context) {
    this.#context = context;
    const t = (name) => context.language.t(name);
    this.#list = new LongList(context, h("ul", { class: "sessions" }), {
      draw: (hook) => this.#row(hook),
      id: ({ id }) => id,
      state: (hook) => JSON.stringify(hook),
    });
    const plain = { autocapitalize: "none", spellcheck: "false", autocomplete: "off" };
    this.#name = new Field(context, { id: "hook-name", label: t("hooks.name"), hint: t("hooks.name.hint"), ...plain });
    const send = ({ name }) => this.#create(name.trim());
    this.#form = new Form(context, { name: "hook", fields: { name: this.#name }, label: t("hooks.create"), send });
    this.#url = this.#line("hook-url", t("hooks.url"), t("hooks.url.copy"));
    this.#command = this.#line("hook-command", t("hooks.command"), t("hooks.command.copy"));
    const note = h("p", { class: "fold-note", role: "status" });
    this.#made = { note, element: h("div", { class: "hook-made", hidden: true }, note, this.#url.all, this.#command.all) };
    const about = h("p", { class: "fold-about" }, t("hooks.about"));
    const parts = [about, this.#list.element, this.#list.more, this.#status, this.#made.element, this.#form.element];
    this.element = h("div", { class: "hooks" }, parts);
  }

  /** Show another room, without its webhooks until `open`. */
  reset(room) {
    this.#room = room;
    this.#list.reset();
    this.#list.show([]);
    this.#form.clear();
    this.#form.element.hidden = room.kind === "archived";
    this.#hideMade();
    setText(this.#status, "");
  }

  /** Load and show the webhooks. */
  async open() {
    if (this.#list.element.children.length === 0) {
      setText(this.#status, this.#context.language.t("hooks.loading"));
    }
    await this.#showErrors(() => this.#load());
  }

  async #load(said = "") {
    const room = this.#room;
    const hooks = await this.#context.incomingHooks.list(room.id);
    if (room === this.#room) {
      this.#list.show(hooks);
      setText(this.#status, said || (hooks.length === 0 ? this.#context.language.t("hooks.none") : ""));
    }
  }

  #row(hook) {
    const { language, clock } = this.#context;
    const { name, used } = hook;
    const when = used === null ? language.t("hooks.unused") : language.t("hooks.used", { when: language.when(used, clock.time()) });
    const words = [h("span", { class: "session-name", dir: "auto" }, name), h("span", { class: "session-when" }, when)];
    return h("li", { class: "session" }, h("div", { class: "session-words" }, words), this.#deleteButton(name));
  }

  // The first click asks, the second one deletes.
  #deleteButton(name) {
    const { language } = this.#context;
    let asked = false;
    const ask = (asking) => {
      asked = asking;
      setText(button, language.t(asking ? "hooks.delete.sure" : "hooks.delete"));
      button.setAttribute("aria-label", language.t(asking ? "hooks.delete.sure.of" : "hooks.delete.of", { name }));
    };
    const click = () => (asked ? this.#delete(name) : ask(true));
    const on = { click, blur: () => ask(false) };
    const button = h("button", { type: "button", class: "button quiet danger", on });
    ask(false);
    return button;
  }

  async #create(name) {
    const { incomingHooks } = this.#context;
    const room = this.#room;
    this.#hideMade();
    let url = null;
    const problem = await this.#form.waitFor(
      incomingHooks.create(room.id, name).then(
        (made) => {
          url = made;
          return null;
        },
        (error) => problemOf(error),
      ),
    );
    if (problem === null && room === this.#room) {
      this.#form.clear();
      this.#showMade(name, url);
      await this.#showErrors(() => this.#load());
    }
  }

  #delete(name) {
    const { language, incomingHooks } = this.#context;
    return this.#showErrors(async () => {
      await incomingHooks.delete(this.#room.id, name);
      this.#hideMade();
      await this.#load(language.t("hooks.deleted", { name }));
      this.#name.focus();
    });
  }

  #showMade(name, url) {
    setText(this.#made.note, this.#context.language.t("hooks.made", { name }));
    this.#url.input.value = url;
    this.#command.input.value = `curl -H 'Content-Type: application/json' -d '{"text":"Hello"}' '${url}'`;
    this.#made.element.hidden = false;
    this.#url.button.focus();
  }

  #hideMade() {
    this.#made.element.hidden = true;
    this.#url.input.value = "";
    this.#command.input.value = "";
  }

  // A text to copy, with its button.
  #line(id, label, copyLabel) {
    const input = h("input", { id, class: "field small", type: "text", readonly: true, dir: "auto", spellcheck: "false" });
    const copy = async () => {
      const copied = await this.#context.browser.copy(input.value);
      if (copied) {
        setText(this.#made.note, this.#context.language.t("copied"));
      } else {
        input.select();
      }
    };
    const button = iconButton("copy", copyLabel, copy);
    return { input, button, all: [h("label", { for: id }, label), h("div", { class: "hook-line" }, input, button)] };
  }

  async #showErrors(work) {
    try {
      await work();
    } catch (error) {
      setText(this.#status, errorText(this.#context.language, error));
    }
  }
}

function problemOf(error) {
  const own = error.field === "name" && { invalid: "hooks.name.invalid", conflict: "hooks.name.taken" }[error.code];
  return own ? { field: "name", name: own } : { field: null, name: "", values: { error } };
}
