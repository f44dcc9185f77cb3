/** Who is called by name in a text. */
import assert from "node:assert/strict";
import test from "node:test";

import { mentionableUsers, mentionsUser, applyCompletion, completionAt, findMentions } from "../../web/text/mentions.js";
import { newRoom } from "../../web/store/room.js";
import { message } from "../support/fakes.mjs";

const names = (text, ...known) => findMentions(text, known).map(({ name }) => name);
const cut = (text, ...known) => findMentions(text, known).map(({ from, to }) => text.slice(from, to));
const users = (...all) => all.map((name) => ({ id: `id.${name}`, name }));

test("a name is found in any case, width and form", () => {
  assert.deepEqual(cut("hi @ANN, ＠Ａｎｎ and @ann!", "Ann"), ["@ANN", "＠Ａｎｎ", "@ann"]);
  assert.deepEqual(names("@Jose\u0301", "José"), ["José"]);
  assert.deepEqual(names("hello Ann", "Ann"), []);
  assert.deepEqual(names("", "Ann"), []);
  assert.deepEqual(names("@", "Ann", ""), []);
});

test("a name ends where it ends, and an address calls nobody", () => {
  assert.deepEqual(names("@Anna @Ann1 @Ann_ @Ann\u0301", "Ann"), []);
  assert.deepEqual(names("me@ann.example", "Ann"), []);
  assert.deepEqual(names("(@Ann) @Ann's @Ann.\n@Ann", "Ann"), ["Ann", "Ann", "Ann", "Ann"]);
});

test("the longest name that fits is meant", () => {
  assert.deepEqual(names("@Ann Lee and @Ann", "Ann", "Ann Lee"), ["Ann Lee", "Ann"]);
  assert.deepEqual(cut("@ann\u00a0lee", "Ann Lee"), ["@ann\u00a0lee"]);
});

test("names without spaces around them are found where people write without spaces", () => {
  assert.deepEqual(cut("请@李明看一下", "李明"), ["@李明"]);
  assert.deepEqual(names("请@李明看一下", "李", "李明"), ["李明"]);
  assert.deepEqual(cut("@Ann你好", "Ann"), ["@Ann"]);
});

test("characters of two units before and after a name do no harm", () => {
  assert.deepEqual(cut("🎉@Ann🎉 𝔸@Ann", "Ann"), ["@Ann"]);
});

test("a guest's mark may be left out, and means a guest where it stands", () => {
  assert.deepEqual(cut("@Ann @~Ann", "~Ann"), ["@Ann", "@~Ann"]);
  assert.deepEqual(names("@Ann @~Ann", "~Ann", "Ann"), ["Ann", "~Ann"]);
});

test("whether a text calls me depends on who else is there", () => {
  const me = { id: "a.me", name: "Ann" };
  assert.equal(mentionsUser("@ann?", me, []), true);
  assert.equal(mentionsUser("@Ann Lee?", me, users("Ann Lee")), false);
  assert.equal(mentionsUser("@Ann Lee?", me, []), true);
  assert.equal(mentionsUser(null, me, []), false);
  assert.equal(mentionsUser("@ann", null, []), false);
});

test("what was typed after @ is completed by the beginning of a name or of one of its words", () => {
  const all = users("Ann Lee", "Lea", "Bo", "~Leo");
  const found = (text, caret = text.length) => completionAt(text, caret, all)?.users.map(({ name }) => name);
  assert.deepEqual(found("hi @le"), ["Lea", "~Leo", "Ann Lee"]);
  assert.deepEqual(found("hi @ann l"), ["Ann Lee"]);
  assert.deepEqual(found("@"), ["Ann Lee", "Lea", "Bo", "~Leo"]);
  assert.deepEqual(found("@~le"), ["~Leo"]);
  assert.deepEqual(found("＠ＢＯ"), ["Bo"]);
  assert.equal(found("@bo "), undefined);
  assert.equal(found("@ bo"), undefined);
  assert.equal(found("a@bo"), undefined);
  assert.equal(found("@bo\n"), undefined);
  assert.equal(found("bo"), undefined);
  assert.deepEqual(found("@bo and more", 3), ["Bo"]);
});

test("at most eight people are offered", () => {
  const many = users(...Array.from({ length: 20 }, (_, at) => `P${at}`));
  assert.equal(completionAt("@p", 2, many).users.length, 8);
});

test("the name is put where it was being typed, with a space after it", () => {
  const all = users("Ann Lee", "~Bo", "~Cy", "Cy");
  const [ann, bo, cy] = all;
  assert.deepEqual(applyCompletion("hi @an", { from: 3, to: 6 }, ann, all), { text: "hi @Ann Lee ", caret: 12 });
  assert.deepEqual(applyCompletion("@b there", { from: 0, to: 2 }, bo, all), { text: "@Bo there", caret: 4 });
  assert.equal(applyCompletion("@c", { from: 0, to: 2 }, cy, all).text, "@~Cy ");
  assert.deepEqual(findMentions("@Ann Lee ", ["Ann Lee"]).length, 1);
});

test("who spoke last is offered first, and neither oneself nor whom one ignores", () => {
  const people = Object.fromEntries(["Zoe", "Ann", "Me", "Troll"].map((name) => [name, { id: name, name }]));
  const members = { Mia: { user: { id: "Mia", name: "Mia" }, role: "member" } };
  const said = [message(1, "a", { user: "Bo" }), message(2, "b", { user: "Zoe" }), message(3, "c", { user: "Troll" })];
  const room = { ...newRoom("lobby"), people, members, entries: said };
  const offered = mentionableUsers(room, { me: { id: "Me" }, ignored: { Troll: "Troll" } });
  assert.deepEqual(
    offered.map(({ name }) => name),
    ["Zoe", "Bo", "Ann", "Mia"],
  );
});
