/** The HTTP side of who one is, and the door, down to the requests that are made. */
import assert from "node:assert/strict";
import test from "node:test";

import { Account } from "../../web/app/http_api.js";
import { agent } from "../../web/text/user_agent.js";
import { Client } from "../../web/chatd.js";
import { Entry } from "../../web/app/login.js";
import { recognise } from "../../web/app/identity.js";
import { listen } from "../../web/app/incoming.js";
import { Profile } from "../../web/app/profile.js";
import { readLink } from "../../web/app/route.js";
import { Model } from "../../web/store/store.js";
import { closedDoor, doubtIn, doubtOf, linked, sited, turned, underWay, ways } from "../../web/store/login.js";
import { Store } from "../../web/app/device_storage.js";
import { FakeClock, fakeServer, settled } from "../support/fakes.mjs";

const SITE = { guests: true, registration: "open", name: 32, password_least: 8, signed_in: null };
const ANN = { id: "a.ann", name: "Ann" };
const OWNED = { kind: "account", admin: false, can: [], expires: null };

/** A server's answers, by method and path; what was asked is kept. */
function fakeHttp(answers) {
  const asked = [];
  const fetch = async (href, { method, body }) => {
    const path = href.replace("https://a.example/", "");
    asked.push([`${method} ${path}`, body && JSON.parse(body)]);
    const answer = answers[`${method} ${path}`];
    if (answer === undefined) {
      throw new TypeError("Failed to fetch");
    }
    const { status = 200, json } = answer;
    const parsed = async () => {
      if (json === undefined) {
        throw new SyntaxError("no JSON");
      }
      return json;
    };
    return { ok: status < 400, status, json: parsed };
  };
  return { fetch, asked };
}

const refusing = (status, code, more = {}) => ({ status, json: { status, code, detail: code, ...more } });

function speak(answers) {
  const http = fakeHttp(answers);
  return { account: new Account({ fetch: http.fetch, base: "https://a.example/" }), asked: http.asked };
}

test("what is asked for goes as JSON beside the page, and nothing comes back of an answer without a body", async () => {
  const { account, asked } = speak({
    "POST api/session": { json: { user: ANN } },
    "DELETE api/session": { status: 204 },
    "PUT api/account/password": { status: 204 },
    "PATCH api/account": { json: { user: ANN } },
    "DELETE api/account": { status: 204 },
    "DELETE api/sessions/a%2Fb": { status: 204 },
    "DELETE api/sessions?keep=here": { json: { ended: 2 } },
    "GET api/sessions": { json: { sessions: [{ id: "s" }] } },
    "POST api/account/reset": { json: { user: ANN } },
    "POST api/account": { status: 201, json: { user: ANN } },
  });
  await account.signIn("Ann", "secret");
  assert.equal(await account.signOut(), null);
  await account.changePassword("old", "new");
  assert.deepEqual(await account.rename("Ann"), ANN);
  await account.remove("secret");
  await account.endSession("a/b");
  await account.endOthers();
  assert.deepEqual(await account.sessions(), [{ id: "s" }]);
  assert.deepEqual(await account.resetPassword("link", "new"), ANN);
  await account.register("Ann", "secret");
  assert.deepEqual(asked[0], ["POST api/session", { name: "Ann", password: "secret" }]);
  assert.deepEqual(asked[2], ["PUT api/account/password", { old: "old", new: "new" }]);
  assert.deepEqual(asked.at(-1), ["POST api/account", { name: "Ann", password: "secret" }]);
});

test("a problem document is the refusal it describes", async () => {
  const { account } = speak({ "POST api/session": refusing(429, "rate_limited", { retry_after: 4000, field: "name" }) });
  await assert.rejects(account.signIn("Ann", "x"), ({ code, retryAfter, field }) => {
    assert.deepEqual([code, retryAfter, field], ["rate_limited", 4000, "name"]);
    return true;
  });
});

