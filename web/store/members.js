/** Members of a room. Functions take a room and return a new one, or read one. */
import { outranks } from "./permissions.js";

/** Set the whole list of members: `{user, role, since, invited}` each. */
export function setMembers(room, members) {
  return { ...room, members: Object.fromEntries(members.map((member) => [member.user.id, member])) };
}

/** Set one member's role; null removes the member. */
export function updateMember(room, { user, role, invited = false }) {
  const { [user.id]: before, ...rest } = room.members ?? {};
  return { ...room, members: role === null ? rest : { ...rest, [user.id]: { ...before, user, role, invited } } };
}

/**
 * The people of a room: `here` are those present (oneself first, then owners and moderators, then by name), `away` the
 * other members. `{user, role, invited}` each; `role` is the assigned one, or null.
 */
export function listPeople(room, me) {
  const members = room.members ?? {};
  const here = Object.values(room.people).map((user) => personRow(user, members[user.id]));
  const away = Object.values(members).filter(({ user }) => !(user.id in room.people));
  // In a large room only the number of people is known: then nobody is known to be away.
  const named = here.length >= Math.min(room.count, 1);
  return {
    here: sortPeople(here, me),
    away: named
      ? sortPeople(
          away.map((member) => personRow(member.user, member)),
          me,
        )
      : [],
  };
}

function personRow(user, member) {
  return { user, role: member?.role ?? null, invited: member?.invited ?? false };
}

function sortPeople(rows, me) {
  const own = ({ user }) => (user.id === me?.id ? 0 : 1);
  const keeps = ({ role }) => (role === "owner" ? 0 : role === "moderator" ? 1 : 2);
  return rows.sort((a, b) => own(a) - own(b) || keeps(a) - keeps(b) || a.user.name.localeCompare(b.user.name));
}

/**
 * The two people of a direct room, oneself first, as in `listPeople`. `online` of the other one is true if they are in
 * a room that the person is in; otherwise it is not known.
 */
export function directPair({ rooms, roomList, me }, room) {
  const { here, away } = listPeople(room, me);
  const all = [...here, ...away];
  const { other } = roomList[room.id] ?? {};
  const known = other && !all.some(({ user }) => user.id === other.id) ? [...all, personRow(other)] : all;
  const online = ({ user }) => Object.values(rooms).some((one) => one.joined && user.id in one.people);
  return sortPeople(known, me).map((one) => ({ ...one, online: one.user.id !== me?.id && online(one) }));
}

/** Whether the role is shown as a badge. */
export function isModeratorRole(role) {
  return outranks(role, "member");
}
