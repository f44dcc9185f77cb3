/**
 * Composition of the page: creates every part, hands each what it needs, and starts.
 */
import { AddressSync } from "./app/address.js";
import { Browser } from "./app/browser.js";
import { DesktopNotifications } from "./app/desktop_notifications.js";
import { DeviceStorage } from "./app/device_storage.js";
import { DraftStorage } from "./app/draft_storage.js";
import { MessageEdits } from "./app/edits.js";
import { Embedding } from "./app/embedding.js";
import { exportMessages } from "./app/export.js";
import { RoomHistory } from "./app/history.js";
import { HttpApi } from "./app/http_api.js";
import { IncomingHooks } from "./app/incoming_hooks.js";
import { IgnoreList } from "./app/ignore_list.js";
import { handleIdentityEvents, handleModerationEvents, handleRoomEvents } from "./app/incoming.js";
import { KnownUsers } from "./app/known_users.js";
import { Login } from "./app/login.js";
import { Members } from "./app/members.js";
import { Moderation } from "./app/moderation.js";
import { ModerationQueue } from "./app/moderation_queue.js";
import { NetworkMonitor } from "./app/network.js";
import { Notifications } from "./app/notifications.js";
import { Profile } from "./app/profile.js";
import { ReadMarkers } from "./app/read_markers.js";
import { RoomActions } from "./app/room_actions.js";
import { SanctionTimers } from "./app/sanction_timers.js";
import { MessageSearch } from "./app/search.js";
import { SiteLogin } from "./app/site_login.js";
import { Client, endpoint, newKey } from "./chatd.js";
import { systemClock as clock } from "./chatd/clock.js";
import { chooseLanguage, fetchLanguage } from "./lang/language.js";
import { Store } from "./store/store.js";
import { Page } from "./views/page.js";

const LOBBY = "lobby";

const browser = new Browser(globalThis);
const embedding = browser.frame === null ? null : new Embedding({ ...browser.frame, clock });
const readOnly = embedding?.readOnly === true;
const person = new DeviceStorage(browser.storages());
// A reader is nobody: who enters the chat's page later is not taken for that guest.
const storage = readOnly && !person.isReturning ? new DeviceStorage({ ...browser.storages(), prefix: "chatd.reader." }) : person;
const language = await fetchLanguage(chooseLanguage([storage.language, ...browser.languages()]));
const store = new Store();
// In a frame of another page, which may have tokens of its site's login: then no cookie decides who this is.
const hasTokens = embedding?.hasTokens === true;
// Who only reads is in no list of people.
const query = [hasTokens && "cookie=no", readOnly && "present=0"].filter(Boolean).join("&");
const url = `${endpoint(browser.base)}${query && `?${query}`}`;
let firstToken = null;
const client = new Client({ url, credentials: hasTokens ? tokenCredentials : credentials, exclusive: browser.exclusive("chatd.guest"), clock });
const roomActions = new RoomActions({ client, store, storage, clock });
const onAuthors = (users) => knownUsers.addUsers(users);
const history = new RoomHistory({ client, store, roomActions, clock, onAuthors });
const members = new Members({ client, store, roomActions });
const moderation = new Moderation({ client, store, roomActions, clock });
const showToast = (name, values) => roomActions.showToast(name, values);
const joinRoom = (room) => roomActions.joinAll([room]);
const reload = () => browser.reload();
const api = new HttpApi({ fetch: browser.fetch, base: browser.base, cookies: !hasTokens });
const profile = new Profile({ api, client, store });
const siteLogin = new SiteLogin({ storage, browser, newState: newKey, embedding });
const login = new Login({ api, client, store, storage, clock, reload, clearLink: () => browser.clearLink(), siteLogin });
const page = new Page({
  client,
  login,
  profile,
  incomingHooks: new IncomingHooks({ api, base: browser.base, profile }),
  ignoreList: new IgnoreList({ client, store, storage, showToast }),
  notifications: new Notifications({
    client,
    store,
    storage,
    desktop: new DesktopNotifications(globalThis),
    openMessage,
    loadOriginal: (room, seq) => history.loadOriginal(room, seq),
    translate: (name, values) => page.language.t(name, values),
  }),
  roomActions,
  history,
  members,
  moderation,
  moderationQueue: new ModerationQueue({ client, store, moderation }),
  edits: new MessageEdits({ client, store }),
  search: new MessageSearch({ client, store, clock, onAuthors }),
  exportMessages: (onProgress) => exportMessages({ client, clock, onProgress }),
  store,
  storage,
  browser,
  clock,
  language,
  embedding,
});

