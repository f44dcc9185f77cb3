/**
 * Holds the connection against what the browser says of the network and of the page.
 *
 * A browser that says `offline` may be wrong, and one that says `online` knows nothing of the server: each time the
 * server is asked.  The same when the page comes back from the background, where its timers may have stood still.
 */
export class NetworkMonitor {
  #client;
  #store;
  #browser;
  #retry;
  #checks = 0;

  /** `again` is called when something that failed may go well now. */
  constructor({ client, store, browser, retry = () => {} }) {
    this.#client = client;
    this.#store = store;
    this.#browser = browser;
    this.#retry = retry;
    browser.addEventListener("network", () => this.#check());
    browser.addEventListener("back", () => this.#check());
    client.addEventListener("state", ({ detail }) => detail.state === "online" && this.#setOffline(false));
    this.#setOffline(!browser.online);
  }

  async #check() {
    this.#checks += 1;
    const turn = this.#checks;
    const { online } = this.#browser;
    this.#setOffline(!online);
    if (online) {
      this.#retry();
    }
    const alive = await this.#client.check();
    if (alive && turn === this.#checks) {
      this.#setOffline(false);
    }
  }

  #setOffline(offline) {
    if (offline !== this.#store.state.offline) {
      this.#store.dispatch({ type: "networkChanged", offline });
    }
  }
}
