import { mayMention, findMentions } from "../../text/mentions.js";
import { dataFields, messageWords } from "../../text/data.js";
import { isEmojiOnly } from "../../text/text.js";
import { linkify } from "../kit/links.js";
import { avatar, nameMark } from "../kit/avatar.js";
import { h, icon } from "../kit/dom.js";
import { mayBeLong, expandButton } from "./long_text.js";
import { errorText } from "../kit/error_text.js";

/**
 * Create the element of a timeline item. `here` is the address of the page without its fragment, `names` returns the
 * names that can be mentioned, `me` is the user.
 */
export function drawItem(item, context) {
  const { language, reveal } = context;
  switch (item.kind) {
    case "message":
    case "pending":
      return messageElement(item, context);
    case "hidden":
      return ignoredLine(item, { language, reveal });
    case "day":
      return h("div", { class: "rule day", role: "separator" }, h("span", {}, language.day(item.time, Date.now())));
    case "divider": {
      const missed = item.missed > 0;
      const name = missed ? (item.approximate ? "divider.about" : "divider.missed") : "divider.new";
      const text = language.t(name, { count: item.missed });
      return h("div", { class: "rule divider", role: "separator" }, h("span", {}, text));
    }
    case "gap":
      return h("p", { class: "gap", role: "note" }, icon("alert"), h("span", {}, language.t(item.reason)));
    default:
      return h("p", { class: "start" }, language.t(item.direct ? "older.direct" : "older.start", { room: item.room }));
  }
}

/** Whether an item must be drawn again. */
export function itemDiffers(before, after) {
  return (
    before.kind !== after.kind ||
    before.entry !== after.entry ||
    before.lead !== after.lead ||
    before.missed !== after.missed ||
    before.approximate !== after.approximate ||
    before.quoted !== after.quoted ||
    before.veiled !== after.veiled ||
    before.mentionsMe !== after.mentionsMe ||
    before.mark !== after.mark ||
    before.quotedMark !== after.quotedMark ||
    before.seqs?.length !== after.seqs?.length ||
    before.reason !== after.reason ||
    before.room !== after.room ||
    before.direct !== after.direct
  );
}

function ignoredLine({ seqs }, { language, reveal }) {
  const show = { type: "button", class: "button quiet", on: { click: () => reveal(seqs) } };
  const words = h("span", {}, language.t("hidden", { count: seqs.length }));
  return h("p", { class: "hidden-line" }, words, h("button", show, language.t("hidden.show")));
}

function messageElement({ kind, entry, lead, own, quoted, veiled, mentionsMe, mark, quotedMark }, context) {
  const { language, here, names, me } = context;
  const { user, text, time } = entry;
  const gone = Boolean(entry.deleted);
  const words = gone ? language.t("deleted") : messageWords(entry);
  const body = gone
    ? h("p", { class: "text is-deleted" }, words)
    : entry.data && !text ? dataCard(entry.data) : h("p", { class: `text${isEmojiOnly(text) ? " is-pictures" : ""}`, dir: "auto" }, linkify(text, { here, plain: (part) => withMentions(part, { names, me }) }));
  const key = entry.key ?? entry.seq;
  const when = { class: "time", datetime: new Date(time).toISOString(), title: language.exact(time) };
  const clock = h("time", when, lead ? language.clock(time) : language.brief(time));
  const classes = [
    "message",
    lead && "is-lead",
    own && "is-own",
    mentionsMe && "is-call",
    kind === "pending" && `is-${entry.state}`,
  ];
  return h(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      tabindex: "-1",
      data: entry.seq == null ? {} : { seq: String(entry.seq) },
      "aria-label": language.t(entry.edited && !gone ? "message.edited" : "message.label", {
        name: mark === undefined ? user.name : `${user.name} ·${mark}`,
        time: language.clock(time),
        text: words,
      }),
    },
    h("div", { class: "gutter" }, lead ? avatar(user) : clock),
    h(
      "div",
      { class: "body" },
      lead && h("header", { class: "by" }, h("span", { class: "author", dir: "auto" }, user.name || language.t("nobody")), nameMark(mark), clock),
      entry.reply_to != null && quoteButton(entry.reply_to, quoted, { ...context, veiled, mark: quotedMark }),
      body,
      !gone && mayBeLong(text) && expandButton(body, { key, ...context }),
      entry.edited && !gone && editedNote(entry, language),
      kind === "pending" && sendState(entry, context),
    ),
  );
}

