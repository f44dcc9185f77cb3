import { clean } from "../text/text.js";
import { may } from "../store/permissions.js";

/**
 * With whom the person is: rooms of their own, conversations of two, members, invitations, roles.
 *
 * What a dialog asks for promises to be done, and is rejected with the refusal, to be shown there.
 */
export class Company {
  #client;
  #model;
  #intents;
  #asked = new Set();

  constructor({ client, model, intents }) {
    this.#client = client;
    this.#model = model;
    this.#intents = intents;
    model.addEventListener("change", () => this.#look());
  }

  /** Make a room and open it. */
  async create({ kind, room, title, topic }) {
    const named = kind === "private" ? {} : { room };
    const words = { title: clean(title).trim(), topic: clean(topic).trim() };
    const made = await this.#client.command("create", { kind, ...named, ...words });
    this.#model.dispatch({ type: "line", line: { room: made.room, kind, title: words.title, role: "owner" } });
    this.#intents.open(made.room);
  }

  /** A page of the public rooms that have all these words, behind `after`: `{rooms, more, next}`. */
  browse({ text, after }) {
    return this.#client.directory({ text: clean(text).trim(), ...(after === null ? {} : { after }) });
  }

  /** Open the conversation with somebody. */
  async direct(user) {
    const { room } = await this.#client.command("direct", { user: user.id });
    this.#model.dispatch({ type: "line", line: { room, kind: "direct", other: user, role: "member" } });
    this.#intents.open(room);
  }

  /** Who has the account of that name. */
  async find(name) {
    const { user } = await this.#client.command("find", { name: clean(name).trim().replace(/^@/, "") });
    return user;
  }

  async invite(room, user) {
    await this.#client.command("invite", { room, user: user.id });
    this.#intents.notice("invited.done", { name: user.name });
  }

  /** Give somebody a role, or take it with null. */
  async give(room, user, role) {
    await this.#told(this.#client.command("role", { room, user: user.id, role }), "role.done", { name: user.name });
  }

  /** Not be a member any more, or not become one. */
  async resign(room) {
    await this.#client.command("resign", { room });
    this.#intents.leave(room);
  }

  /** Not come where one was invited. */
  async decline(room) {
    try {
      await this.#client.command("resign", { room });
    } catch (error) {
      this.#intents.refused(error);
    }
    this.#intents.hide(room);
  }

  async #told(work, name, values) {
    try {
      await work;
      this.#intents.notice(name, values);
    } catch (error) {
      this.#intents.refused(error);
    }
  }

  // The members of a room are asked for when it is looked at, once on each connection: events tell the rest.
  #look() {
    const { room } = this.#model;
    if (!room?.joined) {
      this.#asked.delete(room?.id);
    } else if (room.members === null && may(room, "members") && !this.#asked.has(room.id)) {
      this.#asked.add(room.id);
      this.#ask(room.id);
    }
  }

  async #ask(room) {
    let members = [];
    try {
      ({ members } = await this.#client.list("members", { room }));
    } catch {
      // A room without them is no worse.
    }
    this.#asked.delete(room);
    this.#model.dispatch({ type: "members", room, members });
  }
}
