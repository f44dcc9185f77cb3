import assert from "node:assert/strict";
import { test } from "node:test";

import { notificationFor } from "../../web/app/notifications.js";
import en from "../../web/lang/en.js";
import zh from "../../web/lang/zh.js";

const formsOf = (text) => (typeof text === "string" ? [text] : Object.values(text));
const blanksOf = (text) => [...new Set(formsOf(text).flatMap((form) => form.match(/\{\w+\}/g) ?? []))].sort();

test("every language has the same texts with the same blanks", () => {
  assert.deepEqual(Object.keys(zh.texts).sort(), Object.keys(en.texts).sort());
  for (const [name, text] of Object.entries(en.texts)) {
    assert.deepEqual([name, blanksOf(zh.texts[name])], [name, blanksOf(text)]);
  }
});

test("the English texts have none of the phrases that no native speaker would choose", () => {
  const odd = /show(n|ed)? out|keeping order|\bin force\b|let speak|somebody|everybody|no member|any more|\bfor good\b|\bfor ever\b/i;
  const found = Object.entries(en.texts).filter(([, text]) => formsOf(text).some((form) => odd.test(form)));
  assert.deepEqual(found, []);
});

test("in Chinese the owner, the moderator and the administrator are three words", () => {
  const names = ["role.owner", "role.moderator", "me.admin"].map((name) => zh.texts[name]);
  assert.deepEqual(names, ["房主", "房间管理员", "站点管理员"]);
  const vague = Object.entries(zh.texts).filter(([, text]) =>
    formsOf(text).some((form) => /(?<!房间|站点)管理员/.test(form)),
  );
  assert.deepEqual(vague, []);
});

test("a notification names no private room by its id", () => {
  const me = { id: "g.ann", name: "~Ann" };
  const entry = { type: "message", seq: 1, user: { id: "g.bo", name: "~Bo" }, text: "@~Ann look", time: 1 };
  const room = { id: "~NXZm", kind: "private", title: "", people: {}, members: null };
  assert.equal(notificationFor(entry, room, { me, ignored: {} })?.title, "~Bo");
});
