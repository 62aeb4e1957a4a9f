// News of the chat by Server-Sent Events. Nothing is lost: every connection begins after the last thing that was seen.

import { read, whoAmI } from "./api.js";

const FIRST_WAIT = 400;
const LONGEST_WAIT = 15_000;
const ASLEEP = 30_000;

/** Listens until closed. Tells `onMessage`, `onTyping`, `onState` ("open" or "lost"), `onMe`; `onGone` when the session ended. */
export class Stream {
  #session;
  #after;
  #told;
  #source = null;
  #timer = 0;
  #failures = 0;
  #closed = false;
  #hiddenAt = 0;

  /** `after` is the last `seq` seen, `session` the token of the session whose chat it is. */
  constructor(after, session, told) {
    this.#after = after;
    this.#session = session;
    this.#told = told;
    this.#listen();
    addEventListener("online", this.#hurry);
    document.addEventListener("visibilitychange", this.#seen);
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#source?.close();
    removeEventListener("online", this.#hurry);
    document.removeEventListener("visibilitychange", this.#seen);
  }

  #listen() {
    const source = (this.#source = new EventSource(`/api/events?after=${this.#after}`));
    source.onopen = () => {
      this.#failures = 0;
      this.#told.onState("open");
    };
    source.onerror = () => this.#lost();
    source.addEventListener("message", (event) => {
      this.#after = Math.max(this.#after, Number(event.lastEventId) || 0);
      this.#told.onMessage(JSON.parse(event.data));
    });
    source.addEventListener("typing", () => this.#told.onTyping());
  }

  #lost() {
    this.#source?.close();
    this.#source = null;
    if (this.#closed) return;
    this.#told.onState("lost");
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures++);
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#again(), wait * (0.75 + Math.random() / 2));
  }

  // An EventSource does not say why it failed: who-am-I tells a server that is away from a session that has ended.
  async #again() {
    try {
      const me = await whoAmI();
      if (this.#closed) return;
      if (!me.open || me.csrf !== this.#session) this.#told.onGone();
      else {
        this.#told.onMe(me);
        this.#listen();
      }
    } catch {
      this.#lost();
    }
  }

  #hurry = () => {
    if (this.#closed || this.#source) return;
    clearTimeout(this.#timer);
    this.#failures = 0;
    this.#again();
  };

  // A phone that slept may hold a connection that died without a word.
  #seen = () => {
    if (document.hidden) this.#hiddenAt = Date.now();
    else if (this.#hiddenAt && Date.now() - this.#hiddenAt > ASLEEP) {
      this.#source?.close();
      this.#source = null;
      this.#hurry();
    } else this.#hurry();
  };
}

/** A page of older messages, or the newest without `before`. */
export function page(before) {
  return read(`/api/messages?limit=50${before ? `&before=${before}` : ""}`);
}
