/** Rooms, people and order, down to the commands that are sent and the events that come. */
import assert from "node:assert/strict";
import test from "node:test";

import { Client } from "../../web/chatd.js";
import { SanctionTimers } from "../../web/app/sanction_timers.js";
import { Members } from "../../web/app/members.js";
import { ModerationQueue } from "../../web/app/moderation_queue.js";
import { handleIdentityEvents, handleModerationEvents, handleRoomEvents } from "../../web/app/incoming.js";
import { RoomActions } from "../../web/app/room_actions.js";
import { Moderation } from "../../web/app/moderation.js";
import { Store } from "../../web/store/store.js";
import { roomSummary } from "../../web/store/room_list.js";
import { slowModeWait, speakingBlock } from "../../web/store/speaking.js";
import { DeviceStorage } from "../../web/app/device_storage.js";
import { FakeClock, fakeServer, joinAnswer, message, settled } from "../support/fakes.mjs";

const BO = { id: "a.bo", name: "Bo" };
const TALKS = ["read", "members", "say", "signal", "report"];
const KEEPS = [...TALKS, "unslowed", "delete_any", "kick", "mute", "ban", "invite", "review", "audit"];

/** The page without its views, in the lobby. */
async function inLobby(answer = {}) {
  const clock = new FakeClock();
  const server = fakeServer();
  const store = new Store();
  const storage = new DeviceStorage({ local: null, session: null });
  const { WebSocket } = server;
  const client = new Client({
    url: "ws://test/ws",
    fetch: null,
    credentials: { guest: "Ann" },
    WebSocket,
    clock,
    random: () => 0.5,
  });
  const notices = [];
  const notice = (name) => notices.push(name);
  const roomActions = new RoomActions({ client, store, storage, clock });
  roomActions.addEventListener("toast", ({ detail }) => notice(detail.name));
  const members = new Members({ client, store, roomActions });
  const moderation = new Moderation({ client, store, roomActions, clock });
  const moderationQueue = new ModerationQueue({ client, store, moderation });
  handleIdentityEvents(client, { store, storage, reload: () => {} });
  handleRoomEvents(client, { store, storage, clock, showToast: notice });
  handleModerationEvents(client, { store, storage, clock, showToast: notice });
  new SanctionTimers({ client, store, clock, rejoin: (room) => roomActions.joinAll([room]) });
  roomActions.open("lobby");
  await server.now.greet();
  await server.now.answer("join", joinAnswer({ kind: "public", can: TALKS, ...answer }));
  const lobby = () => store.state.rooms.lobby;
  return { client, clock, server, store, storage, notices, roomActions, members, moderation, moderationQueue, lobby };
}

const sent = ({ server }, type) => server.now.all(type).map(({ ref: _, type: _type, ...fields }) => fields);

/** Let time pass on a connection that is alive. */
async function pass({ clock, server }, ms) {
  for (let left = ms; left > 0; left -= 20_000) {
    await clock.advance(Math.min(left, 20_000));
    await server.now.push({ type: "pong" });
  }
}

const sanction = (action, more = {}) => ({ type: "sanction", room: "lobby", action, until: null, reason: "", ...more });

test("members are asked for once on each connection, of the room that is looked at", async () => {
  const all = await inLobby();
  assert.deepEqual(sent(all, "members"), [{ room: "lobby" }]);
  await all.server.now.answer("members", { members: [{ user: BO, role: "owner", since: 1 }] });
  assert.equal(all.lobby().members[BO.id].role, "owner");
  await all.server.now.push(message(1));
  assert.equal(sent(all, "members").length, 1);
  await all.server.now.drop();
  await all.clock.advance(30_000);
  await all.server.now.greet();
  await all.server.now.answer("join", joinAnswer({ kind: "public", can: TALKS, seq: 1 }));
  assert.equal(sent(all, "members").length, 1);
  await all.server.now.refuse("members", "forbidden");
  assert.deepEqual(all.lobby().members, {});
});

test("a room is made with a title, and an address only where one chooses it", async () => {
  const all = await inLobby();
  const made = all.members.createRoom({ kind: "private", room: "x", title: " Club ", topic: "" });
  await settled();
  assert.deepEqual(sent(all, "create"), [{ kind: "private", title: "Club", topic: "" }]);
  await all.server.now.answer("create", { room: "~a" });
  await made;
  assert.equal(all.store.state.active, "~a");
  assert.equal(all.store.state.roomList["~a"].kind, "private");
  all.members.createRoom({ kind: "announce", room: "news", title: "News", topic: "all of it" });
  await settled();
  assert.deepEqual(sent(all, "create")[1], { kind: "announce", room: "news", title: "News", topic: "all of it" });
});

