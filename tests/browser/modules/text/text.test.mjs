import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import test from "node:test";

import { ChatError } from "../../web/chatd/errors.js";
import { excerpt, highlight } from "../../web/text/highlight.js";
import { Language, chooseLanguage, fetchLanguage, languageNames } from "../../web/lang/language.js";
import en from "../../web/lang/en.js";
import zh from "../../web/lang/zh.js";
import { findLinks } from "../../web/text/links.js";
import { readRoute, writeRoute } from "../../web/app/route.js";
import { DeviceStorage } from "../../web/app/device_storage.js";
import { graphemeStart, clean, initials, isEmojiOnly, isRoomId, countCharacters, suggestRoomId, tint } from "../../web/text/text.js";
import { errorText } from "../../web/views/kit/error_text.js";
import { parseQuery, matchPositions } from "../../web/text/search_words.js";

await fetchLanguage("zh");
const table = JSON.parse(readFileSync(new URL("../search_table.json", import.meta.url), "utf8"));
const hrefs = (text) =>
  findLinks(text)
    .filter(({ href }) => href)
    .map(({ href }) => href);

test("links are http, https, www and mail addresses and nothing else", () => {
  assert.deepEqual(hrefs("see https://a.example/x?y=1#z and http://b.example"), [
    "https://a.example/x?y=1#z",
    "http://b.example/",
  ]);
  const others = "javascript:alert(1) data:text/html,x vbscript:x ftp://a.example file:///etc/passwd www.x www. x.www.a.example.org";
  assert.deepEqual(hrefs(others), []);
  assert.deepEqual(hrefs("xhttps://a.example"), []);
  assert.deepEqual(hrefs("See www.example.org/a, or (www.example.net)."), [
    "https://www.example.org/a",
    "https://www.example.net/",
  ]);
  assert.deepEqual(hrefs("Write to ann.b+c@example.org, bo@b.example.co.uk."), [
    "mailto:ann.b+c@example.org",
    "mailto:bo@b.example.co.uk",
  ]);
  for (const none of ["ann@example", "@ann", "a@b@c.example", "a..b@c.example", "git@c.example:a/b", "https://u@c.example"]) {
    assert.deepEqual(hrefs(none), [], none);
  }
  assert.deepEqual(hrefs("看www.example.org。写给ann@example.org"), ["https://www.example.org/", "mailto:ann@example.org"]);
});

test("a text that looks like links all over is read once", () => {
  const far = 50_000;
  for (const one of ["a", "a@", "a.", "a-", "www.", "a@a.", "https://"]) {
    const text = one.repeat(far);
    assert.ok(findLinks(text).map((token) => token.text).join("") === text);
  }
  assert.equal(findLinks(`x@${"a.".repeat(far)}1`).length, 1);
});

test("the tokens of a text give the text again", () => {
  for (const text of [
    "",
    "plain",
    "https://a.example",
    "(https://a.example/b_(c)).",
    "看https://a.example/路，好",
    "<a href=http://x>",
  ]) {
    assert.equal(
      findLinks(text)
        .map((token) => token.text)
        .join(""),
      text,
    );
  }
});

test("the punctuation of a sentence is not the link's", () => {
  assert.deepEqual(hrefs("It is at https://a.example/b."), ["https://a.example/b"]);
  assert.deepEqual(hrefs("(https://a.example/wiki/B_(c))"), ["https://a.example/wiki/B_(c)"]);
  assert.deepEqual(hrefs("看（https://a.example/b），好"), ["https://a.example/b"]);
});

test("an address that hides its host is no link", () => {
  assert.deepEqual(hrefs("https://bank.example@evil.example/"), []);
  assert.deepEqual(hrefs("https://"), []);
});

const hits = (tokens) => tokens.filter(({ hit }) => hit).map(({ text }) => text);

