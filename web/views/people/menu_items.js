import { may, userActions } from "../../store/permissions.js";

const ICONS = {
  direct: "wave",
  invite: "invite",
  mute: "mute",
  kick: "kick",
  ban: "ban",
  unmute: "unmute",
  unban: "unmute",
};
const SANCTIONS = new Set(["mute", "kick", "ban"]);

/** The menu items for a user; empty if nothing may be done. `room` may be null. */
export function personItems(context, user, room) {
  const { language, store } = context;
  const powers = userActions(user, room, store.state).map((power) => menuItem(context, power, user, room));
  const items = [...powers.filter((one) => !isDangerous(one)), ...ignoreItem(context, user), ...powers.filter(isDangerous)];
  const harsh = items.findIndex(({ danger }) => danger);
  const parted = harsh > 0 ? [...items.slice(0, harsh), null, ...items.slice(harsh)] : items;
  return parted.map((one) => one && { ...one, label: language.t(one.label) });
}

function menuItem({ members, moderation, dialogs, roomActions, returnFocus }, power, user, room) {
  const withError = (work) => work.catch((error) => roomActions.showError(error));
  if (power.startsWith("role.")) {
    const role = power.slice("role.".length);
    const assigned = role === "none" ? null : role;
    const act = () => members.setRole(room.id, user, assigned);
    return { label: `role.give.${role}`, icon: "star", act };
  }
  const direct = () => withError(members.openDirect(user).then(returnFocus));
  const lift = (kind) => withError(moderation.lift({ kind, subject: user.id, name: user.name, room: room.id }));
  switch (power) {
    case "direct":
      return { label: "person.direct", icon: ICONS.direct, act: direct };
    case "invite":
      return { label: "person.invite", icon: ICONS.invite, act: () => withError(members.invite(room.id, user)) };
    case "unmute":
    case "unban":
      return { label: `act.${power}`, icon: ICONS[power], act: () => lift(power.slice("un".length)) };
    default: {
      const act = () => dialogs.sanction(power, user, room);
      return { label: `act.${power}`, icon: ICONS[power], act, danger: SANCTIONS.has(power) };
    }
  }
}

const isDangerous = ({ danger }) => danger;

function ignoreItem({ ignoreList, store }, user) {
  const { me, ignored, unsupported } = store.state;
  if (!user.id || user.id === me?.id || unsupported.includes("ignore")) {
    return [];
  }
  return user.id in ignored
    ? [{ label: "unignore", icon: "eye", act: () => ignoreList.unignore(user) }]
    : [{ label: "ignore", icon: "hide", act: () => ignoreList.ignore(user) }];
}

/** The menu items for a message, beyond its bar of buttons. */
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
