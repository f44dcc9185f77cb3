/**
 * What may be offered: nothing that would be refused, as far as the page can know.  All pure.
 *
 * `self` is `{me, account}`; `account.can` holds what one may do beside all rooms.
 */
/** Whether one may do `action` in the room. */
export function may(room, action) {
  return room?.can?.includes(action) ?? false;
}

/** Whether one may do `action` on the whole site. */
export function maySite({ account }, action) {
  return account?.can?.includes(action) ?? false;
}

/** Where one may do `act`, a mute, a kick or a ban, to somebody: of `room` and `site`. */
export function sanctionScopes(act, user, room, self) {
  if (!user.id || user.id === self.me?.id) {
    return [];
  }
  const here = room !== null && may(room, act) && outranks(room.role, effectiveRole(room, user));
  return [here && "room", maySite(self, act) && "site"].filter(Boolean);
}

/** The roles that somebody can be given in the room, the highest first; null takes theirs away. */
function assignableRoles(user, room, { me }) {
  if (!may(room, "role") || user.id === me?.id || !outranks(room.role, effectiveRole(room, user))) {
    return [];
  }
  const given = assignedRole(room, user);
  const all = ["owner", "moderator", "member"].filter((role) => role !== "owner" || !user.id.startsWith("g."));
  return [...all.filter((role) => role !== given && !outranks(role, room.role)), ...(given === null ? [] : [null])];
}

/** What may be done to somebody: names of actions in the order they are offered; roles as `role.moderator`. */
export function userActions(user, room, self) {
  if (!user.id || user.id === self.me?.id) {
    return [];
  }
  const bound = (kind) => room?.sanctions?.some((one) => one.kind === kind && one.user === user.id) ?? false;
  return [
    maySite(self, "create_direct") && room?.kind !== "direct" && "direct",
    room && may(room, "invite") && assignedRole(room, user) === null && "invite",
    ...(room ? assignableRoles(user, room, self).map((role) => `role.${role ?? "none"}`) : []),
    ...SANCTION_KINDS.flatMap((act) => {
      const where = sanctionScopes(act, user, room, self);
      const lift = where.includes("room") && bound(act) && `un${act}`;
      return where.length === 0 ? [] : [lift || act];
    }),
  ].filter(Boolean);
}

/** What of the moderators' desk one may see, for a room: of `reports`, `sanctions` and `audit`. */
export function queueTabs(room, self) {
  const any = (action) => may(room, action) || maySite(self, action);
  return [any("review") && "reports", (any("mute") || any("ban")) && "sanctions", any("audit") && "audit"].filter(
    Boolean,
  );
}

/** What may be done with a room: names of actions in the order they are offered. */
export function roomMenuActions(room, self) {
  const given = assignedRole(room, self.me);
  const owners = Object.values(room.members ?? {}).filter(({ role, invited }) => role === "owner" && !invited);
  const last = given === "owner" && owners.length < 2;
  return [
    may(room, "invite") && "invite",
    (may(room, "set") || may(room, "slow")) && "settings",
    ...queueTabs(room, self),
    given !== null && room.kind !== "direct" && !last && "resign",
  ].filter(Boolean);
}

/** How many reports wait for the person: in the room that is looked at, or everywhere if all are theirs to see. */
export function openReportCount(state, room) {
  if (!maySite(state, "review")) {
    return state.reports[room?.id] ?? 0;
  }
  return Object.values(state.reports).reduce((sum, count) => sum + count, 0);
}

/** Roles, the lowest first.  Those up to `owner` are given in rooms; `admin` is the site's. */
const ROLE_ORDER = ["guest", "member", "moderator", "owner", "admin", "operator"];

/** Lengths of a mute or a ban to choose among, in milliseconds; null is for good. */
export const SANCTION_LENGTHS = Object.freeze([600_000, 3_600_000, 86_400_000, 604_800_000, null]);

/** What is done to people, the mildest first. */
const SANCTION_KINDS = Object.freeze(["mute", "kick", "ban"]);

/** Whether who has `role` may act on who has `other`: nobody acts on their equal or better. */
export function outranks(role, other) {
  return ROLE_ORDER.indexOf(role) > ROLE_ORDER.indexOf(other);
}

/** Whether a room is known only to those who belong to it. */
export function isPrivateRoom({ id, kind }) {
  return kind === "private" || kind === "direct" || id.startsWith("~");
}

/** The role of somebody in a room, as far as the page knows: the one they were given, or everybody's; null for none. */
export function effectiveRole(room, user) {
  const given = assignedRole(room, user);
  const everybodys = isPrivateRoom(room) ? null : user.id.startsWith("g.") ? "guest" : "member";
  return outranks(everybodys, given) ? everybodys : given;
}

/** The role that somebody was given in a room, or null. */
export function assignedRole(room, user) {
  return room.members?.[user?.id]?.role ?? null;
}
