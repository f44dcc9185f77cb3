/**
 * The site's own login (single sign-on): the way to it, and the way back with a token.
 *
 * The address to come back to has a random state, known to this tab only. A token counts only beside that state, once:
 * a link of another site cannot sign somebody in as somebody else (login CSRF).
 */
export class SiteLogin {
  #storage;
  #browser;
  #embedding;
  #newState;

  /** `newState` makes a random state; `embedding` is the page around this one, or null. */
  constructor({ storage, browser, newState, embedding = null }) {
    this.#storage = storage;
    this.#browser = browser;
    this.#embedding = embedding;
    this.#newState = newState;
  }

  /** The address of the login: `template` of the settings, `{return}` in it replaced by the address to come back to. */
  address(template) {
    return template.replace("{return}", encodeURIComponent(this.#returnAddress()));
  }

  /** The token that the login sent back with `link`; null if this tab has not asked for it, or there is none. */
  takeToken({ state, token }) {
    const wanted = this.#storage.loginState;
    this.#storage.loginState = null;
    if (wanted?.room) {
      this.#browser.setRoute({ room: wanted.room });
    }
    return token && wanted?.state === state ? token : null;
  }

  // In a frame, the page around it is the one to come back to: it asks its own site for the token.
  #returnAddress() {
    if (this.#embedding !== null) {
      return this.#embedding.hostAddress;
    }
    const state = this.#storage.loginState?.state ?? this.#newState();
    this.#storage.loginState = { state, room: this.#browser.route().room };
    return new URL(`#/login/${state}/`, new URL(".", this.#browser.base)).href;
  }
}
