const ACCOUNT = /^a\./;

/**
 * Who the client turns out to be: told to the model, and kept on this device.
 *
 * `anew` opens the page again when it is somebody else than the one whose rooms and drafts are kept here.
 */
export function recognise(client, { model, store, anew }) {
  const on = (type, react) => client.addEventListener(type, ({ detail }) => react(detail));

  on("login", ({ user, token, account }) => {
    const other = ACCOUNT.test(store.owner ?? "") && store.owner !== user.id;
    if (other) {
      store.forget();
    }
    store.owner = user.id;
    store.kind = ACCOUNT.test(user.id) ? "account" : "guest";
    if (token) {
      store.token = token;
    } else if (store.kind === "account") {
      store.token = null;
    }
    become(user, account);
    if (other) {
      anew();
    }
  });
  on("me", ({ user, account }) => become(user, account ?? client.account));
  on("sanction", ({ room, action, until, reason }) => {
    if (room === null && action === "ban") {
      model.dispatch({ type: "out", bar: { until, reason } });
    }
  });
  on("state", ({ state, error, code }) => {
    if (state === "refused" && error.code === "banned") {
      const reason = error.message === error.code ? "" : error.message;
      model.dispatch({ type: "out", bar: { until: error.until ?? null, reason } });
    } else if (state === "ended" && code === 4503 && model.state.out === null) {
      model.dispatch({ type: "out", bar: { until: null, reason: "" } });
    } else if (state === "online") {
      model.dispatch({ type: "out", bar: null });
    }
  });

  function become(user, account) {
    store.name = user.name.replace(/^~/, "");
    model.dispatch({ type: "me", user });
    model.dispatch({ type: "account", account: account ?? null });
  }
}
