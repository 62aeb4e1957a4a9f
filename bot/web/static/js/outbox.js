// What the person sent and the server has not taken yet: in order, again and again, always under the same id.

import { Refused, send, upload } from "./api.js";

const FIRST_WAIT = 800;
const LONGEST_WAIT = 10_000;

/** Sends one thing after another. `changed(letter)` after every step: `waiting`, `sent` or `failed`. */
export class Outbox {
  #letters = [];
  #changed;
  #working = false;
  #failures = 0;
  #timer = 0;
  #closed = false;

  constructor(changed) {
    this.#changed = changed;
  }

  /** How many wait. */
  get size() {
    return this.#letters.length;
  }

  /** Whether the last attempt found no server. */
  get stuck() {
    return this.#failures > 0 && this.size > 0;
  }

  /** Take a letter: `{id, body}` or `{id, file, text}`. */
  add(letter) {
    letter.state = "waiting";
    letter.trouble = "";
    this.#letters.push(letter);
    this.#changed(letter);
    this.wake();
  }

  /** Try at once: the connection is back. */
  wake() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#work();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  async #work() {
    if (this.#working) return;
    this.#working = true;
    while (this.#letters.length && !this.#closed && !this.#timer) await this.#sendFirst();
    this.#working = false;
  }

  async #sendFirst() {
    const letter = this.#letters[0];
    try {
      const taken = await deliver(letter, () => this.#changed(letter));
      this.#failures = 0;
      Object.assign(letter, { state: "sent", seq: taken.seq });
      this.#letters.shift();
    } catch (problem) {
      if (problem instanceof Refused && !problem.passing) this.#giveUp(letter, problem.message);
      else this.#later();
    }
    if (!this.#closed) this.#changed(letter);
  }

  #giveUp(letter, sentence) {
    Object.assign(letter, { state: "failed", trouble: sentence, progress: undefined });
    this.#letters.shift();
  }

  #later() {
    const wait = Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.#failures++);
    this.#timer = setTimeout(() => this.wake(), wait);
  }
}

function deliver(letter, progressed) {
  if (!letter.file) return send("/api/messages", { id: letter.id, ...letter.body });
  const query = new URLSearchParams({ name: letter.file.name, text: letter.text });
  return upload(`/api/files/${letter.id}?${query}`, letter.file, (share) => {
    letter.progress = share;
    progressed();
  });
}