test("a conversation of two is opened under the other one's name", async () => {
  const all = await inLobby();
  const begun = all.members.openDirect(BO);
  await settled();
  await all.server.now.answer("direct", { room: "~d" });
  await begun;
  assert.deepEqual([all.store.state.active, all.store.state.roomList["~d"].other], ["~d", BO]);
});

test("an account is found by its name, with or without a sign before it", async () => {
  const all = await inLobby();
  const found = all.members.findAccount(" @Bo ");
  await settled();
  assert.deepEqual(sent(all, "find"), [{ name: "Bo" }]);
  await all.server.now.answer("find", { user: BO });
  assert.deepEqual(await found, BO);
});

test("an invitation comes into the list and is accepted by coming, or declined", async () => {
  const all = await inLobby();
  const invited = (room) => ({ type: "invited", room, kind: "private", title: "Club", by: BO });
  all.storage.hidden = ["~a"];
  await all.server.now.push(invited("~a"), invited("~b"));
  assert.deepEqual([all.notices.at(-1), all.store.state.roomList["~a"].invited], ["invited.told", true]);
  all.roomActions.open("~a");
  await settled();
  await all.server.now.answer("join", joinAnswer({ room: "~a", kind: "private", title: "Club" }));
  assert.equal(all.store.state.roomList["~a"].invited, false);
  const declined = all.members.declineInvitation("~b");
  await settled();
  await all.server.now.answer("resign");
  await declined;
  assert.deepEqual(sent(all, "resign"), [{ room: "~b" }]);
  assert.ok(!("~b" in all.store.state.roomList));
});

test("who is no member any more is in the room no more", async () => {
  const all = await inLobby();
  const gone = all.members.resign("lobby");
  await settled();
  await all.server.now.answer("resign");
  await gone;
  assert.deepEqual([all.client.joined, all.store.state.active], [[], null]);
});

test("a room that does not let one in is told as what it is", async () => {
  const all = await inLobby();
  all.roomActions.open("~hidden");
  await all.server.now.refuse("join", "not_found");
  assert.deepEqual([all.notices.at(-1), all.store.state.rooms["~hidden"]], ["room.unknown", undefined]);
  all.roomActions.open("closed");
  await all.server.now.refuse("join", "forbidden");
  assert.equal(all.notices.at(-1), "room.refused");
});

test("who is taken out of a private room is told so and offered no way back", async () => {
  const all = await inLobby({ kind: "private", title: "Club" });
  await all.server.now.answer("members", {
    members: [{ user: { id: "g.ann", name: "Ann" }, role: "member", since: 1 }],
  });
  const gone = { type: "member", room: "lobby", user: { id: "g.ann", name: "Ann" }, role: null, invited: false };
  await all.server.now.push(gone, sanction("kick", { reason: "no member" }));
  assert.deepEqual([all.notices.at(-1), all.storage.rooms, all.lobby()], ["room.removed", [], undefined]);
});

test("a conversation among few that was put away comes back when somebody goes on with it", async () => {
  const all = await inLobby();
  all.storage.hidden = ["~d", "tea"];
  await all.server.now.push({ type: "activity", room: "~d", seq: 2 }, { type: "activity", room: "tea", seq: 2 });
  assert.deepEqual(all.storage.hidden, ["tea"]);
  assert.equal(sent(all, "rooms").length, 2);
});

test("a sanction is sent with its end and place, and then looked up again", async () => {
  const all = await inLobby({ can: KEEPS, role: "moderator" });
  await all.server.now.answer("sanctions", { sanctions: [] });
  const done = all.moderation.sanction({ act: "mute", user: BO, room: "lobby", length: 600_000, reason: " calm " });
  await settled();
  const until = all.clock.time() + 600_000;
  assert.deepEqual(sent(all, "mute"), [{ room: "lobby", user: BO.id, reason: "calm", until }]);
  await all.server.now.answer("mute", { until });
  await done;
  assert.equal(sent(all, "sanctions").length, 2);
  await all.server.now.answer("sanctions", { sanctions: [{ kind: "mute", user: BO.id }] });
  assert.equal(all.lobby().sanctions.length, 1);
  all.moderation.sanction({ act: "ban", user: BO, room: null, address: true });
  all.moderation.sanction({ act: "kick", user: BO, room: "lobby", length: 5, address: true });
  await settled();
  assert.deepEqual(sent(all, "ban"), [{ user: BO.id, reason: "", address: true }]);
  assert.deepEqual(sent(all, "kick"), [{ room: "lobby", user: BO.id, reason: "" }]);
});

