import { may, powersOver } from "../../store/permissions.js";

const ICONS = {
  direct: "wave",
  invite: "invite",
  mute: "mute",
  kick: "kick",
  ban: "ban",
  unmute: "unmute",
  unban: "unmute",
};
const HARSH = new Set(["mute", "kick", "ban"]);

/**
 * What may be done to somebody, as items of a menu; none if that is nothing.
 *
 * `context` has `company`, `order`, `dialogs` and what every view is given; `room` may be null.
 */
export function personItems(context, user, room) {
  const { language, model } = context;
  const powers = powersOver(user, room, model.state).map((power) => item(context, power, user, room));
  const items = [...powers.filter((one) => !isHarsh(one)), ...forOneself(context, user), ...powers.filter(isHarsh)];
  const harsh = items.findIndex(({ danger }) => danger);
  const parted = harsh > 0 ? [...items.slice(0, harsh), null, ...items.slice(harsh)] : items;
  return parted.map((one) => one && { ...one, label: language.t(one.label) });
}

function item({ company, order, dialogs, intents, chosen }, power, user, room) {
  const told = (work) => work.catch((error) => intents.refused(error));
  if (power.startsWith("role.")) {
    const role = power.slice("role.".length);
    const given = role === "none" ? null : role;
    const act = () => company.give(room.id, user, given);
    return { label: `role.give.${role}`, icon: "star", act };
  }
  const direct = () => told(company.direct(user).then(chosen));
  const lift = (kind) => told(order.lift({ kind, subject: user.id, name: user.name, room: room.id }));
  switch (power) {
    case "direct":
      return { label: "person.direct", icon: ICONS.direct, act: direct };
    case "invite":
      return { label: "person.invite", icon: ICONS.invite, act: () => told(company.invite(room.id, user)) };
    case "unmute":
    case "unban":
      return { label: `act.${power}`, icon: ICONS[power], act: () => lift(power.slice("un".length)) };
    default: {
      const act = () => dialogs.penalty(power, user, room);
      return { label: `act.${power}`, icon: ICONS[power], act, danger: HARSH.has(power) };
    }
  }
}

const isHarsh = ({ danger }) => danger;

function forOneself({ ignoring, model }, user) {
  const { me, ignored, unable } = model.state;
  if (!user.id || user.id === me?.id || unable.includes("ignore")) {
    return [];
  }
  return user.id in ignored
    ? [{ label: "unignore", icon: "eye", act: () => ignoring.unignore(user) }]
    : [{ label: "ignore", icon: "hide", act: () => ignoring.ignore(user) }];
}

/** What may be done with a message beside what its bar of buttons shows, as items of a menu. */
export function messageItems(context, { entry, own }, room) {
  const { language, dialogs } = context;
  if (own || entry.seq == null) {
    return [];
  }
  const reports = may(room, "report") && !entry.deleted;
  const report = { label: language.t("report"), icon: "flag", act: () => dialogs.report(room.id, entry) };
  const person = personItems(context, entry.user, room);
  return [...(reports ? [report] : []), ...(reports && person.length > 0 ? [null] : []), ...person];
}
