import { isPrivateRoom } from "./permissions.js";

/**
 * The person's rooms as the server lists them, by id: `{room, kind, title, epoch, seq, seen, unread, role, invited,
 * other}`, and `by`, who has invited.
 */

/** Set the whole list. */
export function replaceRoomList(before, rooms) {
  return Object.fromEntries(rooms.filter(isRelevant).map((listing) => [listing.room, { ...before[listing.room], ...listing }]));
}

/** Set some fields of one room. */
export function updateListing(listings, { room, ...news }) {
  const blank = { room, title: "", epoch: null, seq: 0, seen: 0, unread: 0 };
  return put(listings, { ...(listings[room] ?? blank), ...news });
}

/** There is a new message. */
export function addActivity(listings, { room, seq }) {
  const listing = listings[room];
  return listing && seq > listing.seq ? put(listings, { ...listing, seq, unread: listing.unread + seq - listing.seq }) : listings;
}

/** The person has read the room in another tab or on another device. */
export function markListingRead(listings, { room, epoch, seq }) {
  const listing = listings[room] ?? { room, title: "", epoch, seq, seen: 0, unread: 0 };
  if (listing.epoch !== epoch || seq <= listing.seen) {
    return listings;
  }
  const unread = Math.min(listing.unread, Math.max(0, listing.seq - seq));
  return put(listings, { ...listing, seq: Math.max(seq, listing.seq), seen: seq, unread });
}

/** An account has a new name. */
export function renamePartner(listings, user) {
  const own = ({ other }) => other?.id === user.id;
  return Object.values(listings)
    .filter(own)
    .reduce((all, listing) => put(all, { ...listing, other: user }), listings);
}

/** The listed rooms that are not among `rooms`, by name, without invitations. */
export function unopenedRooms(listings, rooms) {
  const others = Object.values(listings).filter(({ room, invited }) => !(room in rooms) && !invited);
  return others.sort((a, b) => (a.title || a.room).localeCompare(b.title || b.room));
}

/** Do not list a room any more. */
export function removeListing(listings, room) {
  const { [room]: _, ...rest } = listings;
  return rest;
}

// A room without a log that the person is no member of: there is nothing to return to.
function isRelevant({ epoch, role }) {
  return epoch != null || role != null;
}

function put(listings, listing) {
  return { ...listings, [listing.room]: listing };
}

/**
 * What is known of one room, open or not: `{id, kind, title, other, unread, mentions, joined, invited, offered, by,
 * exclusion}`.
 *
 * `offered`: a role in a room that the person is in already. `kind` is null while nothing is known; `other` is the partner in a direct room, `by` who has invited. `mentions`
 * counts unread messages that mention the person, in a direct room and in their inbox all of them.
 */
export function roomSummary({ rooms, roomList, me }, id) {
  const room = rooms[id];
  const listing = roomList[id];
  const kind = room?.kind ?? listing?.kind ?? null;
  const unread = room ? room.unread : (listing?.unread ?? 0);
  return {
    id,
    kind,
    title: room?.title || listing?.title || "",
    other: listing?.other ?? partner(room, me),
    unread,
    mentions: kind === "direct" || kind === "inbox" ? unread : (room?.mentions ?? 0),
    joined: room !== undefined,
    invited: room === undefined && (listing?.invited ?? false),
    offered: room !== undefined && (listing?.invited ?? false) && ["moderator", "owner"].includes(listing.role),
    by: listing?.by ?? null,
    exclusion: room?.exclusion != null,
  };
}

/** All rooms in groups, each sorted: `invitations`, `open`, `hidden`, `directs` and `elsewhere`. */
export function groupedRooms(state) {
  const ids = [...new Set([...Object.keys(state.rooms), ...Object.keys(state.roomList)])];
  const groups = { invitations: [], open: [], hidden: [], directs: [], elsewhere: [] };
  for (const one of ids.map((id) => roomSummary(state, id))) {
    groups[groupOf(one)].push(one);
  }
  for (const name of ["invitations", "hidden", "directs", "elsewhere"]) {
    groups[name].sort((a, b) => label(a).localeCompare(label(b)));
  }
  return groups;
}

/** Whether the room list is the same in two states: a message in a room that is being read does not change it. */
export function areListedAlike(before, after) {
  if (before.roomList !== after.roomList || before.me !== after.me) {
    return false;
  }
  const [first, second] = [Object.keys(before.rooms), Object.keys(after.rooms)];
  const shown = (state, id) => JSON.stringify(roomSummary(state, id));
  const same = (id) => before.rooms[id] === after.rooms[id] || shown(before, id) === shown(after, id);
  return first.length === second.length && second.every((id, at) => id === first[at] && same(id));
}

function groupOf(one) {
  if (one.invited) {
    return "invitations";
  }
  if (one.kind === "direct") {
    return "directs";
  }
  if (isPrivateRoom(one)) {
    return "hidden";
  }
  return one.joined ? "open" : "elsewhere";
}

function label({ id, title, other }) {
  return other?.name || title || id;
}

// The partner in a direct room, from its members or people where the list does not tell.
function partner(room, me) {
  if (room?.kind !== "direct") {
    return null;
  }
  const known = [...Object.values(room.members ?? {}).map(({ user }) => user), ...Object.values(room.people)];
  return known.find((user) => user.id !== me?.id) ?? null;
}