test("what is refused stays refused where it was asked for", async () => {
  const all = await inLobby();
  const done = all.moderation.sanction({ act: "kick", user: BO, room: "lobby" });
  await settled();
  await all.server.now.refuse("kick", "forbidden");
  await assert.rejects(done, { code: "forbidden" });
});

test("a role that is offered in a room that is open counts when it is accepted", async () => {
  const all = await inLobby();
  const offer = { type: "invited", room: "lobby", kind: "public", title: "Lobby", by: BO, role: "owner" };
  await all.server.now.push(offer);
  assert.deepEqual([all.notices.at(-1), roomSummary(all.store.state, "lobby").offered], ["invited.owner", true]);
  const accepted = all.members.acceptRole("lobby");
  await settled();
  assert.deepEqual(sent(all, "join").at(-1), { room: "lobby", limit: 0 });
  await all.server.now.answer("join", joinAnswer());
  await accepted;
  assert.equal(roomSummary(all.store.state, "lobby").offered, false);
  await all.server.now.push(offer);
  const declined = all.members.declineRole("lobby");
  await settled();
  assert.deepEqual(sent(all, "resign"), [{ room: "lobby" }]);
  await all.server.now.answer("resign");
  await declined;
  assert.deepEqual([roomSummary(all.store.state, "lobby").offered, all.lobby().joined], [false, true]);
});

test("who is given a role is told", async () => {
  const all = await inLobby();
  await all.server.now.push({ type: "role", room: "lobby", title: "", role: "moderator", by: BO });
  await all.server.now.push({ type: "role", room: "~elsewhere", title: "", role: "member", by: BO });
  assert.deepEqual(all.notices.slice(-2), ["role.given.moderator", "role.given"]);
});

test("a mute is told, silences, and is over with what the server says", async () => {
  const all = await inLobby();
  const until = all.clock.time() + 60_000;
  await all.server.now.push(sanction("mute", { until, reason: "calm", by: BO }));
  assert.deepEqual(speakingBlock(all.lobby()), { why: "muted", until, reason: "calm", by: BO });
  assert.equal(all.notices.at(-1), "error.muted");
  await all.server.now.push({ type: "standing", room: "lobby", role: "guest", can: TALKS }, sanction("unmute"));
  assert.deepEqual([speakingBlock(all.lobby()), all.notices.at(-1)], [null, "unmuted"]);
});

test("why one may not write is asked for where nothing tells it", async () => {
  const all = await inLobby({ can: ["read", "members"], role: "member" });
  assert.deepEqual(sent(all, "signal"), [{ room: "lobby", name: "typing", body: {} }]);
  const { ref } = all.server.now.last("signal");
  await all.server.now.push({ type: "error", ref, code: "muted", message: "…", reason: "calm", by: BO, until: 5 });
  assert.deepEqual(all.lobby().muted, { until: 5, reason: "calm", by: BO });
  assert.equal(sent(all, "signal").length, 1);
});

test("in an announcement room nobody is asked why the others may not write", async () => {
  const all = await inLobby({ kind: "announce", can: ["read"], role: "member" });
  assert.deepEqual(sent(all, "signal"), []);
});

test("a ban takes the conversation away, stays over a reload, and is over by itself", async () => {
  const all = await inLobby({ seq: 1, events: [message(1)] });
  const until = all.clock.time() + 60_000;
  await all.server.now.push(sanction("ban", { until, reason: "spam", by: BO }));
  assert.deepEqual(all.lobby().exclusion, { code: "banned", until, reason: "spam", by: BO });
  assert.deepEqual([all.lobby().entries, all.storage.rooms], [[], ["lobby"]]);
  assert.equal(sent(all, "join").length, 1);
  await pass(all, 61_000);
  assert.equal(sent(all, "join").length, 2);
  await all.server.now.answer("join", joinAnswer({ seq: 1, events: [message(1)] }));
  assert.equal(all.lobby().exclusion, null);
});

test("who comes too early is told until when, and comes back then", async () => {
  const all = await inLobby();
  await all.server.now.push(sanction("ban", { until: all.clock.time() + 1000 }));
  await all.clock.advance(2000);
  const until = all.clock.time() + 600_000;
  await all.server.now.refuse("join", "banned", { until, message: "…", reason: "again", by: BO });
  assert.deepEqual(all.lobby().exclusion, { code: "banned", until, reason: "again", by: BO });
  await pass(all, 599_000);
  assert.equal(sent(all, "join").length, 2);
  await all.clock.advance(2000);
  assert.equal(sent(all, "join").length, 3);
});

