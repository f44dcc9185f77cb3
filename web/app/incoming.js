import { barIn, isRemoved } from "./tidings.js";

/**
 * What comes in from the client, told to the model, and kept in the store where it should outlast the page.
 *
 * `bring` is called with a room among few in which something was said while it was not open: to be in it again.
 */
export function listen(client, { model, store, clock, notice, bring = () => {} }) {
  const on = (type, react) => client.addEventListener(type, ({ detail }) => react(detail));

  on("state", (link) => {
    model.dispatch({ type: "link", link });
    if (link.state === "online") {
      ask();
    }
  });
  on("welcome", ({ limits }) => model.dispatch({ type: "limits", limits }));

  on("joined", (answer) => {
    const { room } = answer;
    model.dispatch({ type: "joined", room, answer, seen: store.seen(room) });
  });
  on("entries", ({ room, entries, replayed }) => model.dispatch({ type: "entries", room, entries, replayed }));
  on("outbox", ({ room, items }) => {
    store.setUnsent(room, items.map(unsent));
    model.dispatch({ type: "outbox", room, items });
  });
  on("left", ({ room, error }) => {
    store.setUnsent(room, []);
    const removed = error !== undefined && isRemoved(model.state, room);
    const bar = removed ? null : barIn(error);
    if (bar) {
      model.dispatch({ type: "barred", room, bar });
      return;
    }
    store.rooms = store.rooms.filter((one) => one !== room);
    // Told first: a room that is left has no name.
    if (error) {
      notice(lossOf(error, { removed, known: model.state.rooms[room]?.epoch != null }), { id: room, error });
    }
    model.dispatch({ type: "left", room });
    if (removed) {
      model.dispatch({ type: "dropped", room });
    }
  });

  on("presence", (event) => model.dispatch({ type: "presence", room: event.room, event }));
  on("room", (event) => model.dispatch({ type: "settings", room: event.room, event }));
  on("erase", ({ user }) => {
    model.dispatch({ type: "erase", user });
    if (user === model.state.me?.id) {
      store.forget();
    }
  });
  on("seen", (event) => {
    if (!store.hidden.includes(event.room)) {
      model.dispatch({ type: "seen", event });
    }
  });
  on("activity", (event) => {
    const few = event.room.startsWith("~");
    if (event.room in model.state.lines) {
      model.dispatch({ type: "activity", event });
    } else if (few) {
      // A conversation among few comes back by itself when somebody goes on with it.
      store.hidden = store.hidden.filter((one) => one !== event.room);
      ask();
    } else if (!store.hidden.includes(event.room)) {
      ask();
    }
    // Only who is in a room is told who says what.
    if (few && !model.state.lines[event.room]?.invited && client.joined.length < (model.state.limits.rooms ?? 0) - SPARE) {
      bring(event.room);
    }
  });

  // Which rooms the person has read in before; a server without such a list is no worse without it.
  async function ask() {
    try {
      const { rooms } = await client.rooms();
      model.dispatch({ type: "listed", rooms: rooms.filter(({ room }) => !store.hidden.includes(room)) });
    } catch {
      // Asked again with the next connection.
    }
  }

  let calm = () => {};
  on("signal", ({ room, name, user }) => {
    if (name === "typing" && user.id !== model.state.me?.id) {
      model.dispatch({ type: "typing", room, user, now: clock.now() });
      calm();
      calm = clock.after(FADES, fade);
    }
  });
  function fade() {
    model.dispatch({ type: "fade", now: clock.now() });
    const typing = Object.values(model.state.rooms).some((room) => Object.keys(room.typing).length > 0);
    calm = typing ? clock.after(FADES, fade) : () => {};
  }
}

const FADES = 1000;
// So many of the rooms that one may be in are left for those that the person opens.
const SPARE = 10;

// The text that says why one is not in a room; `known` is whether one was in it before.
function lossOf({ code }, { removed, known }) {
  if (removed) {
    return "room.removed";
  }
  if (code === "not_found") {
    return "room.unknown";
  }
  return known ? "room.lost" : "room.refused";
}

// What failed is kept with its reason, so that a reload neither loses it nor sends it by itself.
function unsent({ key, text, reply_to, time, state, error }) {
  const { code, message, field } = error ?? {};
  return { key, text, reply_to, time, ...(state === "failed" ? { error: { code, message, field } } : {}) };
}
