/** What may be offered to whom, and what the page knows of rooms, members, mutes and bans.  All pure. */
import assert from "node:assert/strict";
import test from "node:test";

import { Language, fetchLanguage } from "../../web/lang/language.js";
import { initialState, reduce, totalUnread } from "../../web/store/store.js";
import { auditDetail } from "../../web/views/moderation/queue_rows.js";
import { reasonFrom } from "../../web/store/sanctions.js";
import { listPeople, directPair } from "../../web/store/members.js";
import { areListedAlike, groupedRooms, roomSummary } from "../../web/store/room_list.js";
import { effectiveRole, isLastOwner, openReportCount, queueTabs, roomMenuActions, sanctionScopes, userActions } from "../../web/store/permissions.js";
import { newRoom } from "../../web/store/room.js";
import { isBlockUnexplained, slowModeWait, startSlowMode, speakingBlock } from "../../web/store/speaking.js";
import { exclusionFrom } from "../../web/app/incoming.js";
import { untilText } from "../../web/views/kit/error_text.js";
import { message } from "../support/fakes.mjs";
import { after, came, joined, lobby, me, watch } from "../support/states.mjs";

await fetchLanguage("zh");
const MODERATES = ["read", "say", "report", "delete_any", "slow", "kick", "mute", "ban", "invite", "review", "audit"];
const OWNS = [...MODERATES, "set", "role", "close"];
const user = (id, name = id) => ({ id, name });
const [BO, CY, ZOE] = [user("a.bo", "Bo"), user("a.cy", "Cy"), user("g.zoe", "~Zoe")];
const member = (one, role, more = {}) => ({ user: one, role, since: 1, ...more });

const roomWith = (fields, members = []) => ({
  ...newRoom("tea"),
  kind: "public",
  joined: true,
  members: Object.fromEntries(members.map((one) => [one.user.id, one])),
  ...fields,
});
const self = (can = []) => ({ me, account: { kind: "account", admin: false, can } });
const moderated = roomWith({ role: "moderator", can: MODERATES }, [
  member(me, "moderator"),
  member(BO, "moderator"),
  member(CY, "member"),
]);

test("one acts on people below one's own role only, and never on oneself", () => {
  assert.deepEqual(userActions(CY, moderated, self()), ["mute", "kick", "ban"]);
  assert.deepEqual(userActions(ZOE, moderated, self()), ["invite", "mute", "kick", "ban"]);
  assert.deepEqual(userActions(BO, moderated, self()), []);
  assert.deepEqual(userActions(me, moderated, self(["create_direct", "ban"])), []);
  assert.deepEqual(userActions(user("", ""), moderated, self(["create_direct"])), []);
});

test("whoever may not keep order is offered nothing of it", () => {
  const guest = roomWith({ role: "guest", can: ["read", "say", "report"] });
  assert.deepEqual(userActions(CY, guest, self()), []);
  assert.deepEqual(userActions(CY, guest, self(["create_direct"])), ["direct"]);
  assert.deepEqual([queueTabs(guest, self()), roomMenuActions(guest, self())], [[], []]);
});

test("roles are given by those who stand higher, and a guest is never made an owner", () => {
  const owned = roomWith({ role: "owner", can: OWNS }, [member(me, "owner"), member(CY, "member")]);
  const roles = (one) => userActions(one, owned, self()).filter((power) => power.startsWith("role."));
  assert.deepEqual(roles(CY), ["role.owner", "role.moderator", "role.none"]);
  assert.deepEqual(roles(ZOE), ["role.moderator", "role.member"]);
  const two = roomWith({ role: "owner", can: OWNS }, [member(me, "owner"), member(BO, "owner")]);
  assert.deepEqual(userActions(BO, two, self()), []);
});

test("what binds somebody in the room is lifted and not imposed again", () => {
  const room = { ...moderated, sanctions: [{ kind: "mute", user: CY.id }] };
  assert.deepEqual(userActions(CY, room, self()), ["unmute", "kick", "ban"]);
});

test("an administrator's sanctions reach the whole site, in a conversation of two as well", () => {
  const direct = roomWith({ kind: "direct", role: "member", can: ["read", "say"] });
  assert.deepEqual(sanctionScopes("ban", BO, direct, self(["ban"])), ["site"]);
  assert.deepEqual(sanctionScopes("ban", CY, moderated, self(["ban"])), ["room", "site"]);
  assert.deepEqual(sanctionScopes("ban", CY, null, self()), []);
  assert.deepEqual(userActions(BO, direct, self(["create_direct"])), []);
});

