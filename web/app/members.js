import { clean } from "../text/text.js";
import { may } from "../store/permissions.js";

/**
 * Rooms and their members: create, find, invite, direct messages, roles, leave.
 *
 * Methods for dialogs reject with the server's error, which the dialog shows.
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

  /** Create a room and open it. */
  async createRoom({ kind, room, title, topic }) {
    const named = kind === "private" ? {} : { room };
    const words = { title: clean(title).trim(), topic: clean(topic).trim() };
    const made = await this.#client.command("create", { kind, ...named, ...words });
    this.#store.dispatch({ type: "roomListed", listing: { room: made.room, kind, title: words.title, role: "owner" } });
    this.#roomActions.open(made.room);
  }

  /** A page of the public rooms that match all words, after `after`: `{rooms, more, next}`. */
  browseRooms({ text, after }) {
    return this.#client.directory({ text: clean(text).trim(), ...(after === null ? {} : { after }) });
  }

  /** Open the direct room with a user. */
  async openDirect(user) {
    const { room } = await this.#client.command("direct", { user: user.id });
    this.#store.dispatch({ type: "roomListed", listing: { room, kind: "direct", other: user, role: "member" } });
    this.#roomActions.open(room);
  }

  /** Promises the user with an account of that name. */
  async findAccount(name) {
    const { user } = await this.#client.command("find", { name: clean(name).trim().replace(/^@/, "") });
    return user;
  }

  async invite(room, user) {
    await this.#client.command("invite", { room, user: user.id });
    this.#roomActions.showToast("invited.done", { name: user.name });
  }

  /** Assign a role, or remove it with null. */
  async setRole(room, user, role) {
    await this.#showResult(this.#client.command("role", { room, user: user.id, role }), "role.done", { name: user.name });
  }

  /** Give up the membership of a room, and leave it. */
  async resign(room) {
    await this.#client.command("resign", { room });
    this.#roomActions.leave(room);
  }

  /** Decline an invitation. */
  async declineInvitation(room) {
    try {
      await this.#client.command("resign", { room });
    } catch (error) {
      this.#roomActions.showError(error);
    }
    this.#roomActions.hide(room);
  }

  /** Accept the role that an invitation to a room offers where the person is already. */
  async acceptRole(room) {
    await this.#answerOffer(room, this.#client.command("join", { room, limit: 0 }));
  }

  /** Decline it; the person stays in the room. */
  async declineRole(room) {
    await this.#answerOffer(room, this.#client.command("resign", { room }));
  }

  async #answerOffer(room, work) {
    try {
      await work;
      this.#store.dispatch({ type: "roomListed", listing: { room, invited: false } });
    } catch (error) {
      this.#roomActions.showError(error);
    }
  }

  async #showResult(work, name, values) {
    try {
      await work;
      this.#roomActions.showToast(name, values);
    } catch (error) {
      this.#roomActions.showError(error);
    }
  }

  // Load the members of a room when it is opened, once per connection; events update them.
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
      // The page works without the list.
    }
    this.#requested.delete(room);
    this.#store.dispatch({ type: "membersLoaded", room, members });
  }
}
