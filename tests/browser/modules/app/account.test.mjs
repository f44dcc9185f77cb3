/** The HTTP side of who one is, and the door, down to the requests that are made. */
import assert from "node:assert/strict";
import test from "node:test";

import { HttpApi } from "../../web/app/http_api.js";
import { describeUserAgent } from "../../web/text/user_agent.js";
import { Client } from "../../web/chatd.js";
import { Login } from "../../web/app/login.js";
import { handleIdentityEvents, handleRoomEvents } from "../../web/app/incoming.js";
import { Profile } from "../../web/app/profile.js";
import { readLink } from "../../web/app/route.js";
import { Store } from "../../web/store/store.js";
import { initialLogin, inputProblem, problemFromError, setLink, setSite, setMode, setBusy, loginModes } from "../../web/store/login.js";
import { DeviceStorage } from "../../web/app/device_storage.js";
import { FakeClock, fakeServer, settled } from "../support/fakes.mjs";

const SITE = { guests: true, registration: "open", name: 32, password_least: 8, signed_in: null };
const ANN = { id: "a.ann", name: "Ann" };
const MO = { id: "a.mo", name: "Mo" };
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
  return { api: new HttpApi({ fetch: http.fetch, base: "https://a.example/" }), asked: http.asked };
}

test("what is asked for goes as JSON beside the page, and nothing comes back of an answer without a body", async () => {
  const { api, asked } = speak({
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
  await api.signIn("Ann", "secret");
  assert.equal(await api.signOut(), null);
  await api.changePassword("old", "new");
  assert.deepEqual(await api.rename("Ann"), ANN);
  await api.deleteAccount("secret");
  await api.endSession("a/b");
  await api.endOtherSessions();
  assert.deepEqual(await api.sessions(), [{ id: "s" }]);
  assert.deepEqual(await api.resetPassword("link", "new"), ANN);
  await api.register("Ann", "secret");
  assert.deepEqual(asked[0], ["POST api/session", { name: "Ann", password: "secret" }]);
  assert.deepEqual(asked[2], ["PUT api/account/password", { old: "old", new: "new" }]);
  assert.deepEqual(asked.at(-1), ["POST api/account", { name: "Ann", password: "secret" }]);
});

test("a problem document is the refusal it describes", async () => {
  const { api } = speak({ "POST api/session": refusing(429, "rate_limited", { retry_after: 4000, field: "name" }) });
  await assert.rejects(api.signIn("Ann", "x"), ({ code, retryAfter, field }) => {
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
    const { api } = speak({ "DELETE api/session": { status } });
    await assert.rejects(api.signOut(), { code });
  }
  await assert.rejects(speak({}).api.signOut(), { code: "offline" });
  await assert.rejects(speak({ "GET api/sessions": {} }).api.sessions(), { code: "unavailable" });
  await assert.rejects(speak({ "POST api/session": { status: 401, json: {} } }).api.signIn("a", "b"), {
    code: "bad_token",
  });
});

test("a server without accounts lets guests in and offers nothing else", async () => {
  const { api } = speak({ "GET api/site": { status: 404 } });
  assert.deepEqual(loginModes({ site: await api.site(), link: null }), ["guest"]);
  await assert.rejects(speak({ "GET api/site": { status: 503 } }).api.site(), { code: "unavailable" });
});

test("the ways in are those that the site has", () => {
  const all = (site, link = null) => loginModes({ site: { ...SITE, accounts: true, ...site }, link });
  assert.deepEqual(all({}), ["guest", "signIn", "register"]);
  assert.deepEqual(all({ guests: false, registration: "closed" }), ["signIn"]);
  assert.deepEqual(all({ registration: "invitation" }), ["guest", "signIn"]);
  assert.deepEqual(all({ registration: "invitation" }, { kind: "invitation", token: "t" }), [
    "guest",
    "signIn",
    "register",
  ]);
  // It may be the link of the first administrator.
  assert.deepEqual(all({ registration: "closed" }, { kind: "invitation", token: "t" }), ["guest", "signIn", "register"]);
  assert.deepEqual(all({}, { kind: "reset", token: "t" }), []);
  assert.deepEqual(loginModes(initialLogin), []);
});

test("the first way is a guest's, or signing in for whoever has an account, or where the link leads", () => {
  const site = { ...SITE, accounts: true };
  const mode = (known, link = null) => setSite({ ...initialLogin, link }, { site, known }).mode;
  assert.equal(mode(false), "guest");
  assert.equal(mode(true), "signIn");
  assert.equal(mode(true, { kind: "invitation", token: "t" }), "register");
  assert.equal(mode(false, { kind: "reset", token: "t" }), "reset");
  const reset = setSite({ ...initialLogin, link: { kind: "reset", token: "t" } }, { site, known: true });
  assert.equal(setLink(reset, { link: null, known: true }).mode, "signIn");
});

test("another way is shown without what was wrong with the one before", () => {
  const loginForm = setSite(initialLogin, { site: { ...SITE, accounts: true }, known: false });
  const wrong = setBusy(loginForm, { busy: false, problem: { field: "name", name: "name.empty" } });
  const other = setMode(wrong, { mode: "register" });
  assert.deepEqual([other.mode, other.problem], ["register", null]);
  assert.equal(setMode(other, { mode: "reset" }).mode, "register");
});

test("what is missing, too short or too long is told before it is sent", () => {
  const about = (mode, typed) => inputProblem(mode, { name: "Ann", password: "long enough", ...typed })?.name;
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
    const { field, name } = problemFromError(mode, { code, message: "name: because", ...more });
    return `${name} at ${field}`;
  };
  assert.equal(told("signIn", "bad_token", { field: "password" }), "password.wrong at password");
  assert.equal(told("signIn", "forbidden"), "loginPage.disabled at null");
  assert.equal(told("signIn", "forbidden", { field: "origin" }), "loginPage.foreign at null");
  assert.equal(told("register", "conflict", { field: "name" }), "name.taken at name");
  assert.equal(told("guest", "conflict", { field: "guest" }), "name.taken at name");
  assert.equal(told("register", "invalid", { field: "password" }), "field.invalid at password");
  assert.equal(told("register", "bad_token", { field: "invitation" }), "loginPage.invitation.over at null");
  assert.equal(told("reset", "bad_token", { field: "link" }), "loginPage.link.over at null");
  assert.equal(told("password", "bad_token", { field: "old" }), "password.not at old");
  assert.equal(told("password", "bad_token", { field: "session" }), "error.bad_token at null");
  assert.equal(told("register", "rate_limited", { retryAfter: 1000 }), "loginPage.wait at null");
  assert.equal(told("register", "rate_limited"), "error.rate_limited at null");
  assert.equal(told("signIn", "unavailable"), "loginPage.full at null");
  assert.equal(told("signIn", "offline"), "loginPage.unreached at null");
  assert.equal(problemFromError("guest", { code: "invalid", field: "guest", message: "guest: no" }).values.message, "no");
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
  const store = new Store();
  const storage = new DeviceStorage({ local: null, session: null });
  Object.assign(storage, { loginKind: kind, token, name, owner });
  const http = fakeHttp({ "GET api/site": { json: SITE }, ...answers });
  const api = new HttpApi({ fetch: http.fetch, base: "https://a.example/" });
  const credentials = () => (storage.loginKind === "guest" ? { guest: storage.name } : null);
  const client = new Client({ url: "ws://t/ws", fetch: null, credentials, WebSocket: server.WebSocket, clock, random: () => 0.5 });
  const done = [];
  const reload = () => done.push("anew");
  const login = new Login({ api, client, store, storage, clock, reload, clearLink: () => done.push("unlink") });
  handleIdentityEvents(client, { store, storage, reload });
  handleRoomEvents(client, { store, storage, clock, showToast: (name) => done.push(name) });
  const profile = new Profile({ api, client, store });
  return { clock, server, store, storage, client, login, profile, done, asked: http.asked, loginForm: () => store.state.loginForm };
}

test("whoever signs in is connected by the cookie, and no guest any more", async () => {
  const all = atDoor({ "POST api/session": { json: { user: ANN } } }, { kind: "guest", token: "g", name: "Ann" });
  await all.login.loadSite();
  all.login.chooseMode("signIn");
  const signing = all.login.signIn({ name: " Ann ", password: "correct horse" });
  assert.equal(all.loginForm().busy, true);
  await signing;
  assert.deepEqual(all.asked.at(-1), ["POST api/session", { name: "Ann", password: "correct horse" }]);
  assert.deepEqual([all.storage.loginKind, all.storage.token], ["account", null]);
  await all.server.now.welcome({ user: ANN, account: OWNED });
  assert.deepEqual([all.store.state.me, all.store.state.account, all.storage.owner], [ANN, OWNED, "a.ann"]);
});

test("a wrong password leaves everything as it was", async () => {
  const all = atDoor({ "POST api/session": refusing(401, "bad_token", { field: "password" }) });
  await all.login.loadSite();
  all.login.chooseMode("signIn");
  await all.login.signIn({ name: "Ann", password: "wrong" });
  assert.deepEqual([all.loginForm().busy, all.loginForm().problem.name], [false, "password.wrong"]);
  assert.deepEqual([all.server.connections.length, all.storage.loginKind], [0, null]);
});

test("what is being sent is not sent twice", async () => {
  const all = atDoor({ "POST api/session": { json: { user: ANN } } });
  await all.login.loadSite();
  const typed = { name: "Ann", password: "correct horse" };
  await Promise.all([all.login.signIn(typed), all.login.signIn(typed)]);
  assert.equal(all.asked.filter(([what]) => what === "POST api/session").length, 1);
});

test("a browser that keeps no cookie is told so, and not that a session has ended", async () => {
  const all = atDoor({ "POST api/session": { json: { user: ANN } } });
  await all.login.loadSite();
  await all.login.signIn({ name: "Ann", password: "correct horse" });
  await all.server.now.welcome();
  assert.equal(all.loginForm().note.name, "loginPage.cookies");
});

test("a session that has ended leads to the gate with a word on it, and not on as a guest", async () => {
  const all = atDoor({}, { kind: "account", name: "Ann" });
  await all.login.loadSite();
  all.client.connect();
  await all.server.now.welcome({ user: ANN, account: OWNED });
  await all.server.now.drop(4002);
  await all.clock.advance(30_000);
  await all.server.now.welcome();
  assert.deepEqual([all.loginForm().mode, all.loginForm().note.name], ["signIn", "loginPage.ended"]);
  assert.deepEqual([all.store.state.me, all.storage.loginKind, all.storage.name], [null, "former", "Ann"]);
});

test("a browser that is signed in needs no gate", async () => {
  const all = atDoor({ "GET api/site": { json: { ...SITE, signed_in: { user: ANN } } } });
  all.login.useLink({ kind: "invitation", token: "t" });
  await all.login.loadSite();
  assert.equal(all.server.connections.length, 1);
  assert.deepEqual([all.storage.loginKind, all.storage.name, all.done, all.loginForm().link], ["account", "Ann", ["unlink"], null]);
});

test("the server is asked until it was reached", async () => {
  const answers = { "GET api/site": undefined };
  const all = atDoor(answers);
  await all.login.loadSite();
  assert.deepEqual([all.loginForm().mode, all.loginForm().problem.name], [null, "loginPage.unreached"]);
  assert.deepEqual(all.clock.waits, [500]);
  await all.clock.advance(500);
  assert.deepEqual(all.clock.waits, [1000]);
});

test("a guest's name is looked at here, and a refusal of the server is told at it", async () => {
  const all = atDoor({});
  await all.login.loadSite();
  all.login.enterAsGuest("  ");
  assert.deepEqual([all.loginForm().problem.name, all.server.connections.length], ["name.empty", 0]);
  all.login.enterAsGuest("Ann");
  await all.server.now.welcome();
  assert.equal(all.server.now.last("login").guest, "Ann");
  await all.server.now.refuse("login", "conflict", { field: "guest" });
  assert.deepEqual([all.loginForm().problem.field, all.loginForm().problem.name], ["name", "name.taken"]);
  all.login.enterAsGuest("Anna");
  await all.server.now.welcome();
  await all.server.now.answer("login", { user: { id: "g.1", name: "~Anna" }, token: "t", expires: null });
  assert.deepEqual([all.storage.name, all.storage.token, all.store.state.me.name], ["Anna", "t", "~Anna"]);
});

test("an invitation goes along with the registration and is forgotten then", async () => {
  const invited = { json: { ...SITE, registration: "invitation" } };
  const all = atDoor({ "GET api/site": invited, "POST api/account": { status: 201, json: { user: ANN } } });
  all.login.useLink({ kind: "invitation", token: "t" });
  await all.login.loadSite();
  assert.equal(all.loginForm().mode, "register");
  await all.login.register({ name: "Ann", password: "correct horse" });
  assert.equal(all.asked.at(-1)[1].invitation, "t");
  await all.server.now.welcome({ user: ANN, account: OWNED });
  assert.equal(all.loginForm().link, null);
});

test("whoever has an invitation may come as a guest all the same", async () => {
  const all = atDoor({});
  all.login.useLink({ kind: "invitation", token: "t" });
  await all.login.loadSite();
  all.login.enterAsGuest("Ann");
  assert.deepEqual([all.done, all.loginForm().link], [["unlink"], null]);
});

test("a link sets the password once, and then one signs in", async () => {
  const all = atDoor({ "POST api/account/reset": { json: { user: ANN } } });
  all.login.useLink({ kind: "reset", token: "t" });
  await all.login.loadSite();
  assert.equal(all.loginForm().mode, "reset");
  await all.login.resetPassword({ password: "correct horse" });
  assert.deepEqual(all.asked.at(-1)[1], { link: "t", new: "correct horse" });
  assert.deepEqual([all.loginForm().mode, all.loginForm().note, all.loginForm().busy], [
    "signIn",
    { name: "loginPage.reset.done", values: { name: "Ann" } },
    false,
  ]);
  assert.deepEqual([all.storage.name, all.done], ["Ann", ["unlink"]]);
});

test("a guest becomes an account, and the page opens anew", async () => {
  const all = atDoor({ "POST api/account": { status: 201, json: { user: ANN } } }, { kind: "guest", token: "g" });
  await all.login.loadSite();
  assert.equal((await all.login.upgradeGuest({ name: "Ann", password: "x" })).name, "password.short");
  assert.equal(await all.login.upgradeGuest({ name: "Ann", password: "correct horse" }), null);
  assert.deepEqual([all.storage.loginKind, all.storage.token, all.done], ["account", null, ["anew"]]);
  const refused = atDoor({ "POST api/account": refusing(409, "conflict", { field: "name" }) });
  assert.equal((await refused.login.upgradeGuest({ name: "Ann", password: "correct horse" })).name, "name.taken");
});

test("whoever signs out is forgotten here, and not if the server was not reached", async () => {
  const all = atDoor({ "DELETE api/session": { status: 204 } }, { kind: "account", name: "Ann" });
  await all.login.signOut();
  assert.deepEqual([all.storage.loginKind, all.storage.name, all.done], [null, "", ["anew"]]);
  const lost = atDoor({}, { kind: "account", name: "Ann" });
  await assert.rejects(lost.login.signOut(), { code: "offline" });
  assert.equal(lost.storage.name, "Ann");
});

test("somebody else's rooms and drafts are not shown to whoever signs in after them", async () => {
  const all = atDoor({}, { kind: "account", name: "Ann", owner: "a.ann" });
  all.storage.rooms = ["private"];
  all.client.connect();
  await all.server.now.welcome({ user: { id: "a.bo", name: "Bo" }, account: OWNED });
  assert.deepEqual([all.storage.rooms, all.storage.owner, all.storage.name, all.done], [[], "a.bo", "Bo", ["anew"]]);
});

test("what changes about oneself is known", async () => {
  const all = atDoor({}, { kind: "account", name: "Ann" });
  all.client.connect();
  await all.server.now.welcome({ user: ANN, account: OWNED });
  await all.server.now.push({ type: "me", user: { id: "a.ann", name: "Anna" }, account: { ...OWNED, admin: true } });
  assert.deepEqual([all.store.state.me.name, all.store.state.account.admin, all.storage.name], ["Anna", true, "Anna"]);
});

test("whoever is banned from the site is told until when and why", async () => {
  const all = atDoor({}, { kind: "account", name: "Ann" });
  all.client.connect();
  await all.server.now.welcome({ user: ANN, account: OWNED });
  await all.server.now.push({ type: "sanction", room: null, action: "ban", until: 9, reason: "spam", by: MO });
  await all.server.now.drop(4503);
  assert.deepEqual(all.store.state.siteBan, { until: 9, reason: "spam", by: MO });
  all.client.connect();
  await all.server.now.welcome({ user: ANN, account: OWNED });
  assert.equal(all.store.state.siteBan, null);
});

test("a ban is told at the login, too, and without a word about it", async () => {
  const all = atDoor({}, { kind: "guest", name: "Ann" });
  all.client.connect();
  await all.server.now.welcome();
  await all.server.now.refuse("login", "banned", { until: 9, message: "…", reason: "spam", by: MO });
  assert.deepEqual(all.store.state.siteBan, { until: 9, reason: "spam", by: MO });
  const silent = atDoor({}, { kind: "account", name: "Ann" });
  silent.client.connect();
  await silent.server.now.welcome({ user: ANN, account: OWNED });
  await silent.server.now.drop(4503);
  assert.deepEqual(silent.store.state.siteBan, { until: null, reason: "", by: null });
});

test("an account is renamed over HTTP and a guest over the wire", async () => {
  const all = atDoor({ "PATCH api/account": { json: { user: { id: "a.ann", name: "Anna" } } } }, { kind: "account" });
  all.client.connect();
  await all.server.now.welcome({ user: ANN, account: OWNED });
  assert.equal(await all.profile.rename(" Anna "), null);
  assert.equal(all.store.state.me.name, "Anna");
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
  assert.equal((await wrong.profile.deleteAccount({ password: "" })).name, "password.empty");
  assert.equal((await wrong.profile.deleteAccount({ password: "x" })).name, "password.not");
  const tasks = [];
  for (const answer of [{ status: 204 }, { status: 202, json: { task: "a.1.x", state: "running" } }]) {
    const right = atDoor({ "DELETE api/account": answer });
    assert.equal(await right.profile.deleteAccount({ password: "x" }, (task) => tasks.push(task)), null);
  }
  assert.deepEqual(tasks, [null, "a.1.x"]);
});

test("who has deleted an account is told while what it said is being removed, and when that is done", async () => {
  const task = { json: { task: "a.1.x", state: "running" } };
  const all = atDoor({ "GET api/site": { json: SITE }, "GET api/tasks/a.1.x": task });
  all.storage.loginKind = "account";
  all.login.accountDeleted("a.1.x");
  assert.equal(all.storage.loginKind, null);
  await all.login.loadSite();
  await settled();
  assert.equal(all.store.state.loginForm.note.name, "remove.working");
  task.status = 503;
  await all.clock.advance(2000);
  await settled();
  assert.equal(all.store.state.loginForm.note.name, "remove.working");
  Object.assign(task, { status: 200, json: { task: "a.1.x", state: "done" } });
  await all.clock.advance(2000);
  await settled();
  assert.equal(all.store.state.loginForm.note.name, "remove.done");
  assert.equal(all.storage.deletionTask, null);
});

test("a task that nobody knows is not asked for again", async () => {
  const all = atDoor({ "GET api/site": { json: SITE }, "GET api/tasks/x": refusing(404, "not_found") });
  all.login.accountDeleted("x");
  await all.login.loadSite();
  await settled();
  assert.equal(all.storage.deletionTask, null);
  assert.equal(all.store.state.loginForm.note, null);
});

test("browsers are named as people know them", () => {
  const chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36";
  const edge = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0";
  const phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1 Version/17.0 Mobile Safari/604.1";
  assert.deepEqual(describeUserAgent(chrome), { browser: "Chrome", system: "Linux" });
  assert.deepEqual(describeUserAgent(edge), { browser: "Edge", system: "Windows" });
  assert.deepEqual(describeUserAgent(phone), { browser: "Safari", system: "iPhone" });
  assert.deepEqual(describeUserAgent("curl/8.0"), { browser: "curl/8.0", system: "" });
});
