/**
 * Checks the connection when the browser reports a change of the network or of the page.
 *
 * A browser that reports `offline` may be wrong, and one that reports `online` knows nothing of the server: ask the
 * server each time. The same when the page was in the background, where its timers may have been suspended.
 */
export class NetworkMonitor {
  #client;
  #store;
  #browser;
  #retry;
  #checks = 0;

  /** `retry` is called when something that failed may succeed now. */
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
