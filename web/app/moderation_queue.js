import { may, maySite } from "../store/permissions.js";

const PAGE = 30;

/**
 * The moderators' desk: reports to be worked through, sanctions to be lifted, the log of who did what.  What lies on
 * it is in the state's `desk`.
 */
export class Desk {
  #client;
  #model;
  #order;
  #asked = new Set();
  #surveyed;

  constructor({ client, model, order }) {
    this.#client = client;
    this.#model = model;
    this.#order = order;
    model.addEventListener("change", () => this.#look());
    client.addEventListener("reported", ({ detail }) => this.#reported(detail));
  }

  /** Look at `reports` (open or `closed`), `sanctions` or `audit`, of a room or of all with null. */
  turn({ tab, room, closed = false }) {
    this.#model.dispatch({ type: "deskTurned", to: { tab, room, closed } });
    return this.#fetch({ further: false });
  }

  close() {
    this.#model.dispatch({ type: "deskTurned", to: null });
  }

  /** Fetch what is older. */
  async more() {
    const { desk } = this.#model.state;
    if (desk?.more && desk.state !== "busy") {
      this.#model.dispatch({ type: "deskAsked" });
      await this.#fetch({ further: true });
    }
  }

  /** Close a report: something was `done`, or it is `dismissed`. */
  async resolve(id, outcome) {
    await this.#try(id, async () => {
      await this.#client.command("resolve", { report: id, outcome });
      this.#model.dispatch({ type: "deskCleared", id });
    });
  }

  /** Delete the message that a report is about. */
  async remove({ id, room, seq }) {
    await this.#try(id, async () => {
      await this.#client.delete(room, seq);
      this.#model.dispatch({ type: "deskInHand", id, news: { text: null, busy: false } });
    });
  }

  /** End a sanction that is listed. */
  async lift({ id, ...sanction }) {
    await this.#try(id, async () => {
      await this.#order.lift(sanction);
      this.#model.dispatch({ type: "deskCleared", id });
    });
  }

  async #try(id, work) {
    const tell = (news) => this.#model.dispatch({ type: "deskInHand", id, news });
    tell({ busy: true, error: null });
    try {
      await work();
    } catch (error) {
      tell({ busy: false, error });
    }
  }

  async #fetch({ further }) {
    const { tab, room, closed, items, next } = this.#model.state.desk;
    const asked = { tab, room, closed };
    const where = room === null ? {} : { room };
    const from = tab === "sanctions" ? { after: next } : { before: items.at(-1)?.id };
    const page = { limit: PAGE, ...(further ? from : {}) };
    try {
      const got = await this.#ask(tab, { where, page, closed });
      this.#model.dispatch({ type: "deskCame", asked, further, ...got });
    } catch (error) {
      this.#model.dispatch({ type: "deskFailed", asked, error });
    }
  }

  async #ask(tab, { where, page, closed }) {
    if (tab === "sanctions") {
      const { sanctions, more, next } = await this.#client.command("sanctions", { ...where, ...page });
      return { items: sanctions.map(listed), more: Boolean(more), next };
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
    this.#model.dispatch({ type: "reported", room, open });
    const { desk } = this.#model.state;
    if (desk?.tab === "reports" && !desk.closed && (desk.room === null || desk.room === room)) {
      this.#fetch({ further: false });
    }
  }

  // How much waits in a room that is looked at, until the server tells by itself.
  #look() {
    const { room, state } = this.#model;
    if (maySite(state, "review") && this.#surveyed !== state.me?.id && state.link.state === "online") {
      this.#surveyed = state.me?.id;
      this.#survey();
    }
    if (room?.joined && may(room, "review") && !(room.id in state.reports) && !this.#asked.has(room.id)) {
      this.#asked.add(room.id);
      this.#count(room.id);
    }
  }

  // Whoever sees all reports is told of those in rooms they are not in only when they ask.
  async #survey() {
    try {
      const reports = await this.#open({});
      const rooms = [...new Set(reports.map(({ report }) => report.room))];
      for (const room of rooms) {
        const open = reports.filter(({ report }) => report.room === room).length;
        this.#model.dispatch({ type: "reported", room, open });
      }
    } catch {
      // The desk tells when it is opened.
    }
  }

  // The newest reports that wait.  A page may hold fewer than were asked for.
  async #open(where) {
    const found = [];
    for (let more = true; more && found.length < PAGE;) {
      const from = found.length > 0 ? { before: found.at(-1).report.id } : {};
      const page = await this.#client.command("reports", { ...where, limit: PAGE, ...from });
      found.push(...page.reports);
      more = page.more && page.reports.length > 0;
    }
    return found;
  }

  async #count(room) {
    try {
      const reports = await this.#open({ room });
      this.#model.dispatch({ type: "reported", room, open: reports.length });
    } catch {
      // The next report tells.
    }
  }
}

// A sanction is known by its kind, whom it binds, and where.
function listed(sanction) {
  const subject = sanction.user ?? sanction.address ?? "";
  return { ...sanction, subject, id: `${sanction.kind} ${subject} ${sanction.room ?? ""}` };
}
