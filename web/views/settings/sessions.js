import { describeUserAgent } from "../../text/user_agent.js";
import { h, setText } from "../kit/dom.js";
import { LongList } from "../kit/long_list.js";
import { errorText } from "../kit/error_text.js";

/** The sessions of the account, with buttons to end them. */
export class SessionList {
  #context;
  #list;
  #status = h("p", { class: "fold-note", role: "status" });
  #others;

  constructor(context) {
    this.#context = context;
    const { language } = context;
    const others = { type: "button", class: "button", hidden: true, on: { click: () => this.#endOthers() } };
    this.#others = h("button", others, language.t("sessions.others"));
    this.#list = new LongList(context, h("ul", { class: "sessions" }), {
      draw: (session) => this.#row(session),
      id: ({ id }) => id,
      state: (session) => JSON.stringify(session),
    });
    this.element = h("div", {}, this.#list.element, this.#list.more, this.#status, this.#others);
  }

  render() {}

  reset() {
    this.#list.reset();
    this.#list.show([]);
    this.#others.hidden = true;
    setText(this.#status, "");
  }

  /** Load and show the sessions. */
  async open() {
    const { language, profile } = this.#context;
    if (this.#list.element.children.length === 0) {
      setText(this.#status, language.t("sessions.loading"));
    }
    await this.#showErrors(async () => this.#show(await profile.sessions()));
  }

  #show(sessions) {
    this.#list.show(sessions);
    this.#others.hidden = sessions.every(({ here }) => here);
    setText(this.#status, "");
  }

  #row({ id, agent: text, used, here }) {
    const { language, clock } = this.#context;
    const { browser, system } = describeUserAgent(text);
    const unknown = language.t("sessions.unknown");
    const name = system ? language.t("sessions.on", { browser: browser || unknown, system }) : browser || unknown;
    const when = language.t("sessions.used", { when: language.when(used, clock.time()) });
    const end = { type: "button", class: "button quiet danger", on: { click: () => this.#end(id) } };
    const label = language.t("sessions.end.of", { name });
    return h(
      "li",
      { class: "session" },
      h(
        "div",
        { class: "session-words" },
        h("span", { class: "session-name" }, name),
        h("span", { class: "session-when" }, here ? language.t("sessions.here") : when),
      ),
      !here && h("button", { ...end, "aria-label": label, title: label }, language.t("sessions.end")),
    );
  }

  #end(id) {
    return this.#showErrors(async () => {
      await this.#context.profile.endSession(id);
      this.#show(await this.#context.profile.sessions());
    });
  }

  #endOthers() {
    return this.#showErrors(async () => {
      await this.#context.profile.endOtherSessions();
      this.#show(await this.#context.profile.sessions());
    });
  }

  async #showErrors(work) {
    try {
      await work();
    } catch (error) {
      setText(this.#status, errorText(this.#context.language, error));
    }
  }
}
