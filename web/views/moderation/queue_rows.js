import { avatar, nameMark } from "../kit/avatar.js";
import { h } from "../kit/dom.js";
import { roomNameById } from "../kit/room_name.js";
import { errorText } from "../kit/error_text.js";

/** A report: message, author, reporter, reason, and its actions. */
export function reportCard(report, context, does) {
  const { language, store } = context;
  const { author, by, text, reason, outcome, error, busy } = report;
  const t = (name, values) => language.t(name, values);
  const when = language.when(report.time, Date.now());
  const act = (name, words, click, looks = "quiet") =>
    h(
      "button",
      { type: "button", class: `button ${looks}`, disabled: busy, data: { act: name }, on: { click } },
      words,
    );
  const closing = outcome
    ? []
    : [
        act("done", t("queue.done"), () => does.resolve(report, "done"), "small"),
        act("dismiss", t("queue.dismiss"), () => does.resolve(report, "dismissed"), "small"),
      ];
  const harsh = outcome ? [] : ["mute", "ban"].filter((name) => does.mayPunish(name, report));
  return h(
    "li",
    { class: "desk-item report" },
    h(
      "div",
      { class: "report-by" },
      avatar(author),
      h("span", { class: "author", dir: "auto" }, author.name || t("nobody")),
      nameMark(store.state.nameMarks[author.id]),
      h("span", { class: "report-room", dir: "auto" }, roomNameById(language, store.state, report.room)),
    ),
    text === null ? h("p", { class: "report-text is-deleted" }, t("deleted")) : h("p", { class: "report-text", dir: "auto" }, text),
    reason && h("p", { class: "report-why" }, t("queue.why", { reason })),
    h("p", { class: "report-meta" }, t("queue.by", { name: by.name || t("nobody"), time: when })),
    outcome && h("p", { class: "report-meta" }, outcomeText(report, language)),
    h(
      "p",
      { class: "report-acts" },
      act("jump", t("queue.jump"), () => does.jump(report)),
      text !== null && does.mayDelete(report) && act("delete", t("delete"), () => does.remove(report), "quiet danger"),
      harsh.map((name) => act(name, t(`act.${name}`), () => does.penalty(name, report), "quiet danger")),
      closing.length > 0 && h("span", { class: "report-end" }, closing),
    ),
    error && h("p", { class: "complaint", role: "alert" }, errorText(language, error)),
  );
}

function outcomeText({ outcome, closed_by: by, closed: time }, language) {
  const words = { name: by?.name || language.t("nobody"), time: language.when(time, Date.now()) };
  return language.t(`queue.outcome.${outcome}`, words);
}

/** An active mute or ban. */
export function sanctionRow(sanction, context, does) {
  const { language, store } = context;
  const { kind, user, name, address, until, reason, at, error, busy } = sanction;
  const now = Date.now();
  const t = (words, values) => language.t(words, values);
  const who = user === null ? t("queue.address", { address }) : name || t("nobody");
  const what = until === null ? t(`queue.${kind}.ever`) : t(`queue.${kind}`, { until: language.until(until, now) });
  const lift = () => does.lift({ ...sanction, name: who });
  const looks = { type: "button", class: "button small", disabled: busy, data: { act: "lift" } };
  return h(
    "li",
    { class: "desk-item bound" },
    avatar({ id: user ?? "", name: user === null ? "" : name }),
    h(
      "div",
      { class: "bound-words" },
      h("div", { class: "author" }, h("bdi", {}, who), user !== null && nameMark(store.state.nameMarks[user]), user !== null && address && ` · ${t("queue.address", { address })}`),
      h("p", { class: "report-meta" }, `${what} · ${t("queue.since", { time: language.when(at, now) })}`),
      reason && h("p", { class: "report-why" }, t("queue.why", { reason })),
      error && h("p", { class: "complaint", role: "alert" }, errorText(language, error)),
    ),
    does.mayLift(sanction) && h("button", { ...looks, on: { click: lift } }, t("queue.lift")),
  );
}

/** An entry of the audit log, as a sentence. */
export function auditRow(act, { language, store }) {
  const { by, time, user, room, seq, until, reason, detail = "" } = act;
  const known = act.action === "role" && detail === "none" ? "audit.role.none" : `audit.${act.action}`;
  const words = {
    by: by.name || by.id,
    user: user ? user.name || user.id : "",
    room: room ? roomNameById(language, store.state, room) : language.t("audit.site"),
    seq: seq ?? "",
    action: act.action,
    detail: auditDetail(act, (name) => (language.has(name) ? language.t(name) : null)),
  };
  const sentence = language.t(language.has(known) ? known : "audit.other", words);
  const end = until == null ? null : language.t("audit.until", { until: language.until(until, time) });
  const lasting = end ?? (["mute", "ban"].includes(act.action) ? language.t("audit.ever") : null);
  const when = { class: "time", datetime: new Date(time).toISOString(), title: language.exact(time) };
  return h(
    "li",
    { class: "desk-item act" },
    h("time", when, language.when(time, Date.now())),
    h(
      "div",
      {},
      h("p", {}, lasting ? `${sentence} · ${lasting}` : sentence),
      reason && h("p", { class: "report-why" }, language.t("queue.why", { reason })),
    ),
  );
}

/** The detail of an audit entry beside its users, translated where there is a text for it. */
export function auditDetail({ action, detail = "" }, translate) {
  const name = {
    role: `role.${detail}`,
    resolve: `queue.${detail === "done" ? "done" : "dismiss"}`,
  }[action];
  return (name && translate(name)) ?? detail;
}