test("a ban that is lifted lets in at once, one without an end waits for that", async () => {
  const all = await inLobby();
  await all.server.now.push(sanction("ban"));
  await pass(all, 600_000);
  const before = sent(all, "join").length;
  await all.server.now.push(sanction("unban"));
  assert.equal(sent(all, "join").length, before + 1);
});

test("a ban is asked about again on return, and who was shown out comes back when they want", async () => {
  const all = await inLobby();
  await all.server.now.push(sanction("ban"));
  await all.server.now.drop();
  await all.clock.advance(30_000);
  await all.server.now.greet();
  assert.equal(sent(all, "join").length, 1);
  await all.server.now.answer("join", joinAnswer());
  await all.server.now.push(sanction("kick", { reason: "enough" }));
  assert.deepEqual(all.lobby().exclusion, { code: "kicked", until: null, reason: "enough", by: null });
  await pass(all, 600_000);
  assert.equal(all.server.now.all("join").length, 1);
  all.roomActions.open("lobby");
  assert.equal(all.server.now.all("join").length, 2);
});

test("slow mode counts from one's own message, and from a refusal", async () => {
  const all = await inLobby({ slow: 5000 });
  const left = () => slowModeWait(all.lobby(), all.clock.now());
  await all.server.now.push(message(1));
  assert.equal(left(), 0);
  all.roomActions.say("one");
  await all.server.now.answer("say", { seq: 2, time: 1 });
  assert.equal(left(), 5000);
  await all.clock.advance(5000);
  assert.equal(left(), 0);
  all.roomActions.say("two");
  await all.server.now.refuse("say", "slow_mode", { retry_after: 3000 });
  assert.equal(left(), 3000);
});

test("reports are counted when one comes, and those looked at are fetched again when another is made", async () => {
  const all = await inLobby({ can: KEEPS, role: "moderator" });
  const report = (id) => ({ report: { id, room: "lobby", seq: 1, author: BO, by: BO, time: 1 }, text: "x" });
  await all.server.now.answer("reports", { reports: [report(1)], more: false });
  assert.equal(all.store.state.reports.lobby, 1);
  all.moderationQueue.show({ tab: "reports", room: "lobby" });
  await settled();
  await all.server.now.answer("reports", { reports: [report(1)], more: false });
  assert.deepEqual(all.store.state.moderationQueue.items[0], { ...report(1).report, text: "x" });
  await all.server.now.push({ type: "reported", room: "lobby", open: 2 });
  await all.server.now.answer("reports", { reports: [report(2), report(1)], more: false });
  assert.deepEqual([all.store.state.reports.lobby, all.store.state.moderationQueue.items.length], [2, 2]);
  await all.server.now.push({ type: "reported", room: "tea", open: 1 });
  assert.equal(sent(all, "reports").length, 3);
});

test("whoever sees all reports is told how many wait in each room", async () => {
  const all = await inLobby();
  const account = { kind: "account", admin: true, can: ["review"], expires: null };
  await all.server.now.push({ type: "me", user: { id: "g.ann", name: "Ann" }, account });
  assert.deepEqual(sent(all, "reports"), [{ limit: 30 }]);
  const report = (room) => ({ report: { id: 1, room, seq: 1, author: BO, by: BO, time: 1 }, text: null });
  await all.server.now.answer("reports", { reports: [report("tea"), report("den"), report("tea")], more: false });
  assert.deepEqual(all.store.state.reports, { tea: 2, den: 1 });
  await all.server.now.push(message(1));
  assert.equal(sent(all, "reports").length, 1);
});

test("a report is worked through: the message deleted, the report closed, a refusal told in its place", async () => {
  const all = await inLobby({ can: KEEPS, role: "moderator" });
  await all.server.now.answer("reports", { reports: [], more: false });
  all.moderationQueue.show({ tab: "reports", room: "lobby" });
  await settled();
  const report = { id: 7, room: "lobby", seq: 1, author: BO, by: BO, time: 1 };
  await all.server.now.answer("reports", { reports: [{ report, text: "x" }], more: false });
  const item = () => all.store.state.moderationQueue.items[0];
  all.moderationQueue.deleteMessage(item());
  await settled();
  assert.equal(item().busy, true);
  await all.server.now.answer("delete", { seq: 2, time: 1 });
  assert.deepEqual([item().text, item().busy], [null, false]);
  all.moderationQueue.resolve(7, "done");
  await settled();
  await all.server.now.refuse("resolve", "unavailable");
  assert.deepEqual([item().error.code, item().busy], ["unavailable", false]);
  all.moderationQueue.resolve(7, "done");
  await settled();
  assert.deepEqual(sent(all, "resolve").at(-1), { report: 7, outcome: "done" });
  await all.server.now.answer("resolve");
  assert.deepEqual(all.store.state.moderationQueue.items, []);
  all.moderationQueue.close();
  assert.equal(all.store.state.moderationQueue, null);
});

