import assert from "node:assert/strict";
import test from "node:test";

import { Store, reduce, totalUnread } from "../../web/store/store.js";
import { listPeople } from "../../web/store/members.js";
import { timelineItems } from "../../web/store/timeline.js";
import { message } from "../support/fakes.mjs";
import { after, came, dayKey, joined, kinds, lobby, me, range, seqs, watch } from "../support/states.mjs";

test("what others say is unread until the end of the room is watched", () => {
  const away = after(joined(), came(message(1), message(2)));
  assert.equal(totalUnread(away), 2);
  assert.equal(lobby(away).divider, 0);
  const back = reduce(away, watch);
  assert.equal(totalUnread(back), 0);
  assert.equal(lobby(back).seen, 2);
  assert.deepEqual(kinds(back), ["start", "day", "divider", "message", "message"]);
});

test("what one says oneself is never unread", () => {
  assert.equal(totalUnread(after(joined(), came(message(1, "mine", { user: me.id })))), 0);
});

test("live messages in a watched room draw no line", () => {
  const state = after(joined(), watch, came(message(1)));
  assert.equal(lobby(state).divider, null);
  assert.equal(totalUnread(state), 0);
});

test("messages that were missed are counted above a line, even in a watched room", () => {
  const state = after(joined(), watch, came(message(1)), { ...came(message(2), message(3)), replayed: true });
  const { divider, missed } = lobby(state);
  assert.deepEqual({ divider, missed, unread: totalUnread(state) }, { divider: 1, missed: 2, unread: 0 });
});

test("a remembered position tells what was missed since the last visit", () => {
  const seen = { epoch: "e1", seq: 3 };
  const state = after({ ...joined({ seq: 5, events: range(1, 5) }), seen });
  assert.deepEqual([totalUnread(state), lobby(state).divider], [2, 3]);
  const stranger = after(joined({ seq: 5, events: range(1, 5) }));
  assert.equal(totalUnread(stranger), 0);
});

test("a gap is a line above what came after it", () => {
  const state = after(
    joined({ seq: 2, events: range(1, 2) }),
    watch,
    joined({ epoch: "e2", seq: 1, events: [message(1)] }, { gap: true }),
  );
  assert.deepEqual(seqs(state), [1]);
  assert.ok(kinds(state).includes("gap"));
  const [gap] = timelineItems(lobby(state), { me, dayKey }).filter(({ kind }) => kind === "gap");
  assert.equal(gap.reason, "gap.text");
});

test("a gap is told in an empty room, too", () => {
  const state = after(joined({ seq: 2, events: range(1, 2) }), joined({ epoch: "e2" }, { gap: true }));
  assert.deepEqual(kinds(state), ["gap"]);
});

test("edits and deletions change what is shown", () => {
  const edit = { type: "edit", room: "lobby", seq: 3, target: 1, text: "better", user: me, time: 3 };
  const remove = { type: "delete", room: "lobby", seq: 4, target: 2, user: me, time: 4 };
  const state = after(joined(), came(message(1), message(2), edit, remove));
  const [first, second] = lobby(state).entries;
  assert.deepEqual([first.text, first.edited.seq, second.text, second.deleted.seq], ["better", 3, null, 4]);
  assert.equal(lobby(state).to, 4);
});

test("older pages go in front, doubles stay out", () => {
  const state = after(joined({ seq: 6, events: range(5, 6), more: true }));
  const page = { events: range(2, 5), first: 1, more: true };
  const older = reduce(state, { type: "olderLoaded", room: "lobby", page });
  assert.deepEqual(seqs(older), [2, 3, 4, 5, 6]);
  assert.equal(lobby(older).from, 2);
  const all = reduce(older, { type: "olderLoaded", room: "lobby", page: { events: range(1, 1), first: 1, more: false } });
  assert.equal(lobby(all).older, false);
  assert.equal(kinds(all)[0], "start");
});

test("while one looks at an older part, news only count", () => {
  const begun = after(joined({ seq: 900, events: range(851, 900), more: true }), watch);
  const there = reduce(begun, {
    type: "windowReplaced",
    room: "lobby",
    page: { events: range(1, 50), first: 1, more: false },
    target: 20,
  });
  const news = reduce(reduce(there, { type: "roomWatched", room: null }), came(message(901)));
  assert.equal(seqs(news).at(-1), 50);
  assert.equal(totalUnread(news), 1);
  const on = reduce(news, { type: "newerLoaded", room: "lobby", page: { events: range(51, 100), more: true } });
  assert.deepEqual([lobby(on).to, lobby(on).head], [100, 901]);
  const end = reduce(on, { type: "windowReplaced", room: "lobby", page: { events: range(852, 901), more: true } });
  assert.equal(lobby(end).to, lobby(end).head);
});

test("a room that is watched for long keeps a bounded part", () => {
  const state = after(joined(), watch, came(...range(1, 2000)));
  assert.ok(lobby(state).entries.length <= 800);
  assert.equal(seqs(state).at(-1), 2000);
  assert.equal(lobby(state).older, true);
});

test("a message keeps its element from pending to sent", () => {
  const item = { key: "k1", text: "hi", time: 5, state: "sending" };
  const pending = after(joined(), { type: "outboxChanged", room: "lobby", items: [item] });
  const sent = reduce(
    reduce(pending, { type: "outboxChanged", room: "lobby", items: [] }),
    came(message(1, "hi", { user: me.id, key: "k1" })),
  );
  const id = (state) => timelineItems(lobby(state), { me, dayKey }).at(-1).id;
  assert.equal(id(pending), id(sent));
});