test("in a room that not everybody may see, who is no member has no role", () => {
  const hidden = roomWith({ id: "~x", kind: "private" }, [member(CY, "member")]);
  assert.deepEqual([effectiveRole(hidden, CY), effectiveRole(hidden, BO)], ["member", null]);
  assert.deepEqual([effectiveRole(moderated, ZOE), effectiveRole(moderated, user("a.no"))], ["guest", "member"]);
});

test("everybody can give up membership, and the last owner is told what that means", () => {
  const one = [member(me, "owner"), member(BO, "moderator")];
  const room = (members) => roomWith({ role: "owner", can: OWNS }, members);
  assert.ok(roomMenuActions(room(one), self()).includes("resign"));
  const others = [[], [member(CY, "owner")], [member(CY, "owner", { invited: true })]];
  assert.deepEqual(
    others.map((more) => isLastOwner(room([...one, ...more]), me)),
    [true, false, true],
  );
});

test("reports are counted for the room that is looked at, and for those who see all of them everywhere", () => {
  const state = { ...self(), reports: { tea: 2, den: 3 } };
  assert.deepEqual([openReportCount(state, moderated), openReportCount(state, null)], [2, 0]);
  assert.equal(openReportCount({ ...self(["review"]), reports: state.reports }, null), 5);
});

test("people stand oneself first, then those who keep order, then by name; members who are away apart", () => {
  const room = roomWith({ people: { [CY.id]: CY, [BO.id]: BO, [me.id]: me }, count: 3 }, [
    member(BO, "owner"),
    member(ZOE, "member", { invited: true }),
  ]);
  const { here, away } = listPeople(room, me);
  assert.deepEqual(
    here.map((one) => [one.user.name, one.role]),
    [
      ["Ann", null],
      ["Bo", "owner"],
      ["Cy", null],
    ],
  );
  assert.deepEqual(
    away.map((one) => [one.user.name, one.invited]),
    [["~Zoe", true]],
  );
  assert.deepEqual(listPeople({ ...room, people: {}, count: 900 }, me).away, []);
});

test("a member's new role, coming and going are heeded as they are told", () => {
  const event = (fields) => ({ type: "memberChanged", room: "lobby", event: { user: BO, ...fields } });
  const known = after(joined(), { type: "membersLoaded", room: "lobby", members: [member(CY, "member")] });
  const invited = reduce(known, event({ role: "member", invited: true }));
  assert.equal(lobby(invited).members[BO.id].invited, true);
  const raised = reduce(invited, event({ role: "moderator", invited: false }));
  assert.deepEqual([lobby(raised).members[BO.id].role, lobby(raised).members[BO.id].invited], ["moderator", false]);
  assert.deepEqual(Object.keys(lobby(reduce(raised, event({ role: null }))).members), [CY.id]);
});

test("the list of rooms is drawn anew for what it shows, and not for what is said in a room that is read", () => {
  const before = after(joined(), watch);
  const said = after(joined(), watch, came(message(1)));
  assert.notEqual(said.rooms, before.rooms);
  assert.equal(areListedAlike(before, said), true);
  assert.equal(areListedAlike(before, after(joined(), came(message(1)))), false);
  assert.equal(areListedAlike(before, reduce(before, { type: "roomAdded", room: "other" })), false);
  assert.equal(areListedAlike(before, { ...before, roomList: {} }), false);
});

test("rooms are listed in groups, and an invitation is not unread", () => {
  const listing = { epoch: "e", seq: 4, seen: 1, unread: 3, title: "", role: "member", invited: false, other: null };
  const rooms = [
    { ...listing, room: "~d", kind: "direct", other: BO },
    { ...listing, room: "~p", kind: "private", title: "Plans" },
    { ...listing, room: "~i", kind: "private", title: "Club", invited: true },
    { ...listing, room: "old", kind: "public" },
    { ...listing, room: "gone", kind: "public", epoch: null, role: null },
  ];
  const state = after(joined({ kind: "public" }), { type: "roomListLoaded", rooms });
  const ids = Object.entries(groupedRooms(state)).map(([name, group]) => [name, group.map(({ id }) => id)]);
  assert.deepEqual(Object.fromEntries(ids), {
    invitations: ["~i"],
    open: ["lobby"],
    hidden: ["~p"],
    directs: ["~d"],
    elsewhere: ["old"],
  });
  assert.equal(totalUnread(state), 9);
  assert.equal(roomSummary(state, "~d").other.name, "Bo");
});

