/** What the operator's page asks the server for. */
import assert from "node:assert/strict";
import { test } from "node:test";

import { ChatError } from "../../web/chatd/errors.js";
import { OperatorApi } from "../../web/app/operator_api.js";
import { SnapshotPoll } from "../../web/app/snapshot_poll.js";
import { Quantities, adminTexts } from "../../web/lang/admin.js";
import { FakeClock, settled } from "../support/fakes.mjs";

function fakeHttp(answers) {
  const asked = [];
  const request = async (method, path, body) => {
    asked.push(body ? [method, path, body] : [method, path]);
    return answers[`${method} ${path}`];
  };
  return { asked, request };
}

class FakeBrowser extends EventTarget {
  visible = true;
}

test("the next page is asked for with the cursor of the one before", async () => {
  const http = fakeHttp({
    "GET admin/people": { people: [1], more: true, next: '["a.7"]' },
    "GET admin/people?after=%5B%22a.7%22%5D": { people: [2], more: false },
    "GET audit": { acts: [{ id: 9 }], more: true },
    "GET audit?before=9": { acts: [{ id: 8 }], more: false },
    "GET reports": { reports: [{ report: { id: 3 }, text: "x" }], more: true },
  });
  const api = new OperatorApi(http);
  assert.deepEqual(await api.people(null), { rows: [1], next: '["a.7"]' });
  assert.deepEqual(await api.people('["a.7"]'), { rows: [2], next: null });
  assert.deepEqual(await api.audit(null), { rows: [{ id: 9 }], next: 9 });
  assert.deepEqual(await api.audit(9), { rows: [{ id: 8 }], next: null });
  assert.deepEqual(await api.reports(null), { rows: [{ id: 3, text: "x" }], next: 3 });
});

test("rooms and users are named in addresses as they are", async () => {
  const http = fakeHttp({});
  const api = new OperatorApi(http);
  await api.archiveRoom("a,b;c");
  await api.signOutUser("x.site.a/b");
  assert.deepEqual(http.asked, [
    ["PATCH", "rooms/a%2Cb%3Bc", { kind: "archived" }],
    ["DELETE", "users/x.site.a%2Fb/sessions"],
  ]);
});

test("figures are asked for every two seconds while the page is visible", async () => {
  const clock = new FakeClock();
  const browser = new FakeBrowser();
  let uptime = 0;
  const poll = new SnapshotPoll({ api: { snapshot: async () => ({ uptime: (uptime += 2) }) }, clock, browser });
  poll.start();
  await settled();
  clock.advance(2000);
  await settled();
  assert.deepEqual(poll.history, [{ uptime: 2 }, { uptime: 4 }]);
  browser.visible = false;
  clock.advance(2000);
  await settled();
  clock.advance(60_000);
  await settled();
  assert.equal(poll.history.length, 2);
  browser.visible = true;
  browser.dispatchEvent(new Event("visible"));
  await settled();
  assert.equal(poll.history.length, 3);
});

test("a server that cannot be reached is asked again, one that refuses is not", async () => {
  const clock = new FakeClock();
  let asked = 0;
  let code = "offline";
  const snapshot = async () => {
    asked += 1;
    throw new ChatError(code);
  };
  const poll = new SnapshotPoll({ api: { snapshot }, clock, browser: new FakeBrowser() });
  poll.start();
  await settled();
  assert.deepEqual([poll.error.code, poll.refused], ["offline", false]);
  code = "forbidden";
  clock.advance(2000);
  await settled();
  clock.advance(60_000);
  await settled();
  assert.deepEqual([asked, poll.refused], [2, true]);
});

test("every language has the same texts of the operator's page with the same blanks", () => {
  const blanks = (text) => [...new Set(JSON.stringify(text).match(/\{\w+\}/g) ?? [])].sort();
  const { en, ...others } = adminTexts;
  for (const [code, texts] of Object.entries(others)) {
    assert.deepEqual(Object.keys(texts), Object.keys(en), code);
    for (const [name, text] of Object.entries(en)) {
      assert.deepEqual([name, blanks(texts[name])], [name, blanks(text)]);
    }
  }
});

test("quantities have units that people read", () => {
  const quantities = new Quantities("en");
  const shown = [["count", 1234], ["rate", 0.25], ["bytes", 515_000], ["seconds", 0.025], ["seconds", 2.5], ["span", 7300], ["percent", 0.125]];
  assert.deepEqual(
    shown.map(([unit, value]) => quantities.format(unit, value)),
    ["1,234", "0.3/s", "515 kB", "25 ms", "2.5 sec", "2 hr", "13%"],
  );
});
