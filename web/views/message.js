import { links } from "../links.js";
import { isPictures } from "../text.js";
import { avatar } from "./avatar.js";
import { h, icon } from "./dom.js";
import { explain } from "./words.js";

/**
 * The element of one item of a timeline.  `quoted` finds the entry that another one replies to; `here` is the address
 * of the page without its fragment.
 */
export function draw(item, { language, quoted, here, again, discard, jump }) {
  switch (item.kind) {
    case "message":
    case "pending":
      return message(item, { language, quoted, here, again, discard, jump });
    case "day":
      return h("div", { class: "rule day", role: "separator" }, h("span", {}, language.day(item.time, Date.now())));
    case "divider": {
      const missed = item.missed > 0;
      const text = language.t(missed ? "divider.missed" : "divider.new", { count: item.missed });
      return h("div", { class: "rule divider", role: "separator" }, h("span", {}, text));
    }
    case "gap":
      return h("p", { class: "gap", role: "note" }, icon("alert"), h("span", {}, language.t(item.reason)));
    default:
      return h("p", { class: "start" }, language.t("older.start", { room: item.room ?? "" }));
  }
}

/** Whether an item must be drawn anew. */
export function differs(before, after) {
  return (
    before.kind !== after.kind ||
    before.entry !== after.entry ||
    before.lead !== after.lead ||
    before.missed !== after.missed ||
    before.reason !== after.reason
  );
}

function message({ kind, entry, lead, own }, context) {
  const { language, here } = context;
  const { user, text, time } = entry;
  const gone = Boolean(entry.deleted);
  const words = gone ? language.t("deleted") : text;
  const body = gone
    ? h("p", { class: "text is-deleted" }, words)
    : h("p", { class: `text${isPictures(text) ? " is-pictures" : ""}` }, linked(text, here));
  const when = { class: "time", datetime: new Date(time).toISOString(), title: language.exact(time) };
  const clock = h("time", when, lead ? language.clock(time) : language.brief(time));
  const classes = ["message", lead && "is-lead", own && "is-own", kind === "pending" && `is-${entry.state}`];
  return h(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      tabindex: "-1",
      data: entry.seq == null ? {} : { seq: String(entry.seq) },
      "aria-label": language.t("message.label", { name: user.name, time: language.clock(time), text: words }),
    },
    h("div", { class: "gutter" }, lead ? avatar(user) : clock),
    h(
      "div",
      { class: "body" },
      lead && h("header", { class: "by" }, h("span", { class: "author" }, user.name), clock),
      entry.reply_to != null && quote(entry.reply_to, context),
      body,
      entry.edited &&
        !gone &&
        h("span", { class: "edited", title: language.exact(entry.edited.time) }, language.t("edited")),
      kind === "pending" && sending(entry, context),
    ),
  );
}

function linked(text, here) {
  return links(text).map((token) => {
    if (!token.href) {
      return token.text;
    }
    const inside = token.href.split("#")[0] === here;
    const away = inside ? {} : { target: "_blank", rel: "noopener noreferrer nofollow" };
    return h("a", { href: token.href, ...away }, token.text);
  });
}

function quote(seq, { language, quoted, jump }) {
  const entry = quoted(seq);
  const words = entry ? (entry.deleted ? language.t("deleted") : entry.text) : language.t("reply.gone");
  return h(
    "button",
    { type: "button", class: "quote", tabindex: "-1", on: { click: () => jump(seq) } },
    entry && h("span", { class: "quote-name" }, entry.user.name),
    h("span", { class: "quote-text" }, words),
  );
}

function sending({ key, state, error }, { language, again, discard }) {
  if (state !== "failed") {
    return h(
      "p",
      { class: "sending" },
      icon("clock"),
      h("span", { class: "visually-hidden" }, language.t(state === "waiting" ? "state.offline" : "state.pending")),
    );
  }
  const button = (name, click) =>
    h("button", { type: "button", class: "button quiet", on: { click } }, language.t(name));
  return h(
    "p",
    { class: "failed", role: "alert" },
    icon("alert"),
    h("span", {}, `${language.t("state.failed")} · ${explain(language, error)}`),
    button("retry", () => again(key)),
    button("discard", () => discard(key)),
  );
}