test("who comes in is invited no more", () => {
  const listing = { room: "lobby", kind: "private", role: "member", invited: true };
  const state = [{ type: "roomListed", listing }, joined({ kind: "private" })].reduce(reduce, after());
  assert.equal(state.roomList.lobby.invited, false);
  assert.deepEqual(groupedRooms(state).hidden[0].invited, false);
});

test("a conversation of two is called after the other one, whoever began it", () => {
  const state = after(joined({ kind: "direct" }), {
    type: "membersLoaded",
    room: "lobby",
    members: [member(me, "member"), member(CY, "member")],
  });
  assert.equal(roomSummary(state, "lobby").other.name, "Cy");
});

test("a mute silences at once with its end and reason, and ends with the right to speak", () => {
  const mute = { until: 9, reason: "calm" };
  const can = ["read", "say", "signal", "edit_own", "delete_own", "invite", "set"];
  const muted = after(joined({ can }), { type: "muteChanged", room: "lobby", mute });
  assert.deepEqual(speakingBlock(lobby(muted)), { why: "muted", ...mute });
  assert.deepEqual(lobby(muted).can, ["read", "delete_own"]);
  const free = reduce(muted, { type: "settingsChanged", room: "lobby", event: { can: ["read", "say"], role: "guest" } });
  assert.equal(speakingBlock(lobby(free)), null);
  assert.equal(lobby(free).muted, null);
});

test("a mute of the whole site silences every room", () => {
  const mute = { until: null, reason: "" };
  const state = after(joined(), { type: "muteChanged", room: null, mute });
  assert.deepEqual(speakingBlock(lobby(state), state.muted), { why: "muted", ...mute });
  assert.equal(lobby(state).muted, null);
  assert.equal(reduce(state, { type: "muteChanged", room: null, mute: null }).muted, null);
});

test("who may not write is told why by the kind of the room, and where that is no reason it is asked for", () => {
  const room = (kind, role, can = ["read"]) => roomWith({ kind, role, can });
  const why = (one) => speakingBlock(one)?.why ?? null;
  assert.deepEqual(
    [
      room("archived", "owner"),
      room("announce", "member"),
      room("public", "member"),
      room("public", "guest", null),
    ].map(why),
    ["archived", "announce", "forbidden", null],
  );
  assert.ok(isBlockUnexplained(room("public", "member")) && isBlockUnexplained(room("announce", "moderator")));
  assert.ok(!isBlockUnexplained(room("announce", "member")) && !isBlockUnexplained(room("archived", "owner")));
});

test("in slow mode one waits after each message, but for those who need not", () => {
  const room = roomWith({ slow: 5000, can: ["say"] });
  const waiting_ = startSlowMode(room, 7000);
  assert.deepEqual([slowModeWait(waiting_, 4000), slowModeWait(waiting_, 8000)], [3000, 0]);
  assert.equal(startSlowMode(waiting_, 6000), waiting_);
  assert.equal(slowModeWait(startSlowMode(roomWith({ slow: 5000, can: ["say", "unslowed"] }), 7000), 4000), 0);
  assert.equal(slowModeWait({ ...waiting_, slow: 0 }, 4000), 0);
});

test("a room that one is put out of shows nothing of what was said, and its name and why", () => {
  const exclusion = { code: "banned", until: 5, reason: "spam", by: { id: "a.1", name: "Mo" } };
  const state = after(joined({ title: "Hall", kind: "public" }), came(message(1)), {
    type: "roomExcluded",
    room: "lobby",
    exclusion,
  });
  const { entries, title, exclusion: kept, joined: there } = lobby(state);
  assert.deepEqual({ entries, title, exclusion: kept, there }, { entries: [], title: "Hall", exclusion, there: false });
  assert.equal(state.active, "lobby");
  assert.equal(lobby(reduce(state, joined())).exclusion, null);
});

test("reasons are what somebody wrote, and not the server's own words", () => {
  const by = { id: "a.1", name: "Mo" };
  const told = (code, message, more) => reasonFrom({ code, message, ...more });
  assert.deepEqual(
    [
      told("banned", "you are banned; Mo writes: “no ads”", { reason: "no ads", by }),
      told("muted", "you are muted"),
      told("banned", "you are banned; Mo writes: “no ads”"),
      told("kicked", "kicked"),
      told("kicked", "hm"),
    ],
    [
      { reason: "no ads", by },
      { reason: "", by: null },
      { reason: "", by: null },
      { reason: "", by: null },
      { reason: "hm", by: null },
    ],
  );
  assert.deepEqual(exclusionFrom({ code: "banned", message: "…", reason: "x", by, until: 4 }), {
    code: "banned",
    until: 4,
    reason: "x",
    by,
  });
  assert.equal(exclusionFrom({ code: "not_found", message: "" }), null);
  assert.equal(exclusionFrom(undefined), null);
});

