import * as drafts from "./drafts.js";
import { addIgnored, ignoreListFrom, removeIgnored, revealMessages } from "./ignored.js";
import * as login from "./login.js";
import * as members from "./members.js";
import { eraseUser, renameUser } from "./message_updates.js";
import * as queue from "./moderation_queue.js";
import * as presence from "./presence.js";
import * as room from "./room.js";
import * as roomList from "./room_list.js";
import { applyMute, excludeFromRoom } from "./sanctions.js";
import { startSlowMode } from "./speaking.js";
import { markAllRead, markRead, setOriginal } from "./unread.js";
import { isDetached, trimToPage } from "./window.js";

/** The state when the page opens. */
export const initialState = Object.freeze({
  me: null,
  account: null,
  loginName: null,
  nameMarks: Object.freeze({}),
  loginForm: login.initialLogin,
  siteBan: null,
  connection: Object.freeze({ state: "idle" }),
  offline: false,
  announcement: null,
  limits: Object.freeze({}),
  ignored: Object.freeze({}),
  unsupported: Object.freeze([]),
  rooms: Object.freeze({}),
  roomList: Object.freeze({}),
  active: null,
  watching: null,
  following: null,
  muted: null,
  reports: Object.freeze({}),
  moderationQueue: null,
});

/** The state after an action, `{type, …}`. Pure: times and what the device remembers come with the action. */
export function reduce(state, action) {
  const change = CHANGES[action.type];
  return change ? change(state, action) : inRoom(state, action);
}

const CHANGES = {
  // A refused client has no user.
  connectionChanged: (state, { connection }) => ({
    ...state,
    connection,
    me: connection.state === "refused" ? null : state.me,
  }),
  networkChanged: (state, { offline }) => ({ ...state, offline }),
  announced: (state, { announcement }) => ({ ...state, announcement }),
  announcementClosed: (state) => ({ ...state, announcement: null }),
  siteLoaded: (state, action) => ({ ...state, loginForm: login.setSite(state.loginForm, action) }),
  loginLinkChanged: (state, action) => ({ ...state, loginForm: login.setLink(state.loginForm, action) }),
  loginModeChosen: (state, action) => ({ ...state, loginForm: login.setMode(state.loginForm, action) }),
  loginBusyChanged: (state, action) => ({ ...state, loginForm: login.setBusy(state.loginForm, action) }),
  siteBanChanged: (state, { ban }) => ({ ...state, siteBan: ban }),
  limitsReceived: (state, { limits }) => ({ ...state, limits }),
  // An older server does not know this command: do not offer it again.
  commandUnsupported: (state, { command }) => ({ ...state, unsupported: [...state.unsupported, command] }),
  userChanged: (state, { user }) => ({ ...state, me: user }),
  accountChanged: (state, { account }) => ({ ...state, account }),
  ignoreListLoaded: (state, { users }) => ({ ...state, ignored: ignoreListFrom(users) }),
  userIgnored: (state, { user }) => ({ ...state, ignored: addIgnored(state.ignored, user) }),
  userUnignored: (state, { user }) => ({ ...state, ignored: removeIgnored(state.ignored, user) }),
  roomOpened: (state, action) => openRoom(state, action.room),
  roomLeft: (state, action) => leaveRoom(state, action.room),
  roomExcluded: (state, action) => excludeFromRoom(state, action.room, action.exclusion),
  muteChanged: (state, action) => applyMute(state, action.room, action.mute),
  reportsCounted: (state, { room: id, open }) => ({ ...state, reports: { ...state.reports, [id]: open } }),
  queueShown: (state, { request }) => ({ ...state, moderationQueue: request && queue.newQueue(request) }),
  queueRequested: (state) => updateQueue(state, queue.setLoading),
  queueLoaded: (state, action) => updateQueue(state, (one) => queue.addPage(one, action)),
  queueFailed: (state, action) => updateQueue(state, (one) => queue.setFailed(one, action)),
  queueItemChanged: (state, { id, changes }) => updateQueue(state, (one) => queue.updateItem(one, id, changes)),
  queueItemRemoved: (state, { id }) => updateQueue(state, (one) => queue.removeItem(one, id)),
  roomWatched: (state, action) => watchRoom(state, action.room),
  // The room whose end is on the screen, whether the page is visible or not; null if another part is.
  endFollowed: (state, { room: id }) => ({ ...state, following: id }),
  targetChanged: (state, action) => inRoom(action.seq === null ? state : { ...state, following: null }, action),
  typingExpired: (state, { now }) => updateAllRooms(state, (one) => presence.expireTyping(one, now)),
  nameMarksChanged: (state, { nameMarks }) => ({ ...state, nameMarks }),
  loginNameLoaded: (state, { loginName }) => ({ ...state, loginName }),
  userRenamed: (state, { user }) => ({
    ...updateAllRooms(state, (one) => renameUser(one, user)),
    roomList: roomList.renamePartner(state.roomList, user),
  }),
  userErased: (state, { user }) => updateAllRooms(state, (one) => eraseUser(one, user)),
  roomAdded: (state, action) => (action.room in state.rooms ? state : withRoom(state, room.newRoom(action.room))),
  roomListLoaded: (state, action) => ({ ...state, roomList: roomList.replaceRoomList(state.roomList, action.rooms) }),
  roomListed: (state, action) => ({ ...state, roomList: roomList.updateListing(state.roomList, action.listing) }),
  activityReceived: (state, { event }) => {
    const next = roomList.addActivity(state.roomList, event);
    return next === state.roomList ? state : { ...state, roomList: next };
  },
  roomUnlisted: (state, action) => ({ ...state, roomList: roomList.removeListing(state.roomList, action.room) }),
  seenReceived: (state, { event }) => applyReadMarker(state, event),
};

