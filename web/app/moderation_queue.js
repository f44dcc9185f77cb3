import { may, maySite } from "../store/permissions.js";

const PAGE = 30;

/**
 * The moderators' desk: reports to be worked through, sanctions to be lifted, the log of who did what.  What lies on
 * it is in the state's `desk`.
 */
export class ModerationQueue {
  #client;
  #store;
  #moderation;
  #counted = new Set();
  #countedFor;

  constructor({ client, store, moderation }) {
    this.#client = client;
    this.#store = store;
    this.#moderation = moderation;
    store.addEventListener("change", () => this.#storeChanged());
    client.addEventListener("reported", ({ detail }) => this.#reported(detail));
  }

  /** Look at `reports` (open or `closed`), `sanctions` or `audit`, of a room or of all with null. */
  show({ tab, room, closed = false }) {
    this.#store.dispatch({ type: "queueShown", request: { tab, room, closed } });
    return this.#load({ further: false });
  }

  close() {
    this.#store.dispatch({ type: "queueShown", request: null });
  }

  /** Fetch what is older. */
  async loadMore() {
    const { moderationQueue } = this.#store.state;
    if (moderationQueue?.more && moderationQueue.state !== "busy") {
      this.#store.dispatch({ type: "queueRequested" });
      await this.#load({ further: true });
    }
  }

  /** Close a report: something was `done`, or it is `dismissed`. */
  async resolve(id, outcome) {
    await this.#updateWhile(id, async () => {
      await this.#client.command("resolve", { report: id, outcome });
      this.#store.dispatch({ type: "queueItemRemoved", id });
    });
  }

  /** Delete the message that a report is about. */
  async deleteMessage({ id, room, seq }) {
    await this.#updateWhile(id, async () => {
      await this.#client.delete(room, seq);
      this.#store.dispatch({ type: "queueItemChanged", id, changes: { text: null, busy: false } });
    });
  }

  /** End a sanction that is listed. */
  async lift({ id, ...sanction }) {
    await this.#updateWhile(id, async () => {
      await this.#moderation.lift(sanction);
      this.#store.dispatch({ type: "queueItemRemoved", id });
    });
  }

  async #updateWhile(id, work) {
    const update = (changes) => this.#store.dispatch({ type: "queueItemChanged", id, changes });
    update({ busy: true, error: null });
    try {
      await work();
    } catch (error) {
      update({ busy: false, error });
    }
  }

  async #load({ further }) {
    const { tab, room, closed, items, next } = this.#store.state.moderationQueue;
    const request = { tab, room, closed };
    const where = room === null ? {} : { room };
    const from = tab === "sanctions" ? { after: next } : { before: items.at(-1)?.id };
    const page = { limit: PAGE, ...(further ? from : {}) };
    try {
      const got = await this.#request(tab, { where, page, closed });
      this.#store.dispatch({ type: "queueLoaded", request, further, ...got });
    } catch (error) {
      this.#store.dispatch({ type: "queueFailed", request, error });
    }
  }

  async #request(tab, { where, page, closed }) {
    if (tab === "sanctions") {
      const { sanctions, more, next } = await this.#client.command("sanctions", { ...where, ...page });
      return { items: sanctions.map(sanctionItem), more: Boolean(more), next };
    }
    if (tab === "audit") {
      const { acts, more } = await this.#client.command("audit", { ...where, ...page });
      return { items: acts, more };
    }
    const { reports, more } = await this.#client.command("reports", {
      ...where,
      ...page,
      ...(closed ? { closed } : {}),
    });
    return { items: reports.map(({ report, text }) => ({ ...report, text })), more };
  }

  // Somebody has reported or resolved something while the queue is looked at.
  #reported({ room, open }) {
    this.#store.dispatch({ type: "reportsCounted", room, open });
    const { moderationQueue } = this.#store.state;
    if (moderationQueue?.tab === "reports" && !moderationQueue.closed && (moderationQueue.room === null || moderationQueue.room === room)) {
      this.#load({ further: false });
    }
  }

  // How much waits in a room that is looked at, until the server tells by itself.
  #storeChanged() {
    const { room, state } = this.#store;
    if (maySite(state, "review") && this.#countedFor !== state.me?.id && state.connection.state === "online") {
      this.#countedFor = state.me?.id;
      this.#countAll();
    }
    if (room?.joined && may(room, "review") && !(room.id in state.reports) && !this.#counted.has(room.id)) {
      this.#counted.add(room.id);
      this.#countRoom(room.id);
    }
  }

  // Whoever sees all reports is told of those in rooms they are not in only when they ask.
  async #countAll() {
    try {
      const reports = await this.#openReports({});
      const rooms = [...new Set(reports.map(({ report }) => report.room))];
      for (const room of rooms) {
        const open = reports.filter(({ report }) => report.room === room).length;
        this.#store.dispatch({ type: "reportsCounted", room, open });
      }
    } catch {
      // The desk tells when it is opened.
    }
  }

  // The newest reports that wait.  A page may hold fewer than were asked for.
  async #openReports(where) {
    const found = [];
    for (let more = true; more && found.length < PAGE;) {
      const from = found.length > 0 ? { before: found.at(-1).report.id } : {};
      const page = await this.#client.command("reports", { ...where, limit: PAGE, ...from });
      found.push(...page.reports);
      more = page.more && page.reports.length > 0;
    }
    return found;
  }

  async #countRoom(room) {
    try {
      const reports = await this.#openReports({ room });
      this.#store.dispatch({ type: "reportsCounted", room, open: reports.length });
    } catch {
      // The next report tells.
    }
  }
}

// A sanction is known by its kind, whom it binds, and where.
function sanctionItem(sanction) {
  const subject = sanction.user ?? sanction.address ?? "";
  return { ...sanction, subject, id: `${sanction.kind} ${subject} ${sanction.room ?? ""}` };
}