test("the log is read page by page", async () => {
  const all = await inLobby();
  all.moderationQueue.show({ tab: "audit", room: null });
  await settled();
  const act = (id) => ({ id, action: "ban", by: BO, time: id });
  await all.server.now.answer("audit", { acts: [act(9), act(8)], more: true });
  all.moderationQueue.loadMore();
  all.moderationQueue.loadMore();
  await settled();
  assert.deepEqual(sent(all, "audit"), [{ limit: 30 }, { limit: 30, before: 8 }]);
  await all.server.now.answer("audit", { acts: [act(7)], more: false });
  assert.deepEqual(
    all.store.state.moderationQueue.items.map(({ id }) => id),
    [9, 8, 7],
  );
});

test("what is in force is lifted from where it is listed, an address as well", async () => {
  const all = await inLobby();
  all.moderationQueue.show({ tab: "sanctions", room: "lobby" });
  await settled();
  const mute = {
    kind: "ban",
    user: null,
    name: "",
    address: "10.0.0.0/24",
    room: "lobby",
    until: null,
    reason: "",
    at: 1,
  };
  await all.server.now.answer("sanctions", { sanctions: [mute, { ...mute, user: BO.id }] });
  const [first, second] = all.store.state.moderationQueue.items;
  assert.notEqual(first.id, second.id);
  all.moderationQueue.lift(first);
  await settled();
  assert.deepEqual(sent(all, "unban"), [{ room: "lobby", user: "10.0.0.0/24" }]);
  await all.server.now.answer("unban");
  assert.deepEqual(all.store.state.moderationQueue.items, [second]);
});

test("what is in force is listed page by page, from where the server says", async () => {
  const all = await inLobby();
  all.moderationQueue.show({ tab: "sanctions", room: null });
  await settled();
  const mute = (user) => ({ kind: "ban", user, name: user, address: null, room: null, until: null, reason: "", at: 1 });
  await all.server.now.answer("sanctions", { sanctions: [mute("g.1")], more: true, next: "[1]" });
  assert.equal(all.store.state.moderationQueue.more, true);
  all.moderationQueue.loadMore();
  await settled();
  assert.deepEqual(sent(all, "sanctions"), [{ limit: 30 }, { limit: 30, after: "[1]" }]);
  await all.server.now.answer("sanctions", { sanctions: [mute("g.2")], more: false });
  const { items, more } = all.store.state.moderationQueue;
  assert.deepEqual([items.map(({ user }) => user), more], [["g.1", "g.2"], false]);
});

test("reports that wait are counted over pages that are shorter than was asked", async () => {
  const all = await inLobby({ can: KEEPS });
  const report = (id) => ({ report: { id, room: "lobby", seq: id, author: BO, by: BO, time: 1 }, text: "x" });
  await all.server.now.answer("reports", { reports: [report(9), report(8)], more: true });
  assert.deepEqual(sent(all, "reports").at(-1), { room: "lobby", limit: 30, before: 8 });
  await all.server.now.answer("reports", { reports: [report(7)], more: false });
  assert.equal(all.store.state.reports.lobby, 3);
});

test("members come to their end", async () => {
  const all = await inLobby();
  const member = (id) => ({ user: { id, name: id }, role: "member", since: 1 });
  await all.server.now.answer("members", { members: [member("a.1")], more: true, next: "[7]" });
  assert.deepEqual(sent(all, "members").at(-1), { room: "lobby", after: "[7]" });
  await all.server.now.answer("members", { members: [member("a.2")], more: false });
  assert.deepEqual(Object.keys(all.lobby().members), ["a.1", "a.2"]);
});

test("what cannot be listed says why", async () => {
  const all = await inLobby();
  all.moderationQueue.show({ tab: "audit", room: null });
  await settled();
  await all.server.now.refuse("audit", "forbidden");
  assert.deepEqual([all.store.state.moderationQueue.state, all.store.state.moderationQueue.error.code], ["failed", "forbidden"]);
});