test("what a proxy says, and no answer at all, have names, too", async () => {
  for (const [status, code] of [
    [502, "unavailable"],
    [500, "internal"],
    [403, "forbidden"],
    [418, "invalid"],
  ]) {
    const { account } = speak({ "DELETE api/session": { status } });
    await assert.rejects(account.signOut(), { code });
  }
  await assert.rejects(speak({}).account.signOut(), { code: "offline" });
  await assert.rejects(speak({ "GET api/sessions": {} }).account.sessions(), { code: "unavailable" });
  await assert.rejects(speak({ "POST api/session": { status: 401, json: {} } }).account.signIn("a", "b"), {
    code: "bad_token",
  });
});

test("a server without accounts lets guests in and offers nothing else", async () => {
  const { account } = speak({ "GET api/site": { status: 404 } });
  assert.deepEqual(ways({ site: await account.site(), link: null }), ["guest"]);
  await assert.rejects(speak({ "GET api/site": { status: 503 } }).account.site(), { code: "unavailable" });
});

test("the ways in are those that the site has", () => {
  const all = (site, link = null) => ways({ site: { ...SITE, accounts: true, ...site }, link });
  assert.deepEqual(all({}), ["guest", "signIn", "register"]);
  assert.deepEqual(all({ guests: false, registration: "closed" }), ["signIn"]);
  assert.deepEqual(all({ registration: "invitation" }), ["guest", "signIn"]);
  assert.deepEqual(all({ registration: "invitation" }, { kind: "invitation", token: "t" }), [
    "guest",
    "signIn",
    "register",
  ]);
  assert.deepEqual(all({}, { kind: "reset", token: "t" }), []);
  assert.deepEqual(ways(closedDoor), []);
});

test("the first way is a guest's, or signing in for whoever has an account, or where the link leads", () => {
  const site = { ...SITE, accounts: true };
  const mode = (known, link = null) => sited({ ...closedDoor, link }, { site, known }).mode;
  assert.equal(mode(false), "guest");
  assert.equal(mode(true), "signIn");
  assert.equal(mode(true, { kind: "invitation", token: "t" }), "register");
  assert.equal(mode(false, { kind: "reset", token: "t" }), "reset");
  const reset = sited({ ...closedDoor, link: { kind: "reset", token: "t" } }, { site, known: true });
  assert.equal(linked(reset, { link: null, known: true }).mode, "signIn");
});

test("another way is shown without what was wrong with the one before", () => {
  const door = sited(closedDoor, { site: { ...SITE, accounts: true }, known: false });
  const wrong = underWay(door, { busy: false, doubt: { field: "name", name: "name.empty" } });
  const other = turned(wrong, { mode: "register" });
  assert.deepEqual([other.mode, other.doubt], ["register", null]);
  assert.equal(turned(other, { mode: "reset" }).mode, "register");
});

test("what is missing, too short or too long is told before it is sent", () => {
  const about = (mode, typed) => doubtIn(mode, { name: "Ann", password: "long enough", ...typed })?.name;
  assert.equal(about("guest", { name: "" }), "name.empty");
  assert.equal(about("guest", { name: "🎉".repeat(33) }), "name.long");
  assert.equal(about("signIn", { password: "" }), "password.empty");
  assert.equal(about("signIn", { password: "short", name: "n".repeat(60) }), undefined);
  assert.equal(about("register", { password: "short" }), "password.short");
  assert.equal(about("reset", { name: "", password: "short" }), "password.short");
  assert.equal(about("register", { password: "密码密" }), undefined);
  assert.equal(about("register", { password: "x".repeat(1025) }), "password.long");
});