// A message of an application that has data and no text.
function dataCard(data) {
  const { fields, more } = dataFields(data);
  const rows = fields.map(({ name, value }) =>
    h("div", {}, h("dt", {}, h("bdi", {}, name)), h("dd", {}, h("bdi", {}, value))),
  );
  return h("div", { class: "data" }, h("dl", {}, rows), more > 0 && h("p", { class: "data-more" }, "…"));
}

function withMentions(text, { names, me }) {
  if (!mayMention(text)) {
    return [text];
  }
  const parts = [];
  let from = 0;
  for (const call of findMentions(text, names())) {
    const looks = { class: call.name === me?.name ? "mention is-me" : "mention" };
    parts.push(text.slice(from, call.from), h("bdi", looks, text.slice(call.from, call.to)));
    from = call.to;
  }
  return [...parts, text.slice(from)].filter((part) => part !== "");
}

function editedNote({ edited: { time: at }, time }, language) {
  const day = language.dayKey(at) === language.dayKey(time) ? "" : `${language.day(at, Date.now(), { inSentence: true })} `;
  const when = { datetime: new Date(at).toISOString(), title: language.exact(at) };
  return h("p", { class: "edited" }, language.t("edited"), " ", h("time", when, day + language.clock(at)));
}

function quoteButton(seq, entry, { language, jump, veiled, mark }) {
  const gone = entry === null || entry?.deleted;
  const missing = entry === undefined ? language.t("reply.loading") : language.t("reply.gone");
  const shown = veiled ? language.t("hidden", { count: 1 }) : entry && messageWords(entry);
  const words = entry ? (gone ? language.t("deleted") : shown) : missing;
  return h(
    "button",
    {
      type: "button",
      class: `quote${gone || veiled ? " is-gone" : ""}`,
      tabindex: "-1",
      title: language.t("reply.jump"),
      disabled: entry === null,
      on: { click: () => jump(seq) },
    },
    icon("reply"),
    entry?.user.name && !veiled && h("span", { class: "quote-name", dir: "auto" }, entry.user.name),
    !veiled && nameMark(mark),
    h("span", { class: "quote-text", dir: "auto" }, words),
  );
}

// Errors after which the text must be changed before it is sent again.
const NEEDS_EDIT = new Set(["too_large", "invalid"]);

// Texts for the errors that delay a message.
const WAITING_TEXTS = { slow_mode: "state.slow", rate_limited: "state.held", unavailable: "state.busy" };

function sendState({ key, state, error }, { language, again, mend, discard }) {
  if (state !== "failed") {
    const held = WAITING_TEXTS[error?.code];
    const words = held ?? (state === "waiting" ? "state.offline" : "state.pending");
    return h(
      "p",
      { class: "sending" },
      icon("clock"),
      h("span", { class: held ? "" : "visually-hidden" }, language.t(words)),
    );
  }
  const button = (name, click) =>
    h("button", { type: "button", class: "button quiet", on: { click } }, language.t(name));
  return h(
    "p",
    { class: "failed", role: "alert" },
    icon("alert"),
    h("span", {}, `${language.t("state.failed")} · ${errorText(language, error)}`),
    NEEDS_EDIT.has(error?.code) ? null : button("retry", () => again(key)),
    button("edit", () => mend(key)),
    button("discard", () => discard(key)),
  );
}