test("messages close together stand under one name, and days apart", () => {
  const at = (seq, time, user = "g.bo") => ({ ...message(seq, "x", { user }), time });
  const day = 86_400_000;
  const state = after(joined(), came(at(1, 0), at(2, 1000), at(3, 400_000), at(4, 400_001, "g.cy"), at(5, day)));
  const shown = timelineItems({ ...lobby(state), divider: null }, { me, dayKey });
  assert.deepEqual(
    shown.filter(({ kind }) => kind === "message").map(({ lead }) => lead),
    [true, false, true, true, true],
  );
  assert.equal(shown.filter(({ kind }) => kind === "day").length, 2);
});

test("each line has its own id when the server's clock was set back and forth", () => {
  const day = 86_400_000;
  const at = (seq, time) => ({ ...message(seq, "x"), time });
  const state = after(joined(), came(at(1, 50 * day), at(2, 10 * day), at(3, 50 * day), at(4, 10 * day + 1000)));
  const shown = timelineItems(lobby(state), { me, dayKey });
  assert.equal(shown.filter(({ kind }) => kind === "day").length, 4);
  assert.equal(new Set(shown.map(({ id }) => id)).size, shown.length);
  assert.ok(shown.filter(({ kind }) => kind === "message").every(({ lead }) => lead));
});

test("presence is a set, and a new name replaces the old one", () => {
  const change = (event) => ({ type: "presenceChanged", room: "lobby", event });
  const state = after(
    joined(),
    change({ joined: [{ id: "g.bo", name: "Bo" }, me], left: [], count: 2 }),
    change({ joined: [{ id: "g.bo", name: "Bob" }], left: [], count: 2 }),
  );
  assert.deepEqual(
    listPeople(lobby(state), me).here.map(({ user }) => user.name),
    ["Ann", "Bob"],
  );
  const alone = reduce(state, change({ joined: [], left: ["g.bo"], count: 1 }));
  assert.deepEqual([Object.keys(lobby(alone).people), lobby(alone).count], [["g.ann"], 1]);
});

test("typing ends after five seconds, or with the message", () => {
  const typing = { type: "typingReceived", room: "lobby", user: { id: "g.bo", name: "Bo" }, now: 1000 };
  const state = after(joined(), typing);
  assert.equal(lobby(state).typing["g.bo"].name, "Bo");
  assert.deepEqual(lobby(reduce(state, { type: "typingExpired", now: 6000 })).typing, {});
  assert.deepEqual(lobby(reduce(state, came(message(1)))).typing, {});
});

test("leaving the open room opens another", () => {
  const state = reduce(after(joined()), { type: "roomAdded", room: "other" });
  assert.equal(reduce(state, { type: "roomLeft", room: "lobby" }).active, "other");
});

test("the model says when something changed, and only then", () => {
  const store = new Store();
  let changes = 0;
  store.addEventListener("change", () => (changes += 1));
  store.dispatch({ type: "roomAdded", room: "a" });
  store.dispatch({ type: "roomAdded", room: "a" });
  store.dispatch({ type: "presenceChanged", room: "nowhere", event: {} });
  assert.equal(changes, 1);
});

test("messages that call one by name are counted until they are read", () => {
  const state = after(joined(), came(message(1, "@ann!"), message(2), message(3, "@Ann Lee?"), message(4, "@ANN")));
  assert.equal(lobby(state).mentions, 3);
  const some = reduce(state, { type: "messagesRead", room: "lobby", seq: 3 });
  assert.equal(lobby(some).mentions, 1);
  assert.equal(lobby(reduce(some, watch)).mentions, 0);
  assert.deepEqual(
    timelineItems(lobby(state), { me, dayKey })
      .filter(({ mentionsMe }) => mentionsMe)
      .map(({ entry }) => entry.seq),
    [1, 3, 4],
  );
});

test("what calls one is counted when one comes back, and not what calls somebody of a longer name", () => {
  const presence = { users: [{ id: "g.lee", name: "Ann Lee" }], count: 1 };
  const events = [message(1, "@Ann"), message(2, "@Ann Lee"), message(3, "@Ann")];
  const state = after({ ...joined({ seq: 3, events, presence }), seen: { epoch: "e1", seq: 1 } });
  assert.equal(lobby(state).mentions, 1);
  const mine = after(joined(), came(message(1, "@Ann", { user: me.id })));
  assert.equal(lobby(mine).mentions, 0);
});

test("an account that is renamed has the new name on all that the page holds", () => {
  const ben = { id: "a.ben", name: "Ben" };
  const said = { ...message(1), user: ben, edited: { seq: 2, user: ben, time: 5 } };
  const before = after(joined({ presence: { users: [ben], count: 1 } }), came(said), {
    type: "originalLoaded",
    room: "lobby",
    seq: 1,
    entry: said,
  });
  const { people, entries, quotes } = lobby(reduce(before, { type: "userRenamed", user: { id: "a.ben", name: "Beth" } }));
  const names = [people["a.ben"], ...[...entries, quotes[1]].flatMap(({ user, edited }) => [user, edited.user])];
  assert.deepEqual(new Set(names.map(({ name }) => name)), new Set(["Beth"]));
  assert.equal(names.length, 5);
});

test("the last announcement stays until it is closed", () => {
  const announced = after({ type: "announced", announcement: { text: "one", time: 1 } });
  const again = reduce(announced, { type: "announced", announcement: { text: "two", time: 2 } });
  assert.equal(again.announcement.text, "two");
  assert.equal(reduce(again, { type: "announcementClosed" }).announcement, null);
});