const IN_ROOM = {
  membersLoaded: (one, action) => members.setMembers(one, action.members),
  memberChanged: (one, { event }) => members.updateMember(one, event),
  sanctionsLoaded: (one, action) => ({ ...one, sanctions: action.sanctions }),
  slowModeStarted: (one, { until }) => startSlowMode(one, until),
  roomJoined: (one, action, reader) => room.applyJoin(one, action.answer, { ...reader, seen: action.seen }),
  entriesReceived: (one, action, reader) => room.addEntries(one, action.entries, { ...reader, replayed: action.replayed }),
  outboxChanged: (one, { items }) => ({ ...one, pending: items }),
  presenceChanged: (one, { event }) => presence.updatePresence(one, event),
  typingReceived: (one, { user, now }, reader) => (user.id in reader.ignored ? one : presence.startTyping(one, user, now)),
  settingsChanged: (one, { event }) => room.applySettings(one, event),
  historyLoading: (one, { loading }) => ({ ...one, loading }),
  olderLoaded: (one, { page, before }) => room.addOlder(one, page, before),
  newerLoaded: (one, { page, after }) => room.addNewer(one, page, after),
  windowReplaced: (one, { page, target }) => room.replaceWindow(one, page, { target }),
  targetChanged: (one, { seq }) => ({ ...revealMessages(one, [seq]), target: room.targetAt(seq) }),
  originalLoaded: (one, { seq, entry }, reader) => setOriginal(one, seq, entry, reader),
  messagesRevealed: (one, { seqs }) => revealMessages(one, seqs),
  messagesRead: (one, { seq }, reader) => markRead(one, seq, reader),
  replyChanged: (one, { entry }) => drafts.setReply(one, entry),
  editingChanged: (one, { entry }) => drafts.setEditing(one, entry),
  deletingChanged: (one, { entry }) => drafts.setDeleting(one, entry),
  draftChanged: (one, action) => drafts.updateDraft(one, action),
  searchToggled: (one, { open }) => drafts.toggleSearch(one, open),
  searchStarted: (one, action) => drafts.startSearch(one, action),
  searchResultsLoaded: (one, action) => drafts.addResults(one, action),
  searchFailed: (one, action) => drafts.setSearchFailed(one, action),
};

