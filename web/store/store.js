import * as bars from "./sanctions.js";
import * as crowd from "./presence.js";
import * as desk from "./moderation_queue.js";
import * as door from "./login.js";
import { forgetUser, renameUser } from "./message_updates.js";
import { ignored, ignoring, revealed, unignored } from "./ignored.js";
import * as lines from "./room_list.js";
import * as members from "./members.js";
import * as room from "./room.js";
import * as tools from "./drafts.js";
import { quoted } from "./unread.js";
import * as voice from "./speaking.js";

/** What the page knows when it opens. */
export const initial = Object.freeze({
  me: null,
  account: null,
  login: null,
  marks: Object.freeze({}),
  door: door.closedDoor,
  out: null,
  link: Object.freeze({ state: "idle" }),
  offline: false,
  limits: Object.freeze({}),
  ignored: Object.freeze({}),
  unable: Object.freeze([]),
  rooms: Object.freeze({}),
  lines: Object.freeze({}),
  active: null,
  watching: null,
  following: null,
  muted: null,
  reports: Object.freeze({}),
  desk: null,
});

/** The state after an action, `{type, …}`.  Pure: times and what the device remembers come with the action. */
export function reduce(state, action) {
  const change = CHANGES[action.type];
  return change ? change(state, action) : inRoom(state, action);
}

const CHANGES = {
  // Whom the server does not let in is nobody.
  link: (state, { link }) => ({ ...state, link, me: link.state === "refused" ? null : state.me }),
  network: (state, { offline }) => ({ ...state, offline }),
  sited: (state, action) => ({ ...state, door: door.sited(state.door, action) }),
  linked: (state, action) => ({ ...state, door: door.linked(state.door, action) }),
  turned: (state, action) => ({ ...state, door: door.turned(state.door, action) }),
  underWay: (state, action) => ({ ...state, door: door.underWay(state.door, action) }),
  out: (state, { bar }) => ({ ...state, out: bar }),
  limits: (state, { limits }) => ({ ...state, limits }),
  // A server older than the page: what it does not know is not offered again.
  unable: (state, { what }) => ({ ...state, unable: [...state.unable, what] }),
  me: (state, { user }) => ({ ...state, me: user }),
  account: (state, { account }) => ({ ...state, account }),
  ignoring: (state, { users }) => ({ ...state, ignored: ignoring(users) }),
  ignored: (state, { user }) => ({ ...state, ignored: ignored(state.ignored, user) }),
  unignored: (state, { user }) => ({ ...state, ignored: unignored(state.ignored, user) }),
  open: (state, action) => opened(state, action.room),
  left: (state, action) => left(state, action.room),
  barred: (state, action) => bars.barred(state, action.room, action.bar),
  silenced: (state, action) => bars.silenced(state, action.room, action.bound),
  reported: (state, { room: id, open }) => ({ ...state, reports: { ...state.reports, [id]: open } }),
  deskTurned: (state, { to }) => ({ ...state, desk: to && desk.turned(to) }),
  deskAsked: (state) => onDesk(state, desk.asked),
  deskCame: (state, action) => onDesk(state, (one) => desk.came(one, action)),
  deskFailed: (state, action) => onDesk(state, (one) => desk.failed(one, action)),
  deskInHand: (state, { id, news }) => onDesk(state, (one) => desk.inHand(one, id, news)),
  deskCleared: (state, { id }) => onDesk(state, (one) => desk.cleared(one, id)),
  watch: (state, action) => watched(state, action.room),
  // The room whose end is on the screen, looked at or not; null when another part of it is.
  follow: (state, { room: id }) => ({ ...state, following: id }),
  target: (state, action) => inRoom(action.seq === null ? state : { ...state, following: null }, action),
  fade: (state, { now }) => everywhere(state, (one) => crowd.faded(one, now)),
  marks: (state, { marks }) => ({ ...state, marks }),
  signsIn: (state, { login }) => ({ ...state, login }),
  renamed: (state, { user }) => ({
    ...everywhere(state, (one) => renameUser(one, user)),
    lines: lines.renamed(state.lines, user),
  }),
  erase: (state, { user }) => everywhere(state, (one) => forgetUser(one, user)),
  enter: (state, action) => (action.room in state.rooms ? state : withRoom(state, room.newRoom(action.room))),
  listed: (state, action) => ({ ...state, lines: lines.listed(state.lines, action.rooms) }),
  line: (state, action) => ({ ...state, lines: lines.told(state.lines, action.line) }),
  activity: (state, { event }) => {
    const stirred = lines.stirred(state.lines, event);
    return stirred === state.lines ? state : { ...state, lines: stirred };
  },
  dropped: (state, action) => ({ ...state, lines: lines.dropped(state.lines, action.room) }),
  seen: (state, { event }) => seen(state, event),
};