// Read from the storage each time: another tab may have received a newer token.  Who is signed in needs none: there is a
// cookie.
function credentials({ refused, expiring }) {
  const { loginKind, token, name } = storage;
  if (["account", "token", "former"].includes(loginKind) || expiring) {
    return null;
  }
  return token && token !== refused ? { token } : { guest: name };
}

// Each connection has a new token; a guest if nobody is signed in on the site around the frame.
async function tokenCredentials({ refused, expiring }) {
  const token = (!refused && !expiring && firstToken) || (await embedding.token());
  firstToken = null;
  if (token || expiring) {
    return token ? { token } : null;
  }
  return storage.loginKind === "guest" ? credentials({ refused }) : null;
}

// The page around the frame says who this is; else the person enters as on the page. A reader needs no name.
async function enterFrame(failures = 0) {
  if (hasTokens) {
    try {
      firstToken = await embedding.token();
    } catch (error) {
      login.showNote({ name: "embed.token", values: { message: error.message } });
      clock.after(Math.min(60_000, 5_000 * 2 ** failures), () => enterFrame(failures + 1));
      return;
    }
  }
  await login.loadSite();
  login.showNote(null);
  const knownGuest = storage.loginKind === "guest" && storage.isReturning;
  if (firstToken || (!hasTokens && storage.isReturning) || knownGuest) {
    client.connect();
  } else if (readOnly && store.state.loginForm.site?.guests && store.state.loginForm.site.signed_in === null) {
    login.enterAsGuest(page.language.t("embed.reader"));
  }
}

function openMessage(room, seq) {
  if (seq === null) {
    roomActions.open(room);
  } else {
    history.jump(room, seq);
  }
}

async function openRoute({ room, seq, refused }) {
  if (refused !== null) {
    const { name, values } = roomActions.roomNameProblem(refused) ?? { name: "room.invalid" };
    roomActions.showToast(name, values);
  } else if (room !== null && seq !== null) {
    await history.jump(room, seq);
    await browser.painted();
  } else if (room !== null) {
    roomActions.open(room);
  }
}

// A link of the kind `login` is used up before anybody is asked to sign in.
async function followLink(link) {
  if (link?.kind === "login") {
    await login.returnFromSite(link);
  } else {
    login.useLink(link);
  }
}

function startChat() {
  if (embedding !== null) {
    roomActions.open(embedding.room ?? LOBBY);
    return;
  }
  const open = browser.route().room ?? storage.active ?? LOBBY;
  const rooms = storage.rooms.filter((room) => room !== open);
  roomActions.open(open);
  roomActions.joinAll(rooms);
  new AddressSync({ store, browser, openRoute }).start();
}

// Before the handlers that update the store: read markers compare the server's position with this device's on a join.
new ReadMarkers({ client, store, storage, clock, browser });
new DraftStorage({ store, storage });
handleIdentityEvents(client, { store, storage, reload });
const knownUsers = new KnownUsers({ client, store });
handleRoomEvents(client, { store, storage, clock, showToast, joinRoom: embedding === null ? joinRoom : () => {}, readOnly });
handleModerationEvents(client, { store, storage, clock, showToast, readOnly });
if (!readOnly) {
  new SanctionTimers({ client, store, clock, rejoin: joinRoom });
}
new NetworkMonitor({ client, store, browser, retry: () => login.retryNow() });
page.addEventListener("entered", startChat, { once: true });
if (embedding !== null) {
  store.addEventListener("change", () => {
    const { unread = 0, mentions = 0, count = 0 } = store.state.rooms[embedding.room] ?? {};
    embedding.tellUnread({ unread, mentions, online: count });
  });
}
browser.addEventListener("route", () => browser.link && followLink(browser.link));
const link = embedding === null ? browser.link : null;
if (embedding === null && storage.isReturning && link === null) {
  // The connection is made while the page is drawn.
  client.connect();
}
if (embedding === null) {
  followLink(link).finally(() => login.loadSite());
} else {
  enterFrame();
}
page.show();