// An invitation ends with the join.
function clearInvitation(state, { room: id }) {
  const listing = state.roomList[id];
  return listing?.invited ? { ...state, roomList: roomList.updateListing(state.roomList, { room: id, invited: false }) } : state;
}

function inRoom(before, action) {
  const state = action.type === "roomJoined" ? clearInvitation(before, action) : before;
  const one = state.rooms[action.room];
  const change = IN_ROOM[action.type];
  if (!one || !change) {
    return state;
  }
  const { watching, active, following } = state;
  const reader = { watched: watching === one.id, open: active === one.id, following: following === one.id };
  const next = change(one, action, { ...readerOf(state), ...reader });
  return next === one ? state : withRoom(state, next);
}

function updateQueue(state, change) {
  return state.moderationQueue === null ? state : { ...state, moderationQueue: change(state.moderationQueue) };
}

// The reader and the users they ignore.
function readerOf({ me, ignored: all }) {
  return { me, ignored: all };
}

function withRoom(state, one) {
  return { ...state, rooms: { ...state.rooms, [one.id]: Object.freeze(one) } };
}

function updateAllRooms(state, change) {
  const rooms = Object.values(state.rooms);
  return rooms.reduce((next, one) => {
    const changed = change(one);
    return changed === one ? next : withRoom(next, changed);
  }, state);
}

// The person has read the room in another tab or on another device.
function applyReadMarker(state, event) {
  const one = state.rooms[event.room];
  const next = one?.epoch === event.epoch ? withRoom(state, markRead(one, event.seq, readerOf(state))) : state;
  return { ...next, roomList: roomList.markListingRead(state.roomList, event) };
}

function openRoom(state, id) {
  if (state.active === id) {
    return state;
  }
  const before = state.rooms[state.active];
  const tidy = before ? withRoom(state, room.closeRoom(before)) : state;
  const one = tidy.rooms[id];
  const begun = one ? withRoom(tidy, trimToPage(one)) : tidy;
  return { ...begun, active: id, watching: null, following: id };
}

function leaveRoom(state, id) {
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

// While its end is visible, everything in the room is read.
function watchRoom(state, id) {
  const one = state.rooms[id];
  const next = { ...state, watching: one ? id : null };
  return one && !isDetached(one) ? withRoom(next, markAllRead(one, readerOf(state))) : next;
}

/** Unread messages in all rooms but the open one: `{unread, mentions}`. */
export function unreadElsewhere(state) {
  const { [state.active]: open, ...rooms } = state.rooms;
  const others = { ...state, rooms, roomList: withoutActive(state) };
  return { unread: totalUnread(others), mentions: totalMentions(others) };
}

function withoutActive({ roomList: all, active }) {
  return active === null ? all : roomList.removeListing(all, active);
}

/** Unread messages in all rooms. */
export function totalUnread(state) {
  const all = [...Object.values(state.rooms), ...roomList.unopenedRooms(state.roomList, state.rooms)];
  return all.reduce((sum, one) => sum + one.unread, 0);
}

/** Unread messages in all rooms that mention the person or were sent to them directly. */
export function totalMentions(state) {
  const direct = (one) => (one.kind === "direct" || one.kind === "inbox" ? one.unread : (one.mentions ?? 0));
  const all = [...Object.values(state.rooms), ...roomList.unopenedRooms(state.roomList, state.rooms)];
  return all.reduce((sum, one) => sum + direct(one), 0);
}

/** Holds the state, and fires `change` after every action that changed it; the event's `detail` is the action. */
export class Store extends EventTarget {
  #state = initialState;

  get state() {
    return this.#state;
  }

  /** The room on the screen, or null. */
  get room() {
    return this.#state.rooms[this.#state.active] ?? null;
  }

  dispatch(action) {
    const next = reduce(this.#state, action);
    if (next !== this.#state) {
      this.#state = next;
      this.dispatchEvent(new CustomEvent("change", { detail: action }));
    }
  }
}