test("the desk drops an answer to what is not looked at any more, and no item comes twice", () => {
  const request = { tab: "reports", room: "tea", closed: false };
  const begun = reduce(initialState, { type: "queueShown", request });
  const page = (items, more) => ({ type: "queueLoaded", request, items, more, further: true });
  const state = [page([{ id: 3 }, { id: 2 }], true), page([{ id: 2 }, { id: 1 }], false)].reduce(reduce, begun);
  assert.deepEqual(
    [state.moderationQueue.items.map(({ id }) => id), state.moderationQueue.more, state.moderationQueue.state],
    [[3, 2, 1], false, "done"],
  );
  const other = { ...page([{ id: 9 }], false), request: { ...request, room: null } };
  assert.equal(reduce(state, other).moderationQueue, state.moderationQueue);
  assert.equal(reduce(state, { type: "queueFailed", request, error: { code: "forbidden" } }).moderationQueue.state, "failed");
  assert.deepEqual(reduce(state, { type: "queueItemRemoved", id: 2 }).moderationQueue.items, [{ id: 3 }, { id: 1 }]);
  assert.equal(reduce(initialState, { type: "queueItemRemoved", id: 2 }), initialState);
});

test("an end is said as people say it, and counted down when it is near", () => {
  const now = Date.UTC(2026, 4, 10, 12);
  const hour = 3_600_000;
  const british = new Language("en", { timeZone: "UTC", wished: ["en-GB"] });
  const chinese = new Language("zh", { timeZone: "UTC" });
  const american = new Language("en", { timeZone: "UTC", wished: ["en-US"] });
  assert.deepEqual(
    [2, 26, 60, 24 * 30, 24 * 400].map((hours) => british.until(now + hours * hour, now)),
    ["14:00", "tomorrow 14:00", "Wednesday 00:00", "9 June at 12:00", "14 June 2027 at 12:00"],
  );
  assert.equal(american.until(now + 26 * hour, now).replace(/\s/g, " "), "tomorrow 2:00 PM");
  assert.equal(chinese.until(now + 26 * hour, now), "明天 14:00");
  assert.deepEqual(
    [500, 90_000, 150_000, 3_000_000].map((ms) => british.left(ms)),
    ["1 second", "90 seconds", "3 minutes", "50 minutes"],
  );
  assert.deepEqual(
    [600_000, 86_400_000, 604_800_000, 2_592_000_000].map((ms) => british.span(ms)),
    ["10 minutes", "1 day", "1 week", "30 days"],
  );
  const muted = (until) => untilText(british, "write.muted", until, now);
  assert.equal(muted(null), "You are muted here: you can read but not write.");
  assert.equal(muted(now + 42_000), "You are muted here for another 42 seconds.");
  assert.equal(muted(now + 26 * hour), "You are muted here until tomorrow 14:00.");
});

test("what the log tells beside who and whom is in the person's words where there are any", () => {
  const words = (name) => ({ "role.moderator": "Moderator", "queue.done": "Done" })[name] ?? null;
  assert.deepEqual(
    [
      auditDetail({ action: "role", detail: "moderator" }, words),
      auditDetail({ action: "role", detail: "member" }, words),
      auditDetail({ action: "resolve", detail: "done" }, words),
      auditDetail({ action: "set", detail: "slow=5" }, words),
    ],
    ["Moderator", "member", "Done", "slow=5"],
  );
});

test("of two people it is said that the other is online only where that is known", () => {
  const bo = { id: "g.bo", name: "Bo" };
  const listing = { room: "~d", kind: "direct", title: "", epoch: "e", seq: 1, seen: 1, unread: 0, role: "member", other: bo };
  const enter = { type: "roomAdded", room: "~d" };
  const here = { ...joined({ room: "~d", kind: "direct" }), room: "~d" };
  const alone = after(joined({ presence: { users: [me], count: 1 } }), enter, here, { type: "roomListLoaded", rooms: [listing] });
  const shown = (state) => directPair(state, state.rooms["~d"]).map(({ user, online }) => [user.name, online]);
  assert.deepEqual(shown(alone), [["Bo", false]]);
  const event = { joined: [bo], left: [] };
  assert.deepEqual(shown(reduce(alone, { type: "presenceChanged", room: "lobby", event })), [["Bo", true]]);
  const both = reduce(alone, { type: "presenceChanged", room: "~d", event: { joined: [me, bo], left: [] } });
  assert.deepEqual(shown(both), [["Ann", false], ["Bo", true]]);
});
