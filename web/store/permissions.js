/**
 * What the page offers: nothing that the server would refuse, as far as the page can know. Pure functions.
 *
 * `self` is `{me, account}`; `account.can` holds the permissions on the whole site.
 */
/** Whether the person may do `action` in the room. */
export function may(room, action) {
  return room?.can?.includes(action) ?? false;
}

/** Whether the person may do `action` on the whole site. */
export function maySite({ account }, action) {
  return account?.can?.includes(action) ?? false;
}

/** Where the person may `act` (`mute`, `kick` or `ban`) against a user: `room`, `site`, both or none. */
export function sanctionScopes(act, user, room, self) {
  if (!user.id || user.id === self.me?.id) {
    return [];
  }
  const here = room !== null && may(room, act) && outranks(room.role, effectiveRole(room, user));
  return [here && "room", maySite(self, act) && "site"].filter(Boolean);
}

/** The roles that a user can be given in the room, highest first; null removes theirs. */
function assignableRoles(user, room, { me }) {
  if (!may(room, "role") || user.id === me?.id || !outranks(room.role, effectiveRole(room, user))) {
    return [];
  }
  const given = assignedRole(room, user);
  const all = ["owner", "moderator", "member"].filter((role) => role !== "owner" || !user.id.startsWith("g."));
  return [...all.filter((role) => role !== given && !outranks(role, room.role)), ...(given === null ? [] : [null])];
}

/** What may be done to a user: names of actions in the order they are offered; roles as `role.moderator`. */
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

/** The tabs of the moderation dialog that the person may see for a room: of `reports`, `sanctions` and `audit`. */
export function queueTabs(room, self) {
  const any = (action) => may(room, action) || maySite(self, action);
  return [any("review") && "reports", (any("mute") || any("ban")) && "sanctions", any("audit") && "audit"].filter(
    Boolean,
  );
}

/** What may be done with a room: names of actions in the order they are offered. */
export function roomMenuActions(room, self) {
  const given = assignedRole(room, self.me);
  return [
    may(room, "invite") && "invite",
    (may(room, "set") || may(room, "slow")) && "settings",
    ...queueTabs(room, self),
    given !== null && room.kind !== "direct" && "resign",
  ].filter(Boolean);
}

/** Whether the person is the only owner of a room. */
export function isLastOwner(room, me) {
  const owners = Object.values(room?.members ?? {}).filter(({ role, invited }) => role === "owner" && !invited);
  return owners.length === 1 && owners[0].user.id === me?.id;
}

/** Number of open reports: in the room that is open, or in all rooms if the person may review all. */
export function openReportCount(state, room) {
  if (!maySite(state, "review")) {
    return state.reports[room?.id] ?? 0;
  }
  return Object.values(state.reports).reduce((sum, count) => sum + count, 0);
}

/** Roles, lowest first. Those up to `owner` are assigned in rooms; `admin` is a role on the site. */
const ROLE_ORDER = ["guest", "member", "moderator", "owner", "admin", "operator"];

/** Lengths of a mute or a ban to choose from, in milliseconds; null is permanent. */
export const SANCTION_LENGTHS = Object.freeze([600_000, 3_600_000, 86_400_000, 604_800_000, null]);

/** Sanctions, mildest first. */
const SANCTION_KINDS = Object.freeze(["mute", "kick", "ban"]);

/** Whether `role` may act on `other`: only on lower roles. */
export function outranks(role, other) {
  return ROLE_ORDER.indexOf(role) > ROLE_ORDER.indexOf(other);
}

/** Whether only its members know of the room. */
export function isPrivateRoom({ id, kind }) {
  return kind === "private" || kind === "direct" || id.startsWith("~");
}

/** A user's role in a room as far as the page knows: the assigned one, or that of everybody; null for none. */
export function effectiveRole(room, user) {
  const given = assignedRole(room, user);
  const everybodys = isPrivateRoom(room) ? null : user.id.startsWith("g.") ? "guest" : "member";
  return outranks(everybodys, given) ? everybodys : given;
}

/** The role assigned to a user in a room, or null. */
export function assignedRole(room, user) {
  return room.members?.[user?.id]?.role ?? null;
}