test("a refusal is told at its field in the words of what was tried", () => {
  const told = (mode, code, more = {}) => {
    const { field, name } = doubtOf(mode, { code, message: "name: because", ...more });
    return `${name} at ${field}`;
  };
  assert.equal(told("signIn", "bad_token", { field: "password" }), "password.wrong at password");
  assert.equal(told("signIn", "forbidden"), "gate.disabled at null");
  assert.equal(told("signIn", "forbidden", { field: "origin" }), "gate.foreign at null");
  assert.equal(told("register", "conflict", { field: "name" }), "name.taken at name");
  assert.equal(told("guest", "conflict", { field: "guest" }), "name.taken at name");
  assert.equal(told("register", "invalid", { field: "password" }), "field.invalid at password");
  assert.equal(told("register", "bad_token", { field: "invitation" }), "gate.invitation.over at null");
  assert.equal(told("reset", "bad_token", { field: "link" }), "gate.link.over at null");
  assert.equal(told("password", "bad_token", { field: "old" }), "password.not at old");
  assert.equal(told("password", "bad_token", { field: "session" }), "error.bad_token at null");
  assert.equal(told("register", "rate_limited", { retryAfter: 1000 }), "gate.wait at null");
  assert.equal(told("register", "rate_limited"), "error.rate_limited at null");
  assert.equal(told("signIn", "unavailable"), "gate.full at null");
  assert.equal(told("signIn", "offline"), "gate.unreached at null");
  assert.equal(doubtOf("guest", { code: "invalid", field: "guest", message: "guest: no" }).values.message, "no");
});

test("a link is read from the fragment, and nothing else is one", () => {
  assert.deepEqual(readLink("#/reset/chatd_link_a-B"), { kind: "reset", token: "chatd_link_a-B" });
  assert.deepEqual(readLink("#/invitation/t"), { kind: "invitation", token: "t" });
  for (const hash of ["", "#lobby", "#/reset/", "#/other/t", "#/reset/a b", "#/reset/a/b"]) {
    assert.equal(readLink(hash), null, hash);
  }
});

/** The page at its door, without its views. */
function atDoor(answers, { kind = null, token = null, name = "", owner = null } = {}) {
  const clock = new FakeClock();
  const server = fakeServer();
  const model = new Model();
  const store = new Store({ lasting: null, passing: null });
  Object.assign(store, { kind, token, name, owner });
  const http = fakeHttp({ "GET api/site": { json: SITE }, ...answers });
  const account = new Account({ fetch: http.fetch, base: "https://a.example/" });
  const credentials = () => (store.kind === "guest" ? { guest: store.name } : null);
  const client = new Client({ url: "ws://t/ws", fetch: null, credentials, WebSocket: server.WebSocket, clock, random: () => 0.5 });
  const done = [];
  const anew = () => done.push("anew");
  const entry = new Entry({ account, client, model, store, clock, anew, unlink: () => done.push("unlink") });
  recognise(client, { model, store, anew });
  listen(client, { model, store, clock, notice: (name) => done.push(name) });
  const profile = new Profile({ account, client, model });
  return { clock, server, model, store, client, entry, profile, done, asked: http.asked, door: () => model.state.door };
}

test("whoever signs in is connected by the cookie, and no guest any more", async () => {
  const all = atDoor({ "POST api/session": { json: { user: ANN } } }, { kind: "guest", token: "g", name: "Ann" });
  await all.entry.look();
  all.entry.turn("signIn");
  const signing = all.entry.signIn({ name: " Ann ", password: "correct horse" });
  assert.equal(all.door().busy, true);
  await signing;
  assert.deepEqual(all.asked.at(-1), ["POST api/session", { name: "Ann", password: "correct horse" }]);
  assert.deepEqual([all.store.kind, all.store.token], ["account", null]);
  await all.server.now.welcome({ user: ANN, account: OWNED });
  assert.deepEqual([all.model.state.me, all.model.state.account, all.store.owner], [ANN, OWNED, "a.ann"]);
});

test("a wrong password leaves everything as it was", async () => {
  const all = atDoor({ "POST api/session": refusing(401, "bad_token", { field: "password" }) });
  await all.entry.look();
  all.entry.turn("signIn");
  await all.entry.signIn({ name: "Ann", password: "wrong" });
  assert.deepEqual([all.door().busy, all.door().doubt.name], [false, "password.wrong"]);
  assert.deepEqual([all.server.connections.length, all.store.kind], [0, null]);
});