test("what was looked for is marked as the server finds it", () => {
  const text = "Das CAFÉ am Hafen, ein café.";
  assert.deepEqual(hits(highlight(text, "cafe")), ["CAFÉ", "café"]);
  assert.deepEqual(hits(highlight(text, "haf")), ["Haf"]);
  assert.deepEqual(hits(highlight(text, "haf ")), []);
  assert.deepEqual(hits(highlight("我们下午去喝茶吧", "喝茶")), ["喝茶"]);
  assert.deepEqual(hits(highlight("ﬁne 🎉 İstanbul", "fine istanbul")), ["ﬁne", "İstanbul"]);
  assert.deepEqual(hits(highlight("हिन्दी है", "हिंदी")), ["हिन्दी"]);
  assert.deepEqual(hits(highlight("C++ and c", "c++")), ["C++"]);
  assert.deepEqual(hits(highlight("a 👍🏽 b", "👍")), ["👍🏽"]);
  for (const one of [text, "", "🎉".repeat(9), "\ud83d a\udc00", "e\u0301\u0301"]) {
    assert.equal(
      highlight(one, "a 🎉 e")
        .map((token) => token.text)
        .join(""),
      one,
    );
  }
});

test("the rows of the table of what is found by what", () => {
  for (const { script, messages, finds, misses } of table) {
    for (const message of messages) {
      for (const query of finds) {
        assert.notDeepEqual(hits(highlight(message, query)), [], `${script}: ${query} in ${message}`);
      }
      for (const query of misses) {
        const { phrases, prefix } = parseQuery(query);
        const every = phrases.every(
          (phrase) => matchPositions(message, { phrases: [phrase], prefix: prefix && phrase === phrases.at(-1) }).length > 0,
        );
        assert.ok(!every || phrases.length === 0, `${script}: ${query} in ${message}`);
      }
    }
  }
});

test("of a long text the part around what was found is shown", () => {
  const text = `${"🎉".repeat(200)} needle ${"b".repeat(400)}`;
  const tokens = excerpt(text, "needle");
  const whole = tokens.map((token) => token.text).join("");
  assert.deepEqual(hits(tokens), ["needle"]);
  assert.ok(whole.length < 200 && whole.startsWith("…") && whole.endsWith("…") && whole.isWellFormed());
  assert.deepEqual(excerpt("short", "x"), [{ text: "short", hit: false }]);
});

test("routes name a room, or a message of it", () => {
  assert.deepEqual(readRoute("#lobby"), { room: "lobby", seq: null, refused: null });
  assert.deepEqual(readRoute("#lobby/12"), { room: "lobby", seq: 12, refused: null });
  assert.deepEqual(readRoute(""), { room: null, seq: null, refused: null });
  assert.deepEqual(readRoute("#my%20room"), { room: null, seq: null, refused: "my room" });
  assert.deepEqual(readRoute("#lobby/0"), { room: "lobby", seq: null, refused: null });
  assert.equal(readRoute("#%").refused, "%");
  assert.equal(writeRoute({ room: "a;b", seq: 3 }), "#a;b/3");
});

test("room names follow the rules of the protocol", () => {
  assert.ok(isRoomId("A-z_0=@,.;~") && isRoomId("x".repeat(164)));
  assert.ok(!isRoomId("") && !isRoomId("a b") && !isRoomId("a/b") && !isRoomId("房间") && !isRoomId("x".repeat(165)));
  assert.equal(suggestRoomId(" Café plans! "), "Cafe-plans");
  assert.equal(suggestRoomId("房间"), "");
});

test("what is sent has no control characters and no space around it", () => {
  assert.equal(clean("\n\n  a\tb\r\nc\u0000\u001b\u0085 \n "), "  a\tb\nc");
  assert.equal(countCharacters("a🎉"), 2);
});

test("avatars have initials and lasting colours", () => {
  assert.deepEqual(["Ann Berg", "bo", "李明", "", "j.r. smith"].map(initials), ["AB", "B", "李", "?", "JS"]);
  const tints = new Set(Array.from({ length: 400 }, (_, at) => tint(`g.${at}`)));
  assert.deepEqual(
    [...tints].sort((a, b) => a - b),
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
  );
});

