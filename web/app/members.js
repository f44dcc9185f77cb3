import { clean } from "../text/text.js";
import { may } from "../store/permissions.js";

/**
 * With whom the person is: rooms of their own, conversations of two, members, invitations, roles.
 *
 * What a dialog asks for promises to be done, and is rejected with the refusal, to be shown there.
 */
export class Members {
  #client;
  #store;
  #roomActions;
  #requested = new Set();

  constructor({ client, store, roomActions }) {
    this.#client = client;
    this.#store = store;
    this.#roomActions = roomActions;
    store.addEventListener("change", () => this.#storeChanged());
  }

  /** Make a room and open it. */
  async createRoom({ kind, room, title, topic }) {
    const named = kind === "private" ? {} : { room };
    const words = { title: clean(title).trim(), topic: clean(topic).trim() };
    const made = await this.#client.command("create", { kind, ...named, ...words });
    this.#store.dispatch({ type: "roomListed", listing: { room: made.room, kind, title: words.title, role: "owner" } });
    this.#roomActions.open(made.room);
  }

  /** A page of the public rooms that have all these words, behind `after`: `{rooms, more, next}`. */
  browseRooms({ text, after }) {
    return this.#client.directory({ text: clean(text).trim(), ...(after === null ? {} : { after }) });
  }

  /** Open the conversation with somebody. */
  async openDirect(user) {
    const { room } = await this.#client.command("direct", { user: user.id });
    this.#store.dispatch({ type: "roomListed", listing: { room, kind: "direct", other: user, role: "member" } });
    this.#roomActions.open(room);
  }

  /** Who has the account of that name. */
  async findAccount(name) {
    const { user } = await this.#client.command("find", { name: clean(name).trim().replace(/^@/, "") });
    return user;
  }

  async invite(room, user) {
    await this.#client.command("invite", { room, user: user.id });
    this.#roomActions.showToast("invited.done", { name: user.name });
  }

  /** Give somebody a role, or take it with null. */
  async setRole(room, user, role) {
    await this.#showResult(this.#client.command("role", { room, user: user.id, role }), "role.done", { name: user.name });
  }

  /** Not be a member any more, or not become one. */
  async resign(room) {
    await this.#client.command("resign", { room });
    this.#roomActions.leave(room);
  }

  /** Not come where one was invited. */
  async declineInvitation(room) {
    try {
      await this.#client.command("resign", { room });
    } catch (error) {
      this.#roomActions.showError(error);
    }
    this.#roomActions.hide(room);
  }

  async #showResult(work, name, values) {
    try {
      await work;
      this.#roomActions.showToast(name, values);
    } catch (error) {
      this.#roomActions.showError(error);
    }
  }

  // The members of a room are asked for when it is looked at, once on each connection: events tell the rest.
  #storeChanged() {
    const { room } = this.#store;
    if (!room?.joined) {
      this.#requested.delete(room?.id);
    } else if (room.members === null && may(room, "members") && !this.#requested.has(room.id)) {
      this.#requested.add(room.id);
      this.#loadMembers(room.id);
    }
  }

  async #loadMembers(room) {
    let members = [];
    try {
      ({ members } = await this.#client.list("members", { room }));
    } catch {
      // A room without them is no worse.
    }
    this.#requested.delete(room);
    this.#store.dispatch({ type: "membersLoaded", room, members });
  }
}