test("what is being sent is not sent twice", async () => {
  const all = atDoor({ "POST api/session": { json: { user: ANN } } });
  await all.entry.look();
  const typed = { name: "Ann", password: "correct horse" };
  await Promise.all([all.entry.signIn(typed), all.entry.signIn(typed)]);
  assert.equal(all.asked.filter(([what]) => what === "POST api/session").length, 1);
});

test("a browser that keeps no cookie is told so, and not that a session has ended", async () => {
  const all = atDoor({ "POST api/session": { json: { user: ANN } } });
  await all.entry.look();
  await all.entry.signIn({ name: "Ann", password: "correct horse" });
  await all.server.now.welcome();
  assert.equal(all.door().note.name, "gate.cookies");
});

test("a session that has ended leads to the gate with a word on it, and not on as a guest", async () => {
  const all = atDoor({}, { kind: "account", name: "Ann" });
  await all.entry.look();
  all.client.connect();
  await all.server.now.welcome({ user: ANN, account: OWNED });
  await all.server.now.drop(4002);
  await all.clock.advance(30_000);
  await all.server.now.welcome();
  assert.deepEqual([all.door().mode, all.door().note.name], ["signIn", "gate.ended"]);
  assert.deepEqual([all.model.state.me, all.store.kind, all.store.name], [null, "former", "Ann"]);
});

test("a browser that is signed in needs no gate", async () => {
  const all = atDoor({ "GET api/site": { json: { ...SITE, signed_in: { user: ANN } } } });
  all.entry.follow({ kind: "invitation", token: "t" });
  await all.entry.look();
  assert.equal(all.server.connections.length, 1);
  assert.deepEqual([all.store.kind, all.store.name, all.done, all.door().link], ["account", "Ann", ["unlink"], null]);
});

test("the server is asked until it was reached", async () => {
  const answers = { "GET api/site": undefined };
  const all = atDoor(answers);
  await all.entry.look();
  assert.deepEqual([all.door().mode, all.door().doubt.name], [null, "gate.unreached"]);
  assert.deepEqual(all.clock.waits, [500]);
  await all.clock.advance(500);
  assert.deepEqual(all.clock.waits, [1000]);
});

test("a guest's name is looked at here, and a refusal of the server is told at it", async () => {
  const all = atDoor({});
  await all.entry.look();
  all.entry.asGuest("  ");
  assert.deepEqual([all.door().doubt.name, all.server.connections.length], ["name.empty", 0]);
  all.entry.asGuest("Ann");
  await all.server.now.welcome();
  assert.equal(all.server.now.last("login").guest, "Ann");
  await all.server.now.refuse("login", "conflict", { field: "guest" });
  assert.deepEqual([all.door().doubt.field, all.door().doubt.name], ["name", "name.taken"]);
  all.entry.asGuest("Anna");
  await all.server.now.welcome();
  await all.server.now.answer("login", { user: { id: "g.1", name: "~Anna" }, token: "t", expires: null });
  assert.deepEqual([all.store.name, all.store.token, all.model.state.me.name], ["Anna", "t", "~Anna"]);
});

test("an invitation goes along with the registration and is forgotten then", async () => {
  const invited = { json: { ...SITE, registration: "invitation" } };
  const all = atDoor({ "GET api/site": invited, "POST api/account": { status: 201, json: { user: ANN } } });
  all.entry.follow({ kind: "invitation", token: "t" });
  await all.entry.look();
  assert.equal(all.door().mode, "register");
  await all.entry.register({ name: "Ann", password: "correct horse" });
  assert.equal(all.asked.at(-1)[1].invitation, "t");
  await all.server.now.welcome({ user: ANN, account: OWNED });
  assert.equal(all.door().link, null);
});