test("what a reader takes for one character is cut nowhere", () => {
  assert.deepEqual(["हिमा नमस्ते", "กิน", "👩‍🔬", "🇩🇪 Ann", "~é"].map(initials), ["हिन", "กิ", "👩‍🔬", "A", "É"]);
  for (const [text, at, left] of [
    ["ab👩‍🔬c", 4, "ab"],
    ["a👍🏽", 3, "a"],
    ["ae\u0301", 2, "a"],
    ["นกิน", 2, "น"],
    ["abc", 2, "ab"],
    ["abc", 3, "abc"],
  ]) {
    assert.equal(text.slice(0, graphemeStart(text, at)), left);
  }
  const found = excerpt(`${"👩‍🔬".repeat(40)} needle ${"👩‍🔬".repeat(80)}`, "needle");
  const shown = found.map(({ text }) => text).join("");
  assert.match(shown, /^…(👩‍🔬)+ needle (👩‍🔬)+…$/u);
});

test("a few emoji are a picture", () => {
  assert.ok(isEmojiOnly("🎉🎉") && isEmojiOnly("👍🏽") && isEmojiOnly("🇩🇪 👨‍👩‍👧"));
  assert.ok(!isEmojiOnly("hi 🎉") && !isEmojiOnly("") && !isEmojiOnly("12"));
});

test("both languages have every text, with the same words to fill in", () => {
  assert.deepEqual(Object.keys(zh.texts), Object.keys(en.texts));
  const words = (text) => {
    const whole = typeof text === "string" ? text : text.other;
    return [...whole.matchAll(/\{(\w+)\}/g)].map(([, word]) => word).sort();
  };
  for (const name of Object.keys(en.texts)) {
    assert.deepEqual(words(zh.texts[name]), words(en.texts[name]), name);
  }
});

// What a template of the source can make.
function fitting(template) {
  const parts = template.slice(1, -1).split(/\$\{(?:[^{}]|\{[^{}]*\})*\}/);
  return new RegExp(`^${parts.map((part) => part.replaceAll(".", "\\.")).join("[\\w.]+")}$`);
}

