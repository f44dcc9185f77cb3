import { h } from "../kit/dom.js";

const OPEN_KINDS = ["public", "announce", "private"];

/**
 * The lists of the operator's page: their name, how they are loaded, and their columns. `act` shows a confirmation and
 * does something: `{title, words, yes, run, done}`.
 */
export function makeSections({ language, quantities, api, clock }, act) {
  const t = (name, values) => language.t(name, values);
  const time = (value) => value && h("time", { datetime: new Date(value).toISOString(), title: language.exact(value) }, `${language.when(value, clock.time())} ${language.dayKey(value) === language.dayKey(clock.time()) ? "" : language.clock(value)}`.trim());
  const user = (one) => one && h("span", { class: "who" }, h("bdi", {}, one.name || one.id), one.name ? h("span", { class: "who-id" }, one.id) : null);
  const button = (name, click) => h("button", { type: "button", class: "button quiet danger", on: { click } }, t(name));
  const place = (room) => room ?? t("operator.site");
  const count = (value) => quantities.format("count", value);
  const ago = (seconds) => quantities.format("span", seconds);
  const column = (name, cell) => ({ name, cell });

  const signOut = (person) =>
    act({
      title: t("operator.signOut.title", { name: person.user.name }),
      words: t("operator.signOut.about"),
      yes: t("operator.signOut"),
      run: () => api.signOutUser(person.user.id),
      done: t("operator.signOut.done", { name: person.user.name }),
    });
  const archive = ({ room }) =>
    act({
      title: t("operator.archive.title", { room }),
      words: t("operator.archive.about"),
      yes: t("operator.archive"),
      run: () => api.archiveRoom(room),
      done: t("operator.archive.done", { room }),
    });

  return [
    {
      name: "people",
      load: (next) => api.people(next),
      columns: [
        column("user", ({ user: one }) => user(one)),
        column("kind", ({ kind, admin }) => t(admin ? "login.admin" : `login.${kind}`)),
        column("sessions", ({ sessions }) => count(sessions)),
        column("rooms", ({ rooms }) => count(rooms)),
        column("address", ({ addresses }) => addresses.join(" ")),
        column("", (person) => button("operator.signOut", () => signOut(person))),
      ],
    },
    {
      name: "connections",
      load: (next) => api.connections(next),
      columns: [
        column("user", ({ user: one }) => user(one)),
        column("address", ({ address }) => address),
        column("open", ({ seconds }) => ago(seconds)),
        column("rooms", ({ rooms }) => count(rooms)),
        column("commands", ({ commands }) => count(commands)),
        column("id", ({ id }) => h("code", {}, id)),
      ],
    },
    {
      name: "rooms",
      load: (next) => api.rooms(next),
      columns: [
        column("room", ({ room, title }) => h("span", { class: "who" }, h("bdi", {}, title || room), title ? h("span", { class: "who-id" }, room) : null)),
        column("kind", ({ kind }) => t(`roomKind.${kind}`)),
        column("here", (room) => count(room.count)),
        column("members", ({ members }) => count(members)),
        column("events", ({ events }) => count(events)),
        column("retention", ({ retention }) => retention),
        column("", (room) => OPEN_KINDS.includes(room.kind) && button("operator.archive", () => archive(room))),
      ],
    },
    {
      name: "keys",
      load: () => api.keys(),
      columns: [
        column("name", ({ name }) => name),
        column("state", ({ revoked, ends }) => t(revoked ? "key.revoked" : ends && ends <= clock.time() ? "key.expired" : "key.active")),
        column("allowed", ({ rooms }) => Object.entries(rooms).map(([room, actions]) => `${room}: ${actions.join(", ")}`).join("; ")),
        column("used", ({ used }) => time(used)),
        column("ends", ({ ends }) => time(ends)),
        column("by", ({ by }) => by),
      ],
    },
    {
      name: "webhooks",
      load: () => api.webhooks(),
      columns: [
        column("url", ({ url }) => url),
        column("state", ({ state, failures }) => h("span", { class: failures || state === "gone" ? "is-bad" : "" }, t(failures && state === "enabled" ? "webhook.failing" : `webhook.${state}`))),
        column("failures", ({ failures }) => count(failures)),
        column("why", ({ error }) => error),
        column("waiting", ({ waiting }) => count(waiting)),
        column("oldest", (webhook) => (webhook.waiting ? ago(webhook.oldest_seconds) : "")),
        column("events", ({ events }) => events.join(" ")),
      ],
    },
    {
      name: "sanctions",
      load: (next) => api.sanctions(next),
      columns: [
        column("time", ({ at }) => time(at)),
        column("kind", ({ kind }) => t(`sanction.${kind}`)),
        column("user", (one) => (one.user ? user({ id: one.user, name: one.name }) : null)),
        column("address", ({ address }) => address),
        column("room", ({ room }) => place(room)),
        column("until", ({ until }) => (until === null ? t("operator.ever") : time(until))),
        column("by", (one) => one.by_name || one.by),
        column("reason", ({ reason }) => reason),
      ],
    },
    {
      name: "reports",
      load: (next) => api.reports(next),
      columns: [
        column("time", (report) => time(report.time)),
        column("room", ({ room }) => room),
        column("author", ({ author }) => user(author)),
        column("text", ({ text }) => text),
        column("by", ({ by }) => user(by)),
        column("reason", ({ reason }) => reason),
      ],
    },
    {
      name: "audit",
      load: (next) => api.audit(next),
      columns: [
        column("time", (entry) => time(entry.time)),
        column("by", ({ by }) => user(by)),
        column("action", ({ action }) => h("code", {}, action)),
        column("user", (entry) => user(entry.user)),
        column("room", ({ room }) => room),
        column("detail", ({ detail, reason }) => [detail, reason].filter(Boolean).join(" · ")),
      ],
    },
    {
      name: "config",
      load: () => api.settings(),
      columns: [
        column("setting", ({ key }) => h("code", {}, key)),
        column("value", ({ value }) => h("code", {}, JSON.stringify(value))),
        column("source", ({ source }) => h("span", { class: source === "default" ? "is-default" : "is-set" }, t(`source.${source.replace(" ", "_")}`))),
      ],
    },
  ];
}