test("whoever has an invitation may come as a guest all the same", async () => {
  const all = atDoor({});
  all.entry.follow({ kind: "invitation", token: "t" });
  await all.entry.look();
  all.entry.asGuest("Ann");
  assert.deepEqual([all.done, all.door().link], [["unlink"], null]);
});

test("a link sets the password once, and then one signs in", async () => {
  const all = atDoor({ "POST api/account/reset": { json: { user: ANN } } });
  all.entry.follow({ kind: "reset", token: "t" });
  await all.entry.look();
  assert.equal(all.door().mode, "reset");
  await all.entry.reset({ password: "correct horse" });
  assert.deepEqual(all.asked.at(-1)[1], { link: "t", new: "correct horse" });
  assert.deepEqual([all.door().mode, all.door().note, all.door().busy], [
    "signIn",
    { name: "gate.reset.done", values: { name: "Ann" } },
    false,
  ]);
  assert.deepEqual([all.store.name, all.done], ["Ann", ["unlink"]]);
});

test("a guest becomes an account, and the page opens anew", async () => {
  const all = atDoor({ "POST api/account": { status: 201, json: { user: ANN } } }, { kind: "guest", token: "g" });
  await all.entry.look();
  assert.equal((await all.entry.become({ name: "Ann", password: "x" })).name, "password.short");
  assert.equal(await all.entry.become({ name: "Ann", password: "correct horse" }), null);
  assert.deepEqual([all.store.kind, all.store.token, all.done], ["account", null, ["anew"]]);
  const refused = atDoor({ "POST api/account": refusing(409, "conflict", { field: "name" }) });
  assert.equal((await refused.entry.become({ name: "Ann", password: "correct horse" })).name, "name.taken");
});

test("whoever signs out is forgotten here, and not if the server was not reached", async () => {
  const all = atDoor({ "DELETE api/session": { status: 204 } }, { kind: "account", name: "Ann" });
  await all.entry.leave();
  assert.deepEqual([all.store.kind, all.store.name, all.done], [null, "", ["anew"]]);
  const lost = atDoor({}, { kind: "account", name: "Ann" });
  await assert.rejects(lost.entry.leave(), { code: "offline" });
  assert.equal(lost.store.name, "Ann");
});

test("somebody else's rooms and drafts are not shown to whoever signs in after them", async () => {
  const all = atDoor({}, { kind: "account", name: "Ann", owner: "a.ann" });
  all.store.rooms = ["private"];
  all.client.connect();
  await all.server.now.welcome({ user: { id: "a.bo", name: "Bo" }, account: OWNED });
  assert.deepEqual([all.store.rooms, all.store.owner, all.store.name, all.done], [[], "a.bo", "Bo", ["anew"]]);
});

test("what changes about oneself is known", async () => {
  const all = atDoor({}, { kind: "account", name: "Ann" });
  all.client.connect();
  await all.server.now.welcome({ user: ANN, account: OWNED });
  await all.server.now.push({ type: "me", user: { id: "a.ann", name: "Anna" }, account: { ...OWNED, admin: true } });
  assert.deepEqual([all.model.state.me.name, all.model.state.account.admin, all.store.name], ["Anna", true, "Anna"]);
});

test("whoever is banned from the site is told until when and why", async () => {
  const all = atDoor({}, { kind: "account", name: "Ann" });
  all.client.connect();
  await all.server.now.welcome({ user: ANN, account: OWNED });
  await all.server.now.push({ type: "sanction", room: null, action: "ban", until: 9, reason: "spam" });
  await all.server.now.drop(4503);
  assert.deepEqual(all.model.state.out, { until: 9, reason: "spam" });
  all.client.connect();
  await all.server.now.welcome({ user: ANN, account: OWNED });
  assert.equal(all.model.state.out, null);
});

