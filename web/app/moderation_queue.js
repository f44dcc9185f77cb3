import { may, maySite } from "../store/permissions.js";

const PAGE = 30;

/**
 * The moderation dialog's data: reports, active sanctions, audit log. What is shown is in the state's
 * `moderationQueue`.
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

  /** Show `reports` (open or `closed`), `sanctions` or `audit`, of one room or of all with null. */
  show({ tab, room, closed = false }) {
    this.#store.dispatch({ type: "queueShown", request: { tab, room, closed } });
    return this.#load({ further: false });
  }

  close() {
    this.#store.dispatch({ type: "queueShown", request: null });
  }

  /** Load the next page. */
  async loadMore() {
    const { moderationQueue } = this.#store.state;
    if (moderationQueue?.more && moderationQueue.state !== "busy") {
      this.#store.dispatch({ type: "queueRequested" });
      await this.#load({ further: true });
    }
  }

  /** Close a report as `done` or `dismissed`. */
  async resolve(id, outcome) {
    await this.#updateWhile(id, async () => {
      await this.#client.command("resolve", { report: id, outcome });
      this.#store.dispatch({ type: "queueItemRemoved", id });
    });
  }

  /** Delete the message of a report. */
  async deleteMessage({ id, room, seq }) {
    await this.#updateWhile(id, async () => {
      await this.#client.delete(room, seq);
      this.#store.dispatch({ type: "queueItemChanged", id, changes: { text: null, busy: false } });
    });
  }

  /** End a listed sanction. */
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

  // A report came or was closed while the list is open.
  #reported({ room, open }) {
    this.#store.dispatch({ type: "reportsCounted", room, open });
    const { moderationQueue } = this.#store.state;
    if (moderationQueue?.tab === "reports" && !moderationQueue.closed && (moderationQueue.room === null || moderationQueue.room === room)) {
      this.#load({ further: false });
    }
  }

  // Count the open reports of a room when it is opened; later the server sends the numbers.
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

  // The server sends numbers only for joined rooms; whoever may review all reports asks for the others.
  async #countAll() {
    try {
      const reports = await this.#openReports({});
      const rooms = [...new Set(reports.map(({ report }) => report.room))];
      for (const room of rooms) {
        const open = reports.filter(({ report }) => report.room === room).length;
        this.#store.dispatch({ type: "reportsCounted", room, open });
      }
    } catch {
      // The moderation dialog shows the error when it is opened.
    }
  }

  // The newest open reports. A page may hold fewer than requested.
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
      // The next `reported` event has the number.
    }
  }
}

// A sanction has no id: it is identified by kind, user or address, and room.
function sanctionItem(sanction) {
  const subject = sanction.user ?? sanction.address ?? "";
  return { ...sanction, subject, id: `${sanction.kind} ${subject} ${sanction.room ?? ""}` };
}
