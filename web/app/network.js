/**
 * Holds the connection against what the browser says of the network and of the page.
 *
 * A browser that says `offline` may be wrong, and one that says `online` knows nothing of the server: each time the
 * server is asked.  The same when the page comes back from the background, where its timers may have stood still.
 */
export class Network {
  #client;
  #model;
  #surroundings;
  #again;
  #turn = 0;

  /** `again` is called when something that failed may go well now. */
  constructor({ client, model, surroundings, again = () => {} }) {
    this.#client = client;
    this.#model = model;
    this.#surroundings = surroundings;
    this.#again = again;
    surroundings.addEventListener("network", () => this.#changed());
    surroundings.addEventListener("back", () => this.#changed());
    client.addEventListener("state", ({ detail }) => detail.state === "online" && this.#tell(false));
    this.#tell(!surroundings.online);
  }

  async #changed() {
    this.#turn += 1;
    const turn = this.#turn;
    const { online } = this.#surroundings;
    this.#tell(!online);
    if (online) {
      this.#again();
    }
    const alive = await this.#client.check();
    if (alive && turn === this.#turn) {
      this.#tell(false);
    }
  }

  #tell(offline) {
    if (offline !== this.#model.state.offline) {
      this.#model.dispatch({ type: "network", offline });
    }
  }
}
