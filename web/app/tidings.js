import { reasonIn } from "../store/sanctions.js";
import { givenTo, isHidden } from "../store/ranks.js";
import { isSlowed } from "../store/speaking.js";

/**
 * What comes in about rooms and people: roles, invitations, what was done to the person, slow mode.
 */
export function heed(client, { model, store, clock, notice }) {
  const on = (type, react) => client.addEventListener(type, ({ detail }) => react(detail));

  on("standing", (event) => model.dispatch({ type: "settings", room: event.room, event }));
  on("member", (event) => model.dispatch({ type: "member", room: event.room, event }));

  on("invited", ({ room, kind, title, by }) => {
    store.hidden = store.hidden.filter((one) => one !== room);
    const direct = kind === "direct";
    const line = { room, kind, title, by, role: "member", invited: !direct, ...(direct ? { other: by } : {}) };
    model.dispatch({ type: "line", line });
    notice(direct ? "invited.direct" : "invited.told", { name: by.name, id: room });
  });

  on("sanction", ({ room, action, until, reason }) => {
    if (action === "mute") {
      model.dispatch({ type: "silenced", room, bound: { until, reason } });
      notice("error.muted", { error: { code: "muted", until, message: reason } });
    } else if (action === "unmute") {
      model.dispatch({ type: "silenced", room, bound: null });
      notice("unmuted");
    } else if (action === "kick" && room === null) {
      notice("error.kicked", { error: { code: "kicked", message: reason } });
    }
  });

  // One waits after each message, on whichever device it was written.
  on("entries", ({ room, entries, replayed }) => {
    const own = entries.some(({ type, user }) => type === "message" && user.id === model.state.me?.id);
    const one = model.state.rooms[room];
    if (own && !replayed && one && isSlowed(one)) {
      model.dispatch({ type: "paused", room, until: clock.now() + one.slow });
    }
  });
  const told = new WeakSet();
  on("outbox", ({ room, items }) => {
    for (const { error } of items) {
      if (error?.code === "slow_mode" && error.retryAfter != null && !told.has(error)) {
        told.add(error);
        model.dispatch({ type: "paused", room, until: clock.now() + error.retryAfter });
      }
    }
  });
}

/** Whether the person belonged to a room that not everybody may see, and does no more: there is no way back. */
export function isRemoved({ rooms, me }, id) {
  const room = rooms[id];
  return room !== undefined && isHidden(room) && room.members !== null && givenTo(room, me) === null;
}

/** What keeps the person out of a room, out of the refusal that told so; null if it is none of that kind. */
export function barIn(error) {
  if (error?.code !== "banned" && error?.code !== "kicked") {
    return null;
  }
  return { code: error.code, until: error.until ?? null, reason: reasonIn(error.message, error.code) };
}
