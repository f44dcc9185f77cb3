/**
 * The page: every part made here, given what it needs, and set going.
 */
import { Account } from "./app/http_api.js";
import { Acquaintance } from "./app/known_users.js";
import { Address } from "./app/address.js";
import { Alerts } from "./app/notifications.js";
import { Changes } from "./app/edits.js";
import { Client, endpoint } from "./chatd.js";
import { systemClock as clock } from "./chatd/clock.js";
import { Comeback } from "./app/sanction_timers.js";
import { Company } from "./app/members.js";
import { Desk } from "./app/moderation_queue.js";
import { Entry } from "./app/login.js";
import { Finding } from "./app/search.js";
import { choose, fetchLanguage } from "./lang/language.js";
import { recognise } from "./app/identity.js";
import { Ignoring } from "./app/ignore_list.js";
import { listen } from "./app/incoming.js";
import { Intents } from "./app/room_actions.js";
import { Journey } from "./app/history.js";
import { Marks } from "./app/read_markers.js";
import { Network } from "./app/network.js";
import { Order } from "./app/moderation.js";
import { Profile } from "./app/profile.js";
import { Model } from "./store/store.js";
import { Store } from "./app/device_storage.js";
import { takeOut } from "./app/export.js";
import { heed } from "./app/tidings.js";
import { Unfinished } from "./app/draft_storage.js";
import { Desktop } from "./app/desktop_notifications.js";
import { Page } from "./views/page.js";
import { Surroundings } from "./app/browser.js";

const LOBBY = "lobby";

const surroundings = new Surroundings(globalThis);
const store = new Store(surroundings.storages());
const language = await fetchLanguage(choose([store.language, ...surroundings.languages()]));
const model = new Model();
const url = endpoint(surroundings.base);
const client = new Client({ url, credentials, exclusive: surroundings.exclusive("chatd.guest"), clock });
const intents = new Intents({ client, model, store, clock });
const journey = new Journey({ client, model, intents, clock });
const company = new Company({ client, model, intents });
const order = new Order({ client, model, intents, clock });
const notice = (name, values) => intents.notice(name, values);
const anew = () => surroundings.anew();
const account = new Account({ fetch: surroundings.fetch, base: surroundings.base });
const entry = new Entry({ account, client, model, store, clock, anew, unlink: () => surroundings.unlink() });
const page = new Page({
  client,
  entry,
  profile: new Profile({ account, client, model }),
  ignoring: new Ignoring({ client, model, store, tell: notice }),
  alerts: new Alerts({
    client,
    model,
    store,
    desktop: new Desktop(globalThis),
    show,
    original: (room, seq) => journey.original(room, seq),
    words: (name, values) => page.language.t(name, values),
  }),
  intents,
  journey,
  company,
  order,
  desk: new Desk({ client, model, order }),
  changes: new Changes({ client, model }),
  finding: new Finding({ client, model, clock }),
  takeOut: (tell) => takeOut({ client, clock, tell }),
  model,
  store,
  surroundings,
  clock,
  language,
});

// Another tab may have been given a token meanwhile: the store has the newest.  An account has its cookie, or nothing.
function credentials({ refused, expiring }) {
  const { kind, token, name } = store;
  if (kind === "account" || kind === "former" || expiring) {
    return null;
  }
  return token && token !== refused ? { token } : { guest: name };
}

function show(room, seq) {
  if (seq === null) {
    intents.open(room);
  } else {
    journey.jump(room, seq);
  }
}

async function follow({ room, seq, refused }) {
  if (refused !== null) {
    const { name, values } = intents.doubt(refused) ?? { name: "room.invalid" };
    intents.notice(name, values);
  } else if (room !== null && seq !== null) {
    await journey.jump(room, seq);
    await surroundings.drawn();
  } else if (room !== null) {
    intents.open(room);
  }
}

function begin() {
  const open = surroundings.route().room ?? store.active ?? LOBBY;
  const rooms = store.rooms.filter((room) => room !== open);
  intents.open(open);
  intents.restore(rooms);
  new Address({ model, surroundings, follow }).begin();
}

// Before what listens for the model: a join tells how far the server knows, and then how far this device does.
new Marks({ client, model, store, clock });
new Unfinished({ model, store });
recognise(client, { model, store, anew });
new Acquaintance({ client, model });
listen(client, { model, store, clock, notice, bring: (room) => intents.restore([room]) });
heed(client, { model, store, clock, notice });
new Comeback({ client, model, clock, back: (room) => intents.restore([room]) });
new Network({ client, model, surroundings, again: () => entry.hurry() });
page.addEventListener("entered", begin, { once: true });
surroundings.addEventListener("route", () => surroundings.link && entry.follow(surroundings.link));
entry.follow(surroundings.link);
entry.look();
page.show();
