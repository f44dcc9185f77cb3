/**
 * Composition of the operator's page.
 */
import { Browser } from "../app/browser.js";
import { DeviceStorage } from "../app/device_storage.js";
import { HttpApi } from "../app/http_api.js";
import { OperatorApi } from "../app/operator_api.js";
import { SnapshotPoll } from "../app/snapshot_poll.js";
import { systemClock as clock } from "../chatd/clock.js";
import { adminTexts, Quantities } from "../lang/admin.js";
import { chooseLanguage, fetchLanguage, Language } from "../lang/language.js";
import { OperatorPage } from "../views/admin/page.js";

const browser = new Browser(globalThis);
const storage = new DeviceStorage(browser.storages());
const api = new OperatorApi(new HttpApi({ fetch: browser.fetch, base: browser.base }));
const poll = new SnapshotPoll({ api, clock, browser });

async function makeLanguage(wished) {
  const code = await fetchLanguage(chooseLanguage(wished));
  browser.setLanguage(code);
  return new Language(code, { wished: browser.languages(), texts: adminTexts[code] });
}

async function draw(wished) {
  const language = await makeLanguage(wished);
  page.draw({ language, quantities: new Quantities(language.tag) });
}

function setLanguage(code) {
  storage.language = code;
  draw([code]);
}

const page = new OperatorPage({ api, poll, clock, browser, setLanguage });
await draw([storage.language, ...browser.languages()]);
poll.start();
