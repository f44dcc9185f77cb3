/**
 * What may be offered: nothing that would be refused, as far as the page can know.  All pure.
 *
 * `self` is `{me, account}`; `account.can` holds what one may do beside all rooms.
 */
import { SANCTIONS, givenTo, outranks, roleOf } from "./ranks.js";

/** Whether one may do `action` in the room. */
export function may(room, action) {
  return room?.can?.includes(action) ?? false;
}

/** Whether one may do `action` on the whole site. */
export function maySite({ account }, action) {
  return account?.can?.includes(action) ?? false;
}

/** Where one may do `act`, a mute, a kick or a ban, to somebody: of `room` and `site`. */
export function reach(act, user, room, self) {
  if (!user.id || user.id === self.me?.id) {
    return [];
  }
  const here = room !== null && may(room, act) && outranks(room.role, roleOf(room, user));
  return [here && "room", maySite(self, act) && "site"].filter(Boolean);
}

/** The roles that somebody can be given in the room, the highest first; null takes theirs away. */
function rolesFor(user, room, { me }) {
  if (!may(room, "role") || user.id === me?.id || !outranks(room.role, roleOf(room, user))) {
    return [];
  }
  const given = givenTo(room, user);
  const all = ["owner", "moderator", "member"].filter((role) => role !== "owner" || !user.id.startsWith("g."));
  return [...all.filter((role) => role !== given && !outranks(role, room.role)), ...(given === null ? [] : [null])];
}

/** What may be done to somebody: names of actions in the order they are offered; roles as `role.moderator`. */
export function powersOver(user, room, self) {
  if (!user.id || user.id === self.me?.id) {
    return [];
  }
  const bound = (kind) => room?.sanctions?.some((one) => one.kind === kind && one.user === user.id) ?? false;
  return [
    maySite(self, "create_direct") && room?.kind !== "direct" && "direct",
    room && may(room, "invite") && givenTo(room, user) === null && "invite",
    ...(room ? rolesFor(user, room, self).map((role) => `role.${role ?? "none"}`) : []),
    ...SANCTIONS.flatMap((act) => {
      const where = reach(act, user, room, self);
      const lift = where.includes("room") && bound(act) && `un${act}`;
      return where.length === 0 ? [] : [lift || act];
    }),
  ].filter(Boolean);
}

/** What of the moderators' desk one may see, for a room: of `reports`, `sanctions` and `audit`. */
export function desks(room, self) {
  const any = (action) => may(room, action) || maySite(self, action);
  return [any("review") && "reports", (any("mute") || any("ban")) && "sanctions", any("audit") && "audit"].filter(
    Boolean,
  );
}

/** What may be done with a room: names of actions in the order they are offered. */
export function powersIn(room, self) {
  const given = givenTo(room, self.me);
  const owners = Object.values(room.members ?? {}).filter(({ role, invited }) => role === "owner" && !invited);
  const last = given === "owner" && owners.length < 2;
  return [
    may(room, "invite") && "invite",
    (may(room, "set") || may(room, "slow")) && "settings",
    ...desks(room, self),
    given !== null && room.kind !== "direct" && !last && "resign",
  ].filter(Boolean);
}

/** How many reports wait for the person: in the room that is looked at, or everywhere if all are theirs to see. */
export function waiting(state, room) {
  if (!maySite(state, "review")) {
    return state.reports[room?.id] ?? 0;
  }
  return Object.values(state.reports).reduce((sum, count) => sum + count, 0);
}