test("every text is used somewhere", () => {
  const web = new URL("../../web/", import.meta.url);
  const names = readdirSync(web, { recursive: true }).filter(
    (name) => name.endsWith(".js") && !/^(?:dist|lang\/en|lang\/zh)/.test(name),
  );
  const source = names.map((name) => readFileSync(new URL(name, web), "utf8")).join("\n");
  const made = ["error.", "none.", "empty.", "excluded.banned.", "write.muted.", "siteBan."];
  const templates = [...source.matchAll(/`([a-z]\w*\.[\w.]*)\$\{[^`]*`/g)].map(([whole]) => fitting(whole));
  const unused = Object.keys(en.texts).filter(
    (name) =>
      !made.some((start) => name.startsWith(start)) &&
      !templates.some((template) => template.test(name)) &&
      !source.includes(`"${name}"`),
  );
  assert.deepEqual(unused, []);
});

test("the browser's wish chooses the language", () => {
  assert.equal(chooseLanguage([null, "zh-CN", "en"]), "zh");
  assert.equal(chooseLanguage(["fr", "zh-Hant"]), "zh");
  assert.equal(chooseLanguage(["fr"]), "en");
});

test("every language there is can be fetched, and one there is not is English", async () => {
  for (const code of Object.keys(languageNames)) {
    assert.equal(await fetchLanguage(code), code);
    assert.equal(new Language(code).code, code);
  }
  assert.equal(await fetchLanguage("tlh"), "en");
});

test("without a zone a day is that of the place where the browser is", () => {
  const here = new Language("en");
  for (const [hour, minute] of [[0, 0], [11, 59], [23, 59]]) {
    assert.equal(here.dayKey(new Date(2026, 0, 5, hour, minute).getTime()), "2026-01-05");
  }
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const named = new Language("en", { timeZone });
  for (let time = Date.UTC(2026, 2, 28); time < Date.UTC(2026, 3, 1); time += 900_000) {
    assert.equal(here.dayKey(time), named.dayKey(time));
  }
});

test("texts count and days are said as people say them", () => {
  const english = new Language("en", { timeZone: "UTC" });
  assert.equal(english.t("people.here", { count: 1 }), "1 person here");
  assert.equal(english.t("people.here", { count: 2 }), "2 people here");
  const now = Date.UTC(2026, 4, 10, 12);
  assert.equal(english.day(now, now), "Today");
  assert.equal(english.day(now - 86_400_000, now), "Yesterday");
  assert.equal(english.day(Date.UTC(2026, 4, 1), now), "Friday, May 1");
  const noon = new Date(now);
  const british = new Language("en", { timeZone: "UTC", wished: ["fr", "en-GB"] });
  const chinese = new Language("zh", { timeZone: "UTC" });
  const morning = Date.UTC(2026, 0, 5, 9, 5);
  assert.deepEqual(
    [english.clock(morning).replace(/\s/, " "), british.clock(morning), chinese.clock(morning)],
    ["9:05 AM", "09:05", "09:05"],
  );
  assert.match(english.until(morning, morning - 3 * 86_400_000), /^Monday.* 9:05\sAM$/);
  assert.deepEqual([english.clock(noon), english.brief(noon), british.clock(noon)], ["12:00 PM", "12:00", "12:00"]);
  assert.equal(new Language("zh", { timeZone: "UTC" }).day(now, now), "今天");
});

class FakeStorage {
  getItem(name) {
    return Object.hasOwn(this, name) ? this[name] : null;
  }

  setItem(name, text) {
    this[name] = text;
  }

  removeItem(name) {
    delete this[name];
  }
}

test("drafts, rooms and the token outlast the page", () => {
  const storages = { local: new FakeStorage(), session: new FakeStorage() };
  const before = new DeviceStorage(storages);
  before.token = "t";
  before.rooms = ["a", "b"];
  before.setDraft("a", "half a tho");
  before.language = "zh";
  const after = new DeviceStorage(storages);
  assert.deepEqual([after.token, after.rooms, after.draft("a")], ["t", ["a", "b"], "half a tho"]);
  after.forget();
  assert.deepEqual([after.token, after.rooms, after.draft("a"), after.language], [null, [], "", "zh"]);
});

test("a position that is none is forgotten", () => {
  const local = new FakeStorage();
  const storage = new DeviceStorage({ local, session: new FakeStorage() });
  storage.setSeen("a", { epoch: "e", seq: 3 });
  assert.deepEqual(storage.seen("a"), { epoch: "e", seq: 3 });
  for (const wrong of ['"x"', '{"epoch":1,"seq":1}', '{"epoch":"e","seq":-1}', "[]", "{"]) {
    local.setItem("chatd.seen.a", wrong);
    assert.equal(storage.seen("a"), null, wrong);
  }
});

test("a forbidden storage only shortens memory", () => {
  const storage = new DeviceStorage({ local: null, session: null });
  storage.name = "Ann";
  assert.equal(storage.name, "Ann");
  assert.equal(storage.draft("a"), "");
});

test("a refusal says what to do, and what is full says how much it holds", () => {
  const [en, zh] = [new Language("en"), new Language("zh")];
  const said = (language, code, message, more) => errorText(language, new ChatError(code, message, more));
  const full = "room: a session joins at most 50 rooms";
  assert.match(said(en, "forbidden", full, { field: "room" }), /^You have as many rooms open as you can \(50\)\./);
  assert.match(said(zh, "forbidden", "user: a room has at most 9 members", { field: "user" }), /9 名成员/);
  assert.match(said(en, "rate_limited", "", { retry_after: 1200 }), /in 2 s\.$/);
  assert.equal(said(en, "invalid", "name: too odd", { field: "name" }), "The server did not accept it: name: too odd");
  assert.doesNotMatch(said(en, "filtered", "a filter of this room refused the text"), /Reason/);
  assert.match(said(en, "filtered", "no links here"), /Reason: no links here$/);
});