const IN_ROOM = {
  members: (one, action) => members.belonging(one, action.members),
  member: (one, { event }) => members.placed(one, event),
  sanctions: (one, action) => ({ ...one, sanctions: action.sanctions }),
  paused: (one, { until }) => voice.paused(one, until),
  joined: (one, action, how) => room.joined(one, action.answer, { ...how, seen: action.seen }),
  entries: (one, action, how) => room.arrived(one, action.entries, { ...how, replayed: action.replayed }),
  outbox: (one, { items }) => ({ ...one, pending: items }),
  presence: (one, { event }) => crowd.moved(one, event),
  typing: (one, { user, now }, how) => (user.id in how.ignored ? one : crowd.typed(one, user, now)),
  settings: (one, { event }) => room.settled(one, event),
  loading: (one, { what }) => ({ ...one, loading: what }),
  older: (one, { page, before }) => room.olderCame(one, page, before),
  newer: (one, { page, after }) => room.newerCame(one, page, after),
  moved: (one, { page, target }) => room.moved(one, page, { target }),
  target: (one, { seq }) => ({ ...revealed(one, [seq]), target: room.aim(seq) }),
  quote: (one, { seq, entry }, how) => quoted(one, seq, entry, how),
  reveal: (one, { seqs }) => revealed(one, seqs),
  read: (one, { seq }, how) => room.sawUpTo(one, seq, how),
  reply: (one, { entry }) => tools.replying(one, entry),
  editing: (one, { entry }) => tools.editing(one, entry),
  removing: (one, { entry }) => tools.removing(one, entry),
  inHand: (one, action) => tools.inHand(one, action.news),
  searching: (one, { open }) => tools.searching(one, open),
  asked: (one, action) => tools.asked(one, action),
  found: (one, action) => tools.found(one, action),
  notFound: (one, action) => tools.notFound(one, action),
};

// Who has come in is invited no more.
function cameIn(state, { room: id }) {
  const line = state.lines[id];
  return line?.invited ? { ...state, lines: lines.told(state.lines, { room: id, invited: false }) } : state;
}

function inRoom(before, action) {
  const state = action.type === "joined" ? cameIn(before, action) : before;
  const one = state.rooms[action.room];
  const change = IN_ROOM[action.type];
  if (!one || !change) {
    return state;
  }
  const { watching, active, following } = state;
  const how = { watched: watching === one.id, open: active === one.id, following: following === one.id };
  const next = change(one, action, { ...us(state), ...how });
  return next === one ? state : withRoom(state, next);
}

function onDesk(state, change) {
  return state.desk === null ? state : { ...state, desk: change(state.desk) };
}

// Who reads, and whom they do not want to read.
function us({ me, ignored: all }) {
  return { me, ignored: all };
}

function withRoom(state, one) {
  return { ...state, rooms: { ...state.rooms, [one.id]: Object.freeze(one) } };
}

function everywhere(state, change) {
  const rooms = Object.values(state.rooms);
  return rooms.reduce((next, one) => {
    const changed = change(one);
    return changed === one ? next : withRoom(next, changed);
  }, state);
}

// The person has read in another tab or on another device.
function seen(state, event) {
  const one = state.rooms[event.room];
  const next = one?.epoch === event.epoch ? withRoom(state, room.sawUpTo(one, event.seq, us(state))) : state;
  return { ...next, lines: lines.read(state.lines, event) };
}

function opened(state, id) {
  if (state.active === id) {
    return state;
  }
  const before = state.rooms[state.active];
  const tidy = before ? withRoom(state, room.closed(before)) : state;
  const one = tidy.rooms[id];
  const begun = one ? withRoom(tidy, room.opened(one)) : tidy;
  return { ...begun, active: id, watching: null, following: id };
}

function left(state, id) {
  const { [id]: _, ...rooms } = state.rooms;
  const active = state.active === id ? (Object.keys(rooms)[0] ?? null) : state.active;
  const same = active === state.active;
  return {
    ...state,
    rooms,
    active,
    watching: same ? state.watching : null,
    following: same ? state.following : active,
  };
}

// Somebody who looks at the end of a room has seen what is there.
function watched(state, id) {
  const one = state.rooms[id];
  const next = { ...state, watching: one ? id : null };
  return one && !room.isDetached(one) ? withRoom(next, room.sawAll(one, us(state))) : next;
}

/** What was not read in other rooms than the open one: `{unread, called}`, as `unread` and `called` count it. */
export function waitingElsewhere(state) {
  const { [state.active]: open, ...rooms } = state.rooms;
  const others = { ...state, rooms, lines: dropLine(state) };
  return { unread: unread(others), called: called(others) };
}

function dropLine({ lines: all, active }) {
  return active === null ? all : lines.dropped(all, active);
}

/** What was not read, in all rooms. */
export function unread(state) {
  const all = [...Object.values(state.rooms), ...lines.elsewhere(state.lines, state.rooms)];
  return all.reduce((sum, one) => sum + one.unread, 0);
}

/** What was said to the person by name or alone, and not read, in all rooms. */
export function called(state) {
  const direct = (one) => (one.kind === "direct" ? one.unread : (one.called ?? 0));
  const all = [...Object.values(state.rooms), ...lines.elsewhere(state.lines, state.rooms)];
  return all.reduce((sum, one) => sum + direct(one), 0);
}

/** Holds the state, and fires `change` after every action that changed it. */
export class Model extends EventTarget {
  #state = initial;

  get state() {
    return this.#state;
  }

  /** The active room, or null. */
  get room() {
    return this.#state.rooms[this.#state.active] ?? null;
  }

  dispatch(action) {
    const next = reduce(this.#state, action);
    if (next !== this.#state) {
      this.#state = next;
      this.dispatchEvent(new Event("change"));
    }
  }
}