test("a ban is told at the login, too, and without a word about it", async () => {
  const all = atDoor({}, { kind: "guest", name: "Ann" });
  all.client.connect();
  await all.server.now.welcome();
  await all.server.now.refuse("login", "banned", { until: 9, message: "spam" });
  assert.deepEqual(all.model.state.out, { until: 9, reason: "spam" });
  const silent = atDoor({}, { kind: "account", name: "Ann" });
  silent.client.connect();
  await silent.server.now.welcome({ user: ANN, account: OWNED });
  await silent.server.now.drop(4503);
  assert.deepEqual(silent.model.state.out, { until: null, reason: "" });
});

test("an account is renamed over HTTP and a guest over the wire", async () => {
  const all = atDoor({ "PATCH api/account": { json: { user: { id: "a.ann", name: "Anna" } } } }, { kind: "account" });
  all.client.connect();
  await all.server.now.welcome({ user: ANN, account: OWNED });
  assert.equal(await all.profile.rename(" Anna "), null);
  assert.equal(all.model.state.me.name, "Anna");
  assert.equal((await all.profile.rename("")).name, "name.empty");
  const guest = atDoor({}, { kind: "guest", name: "Bo" });
  guest.client.connect();
  await guest.server.now.greet("g.bo");
  const renaming = guest.profile.rename("Bob");
  await settled();
  await guest.server.now.refuse("rename", "conflict", { field: "name" });
  assert.equal((await renaming).name, "name.taken");
});

test("a password is changed and an account deleted by who knows the password", async () => {
  const wrong = atDoor({
    "PUT api/account/password": refusing(401, "bad_token", { field: "old" }),
    "DELETE api/account": refusing(401, "bad_token", { field: "password" }),
  });
  assert.equal((await wrong.profile.changePassword({ old: "", password: "correct horse" })).field, "old");
  assert.equal((await wrong.profile.changePassword({ old: "x", password: "short" })).name, "password.short");
  assert.equal((await wrong.profile.changePassword({ old: "x", password: "correct horse" })).name, "password.not");
  assert.equal((await wrong.profile.remove({ password: "" })).name, "password.empty");
  assert.equal((await wrong.profile.remove({ password: "x" })).name, "password.not");
  const tasks = [];
  for (const answer of [{ status: 204 }, { status: 202, json: { task: "a.1.x", state: "running" } }]) {
    const right = atDoor({ "DELETE api/account": answer });
    assert.equal(await right.profile.remove({ password: "x" }, (task) => tasks.push(task)), null);
  }
  assert.deepEqual(tasks, [null, "a.1.x"]);
});

test("who has deleted an account is told while what it said is being removed, and when that is done", async () => {
  const task = { json: { task: "a.1.x", state: "running" } };
  const all = atDoor({ "GET api/site": { json: SITE }, "GET api/tasks/a.1.x": task });
  all.store.kind = "account";
  all.entry.removed("a.1.x");
  assert.equal(all.store.kind, null);
  await all.entry.look();
  await settled();
  assert.equal(all.model.state.door.note.name, "remove.working");
  task.status = 503;
  await all.clock.advance(2000);
  await settled();
  assert.equal(all.model.state.door.note.name, "remove.working");
  Object.assign(task, { status: 200, json: { task: "a.1.x", state: "done" } });
  await all.clock.advance(2000);
  await settled();
  assert.equal(all.model.state.door.note.name, "remove.done");
  assert.equal(all.store.removal, null);
});

test("a task that nobody knows is not asked for again", async () => {
  const all = atDoor({ "GET api/site": { json: SITE }, "GET api/tasks/x": refusing(404, "not_found") });
  all.entry.removed("x");
  await all.entry.look();
  await settled();
  assert.equal(all.store.removal, null);
  assert.equal(all.model.state.door.note, null);
});

test("browsers are named as people know them", () => {
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
  const edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0";
  const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile Safari/604.1";
  assert.deepEqual(agent(chrome), { browser: "Chrome", system: "Linux" });
  assert.deepEqual(agent(edge), { browser: "Edge", system: "Windows" });
  assert.deepEqual(agent(phone), { browser: "Safari", system: "iPhone" });
  assert.deepEqual(agent("curl/8.0"), { browser: "curl/8.0", system: "" });
});
