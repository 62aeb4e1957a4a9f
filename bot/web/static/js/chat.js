// One open chat: what came, what goes out, and what the header and the foot say about it.

import { countUnread } from "./badge.js";
import { now } from "./days.js";
import { byId } from "./dom.js";
import { History } from "./history.js";
import { LogView } from "./log_view.js";
import { Outbox } from "./outbox.js";
import { page, Stream } from "./stream.js";

const RIGHT_NOW = 3_000;

/** Open the chat of the session with this token. `told.onMe(me)` with fresh facts, `told.onGone()` when the session ended. */
export async function openChat(session, told) {
  return new Chat(await page(), session, told);
}

class Chat {
  #history = new History();
  #letters = new Map();
  #oldest;
  #more;
  #loading = false;
  #tapped;
  #online = true;
  #log;
  #outbox = new Outbox((letter) => this.#moved(letter));
  #stream;
  #lostAt = 0;
  #minute;
  #closed = false;

  constructor(first, session, told) {
    this.#take(first);
    this.#log = new LogView(this.#history, {
      tap: (button, message) => this.tap(button, message),
      retry: (message) => this.#outbox.add(this.#letters.get(message.id)),
      drop: (message) => this.#dropped(message),
      older: () => this.#older(),
    });
    const newest = Math.max(0, ...first.messages.map((each) => each.seq));
    this.#stream = new Stream(newest, session, {
      onMessage: (message) => this.#came(message),
      onTyping: () => this.#typing(),
      onState: (state) => this.#state(state === "open"),
      onMe: told.onMe,
      onGone: told.onGone,
    });
    this.#minute = setInterval(() => this.refresh(), 30_000);
  }

  close() {
    this.#closed = true;
    this.#stream.close();
    this.#outbox.close();
    this.#log.close();
    clearInterval(this.#minute);
  }

  /** Whether something is not with the server yet. */
  get unsent() {
    return this.#outbox.size > 0;
  }

  /** Send words and files; the words go with the first file. */
  say(text, files = []) {
    if (!files.length) this.#send({ body: { kind: "text", text } }, text);
    files.forEach((file, place) => this.#send({ file, text: place ? "" : text }, place ? "" : text));
  }

  tap(button, message) {
    this.#tapped = message.id;
    this.#send({ body: { kind: "tap", key: button.key, message: message.id, label: button.label } }, button.label);
  }

  /** Bring the names of the days up to date. */
  refresh() {
    this.#log.refresh();
    this.#tellState();
  }

  #send(letter, text) {
    letter.id = newId();
    letter.at = new Date(Math.max(now(), this.#history.lastAt + 1)).toISOString();
    letter.shown = { from: "me", text, buttons: [], files: letter.file ? [localFile(letter.file)] : [] };
    this.#letters.set(letter.id, letter);
    this.#outbox.add(letter);
  }

  // A letter moved on. What the stream told of it in the meantime is newer.
  #moved(letter) {
    const { id, at, state, trouble, seq, progress } = letter;
    if (state === "sent") this.#letters.delete(id);
    if (!this.#history.get(id)?.seq) {
      const message = { ...letter.shown, id, at, state, trouble, seq: seq ?? 0 };
      if (letter.file && state === "waiting") message.progress = progress ?? 0;
      this.#put(message);
    }
    this.#tellState();
  }

  #came(message) {
    const isNew = this.#put(message);
    if (message.from !== "bot") return;
    if (isNew) countUnread();
    else if (message.id === this.#tapped) this.#log.toTopOf(message);
    if (isNew || message.id === this.#tapped) this.#tapped = null;
  }

  #put(message) {
    const isNew = this.#history.put(message);
    this.#log.changed(message, isNew);
    if (message.from === "bot") byId("state").classList.remove("busy");
    this.#tellState();
    return isNew;
  }

  #dropped(message) {
    this.#letters.delete(message.id);
    this.#history.drop(message.id);
    this.#log.dropped(message.id);
  }

  #take(answer) {
    answer.messages.forEach((message) => this.#history.put(message));
    this.#oldest = Math.min(this.#oldest ?? Infinity, ...answer.messages.map((each) => each.seq));
    this.#more = answer.more;
  }

  async #older() {
    if (!this.#more || this.#loading) return;
    this.#loading = true;
    byId("older").hidden = false;
    try {
      this.#take(await page(this.#oldest));
      this.#log.grewUp();
    } catch {
      // No connection: the next scroll asks again.
    }
    byId("older").hidden = true;
    this.#loading = false;
  }

  #typing() {
    this.#log.typing(true);
    byId("state").textContent = "đang viết…";
    byId("state").classList.add("busy");
  }

  #state(online) {
    if (!online && this.#online) this.#lostAt = Date.now();
    this.#online = online;
    if (online) this.#outbox.wake();
    this.#tellState();
    // A gap too short to notice is not worth a sentence.
    if (!online) setTimeout(() => this.#tellState(), RIGHT_NOW);
  }

  #tellState() {
    if (this.#closed) return;
    const state = byId("state");
    if (!this.#online) state.textContent = "đang kết nối lại…";
    else if (byId("typing").hidden || !state.classList.contains("busy")) state.textContent = "trợ lý tự động";
    state.classList.toggle("busy", !this.#online || !byId("typing").hidden);
    const away = this.#outbox.stuck || (!this.#online && Date.now() - this.#lostAt >= RIGHT_NOW);
    byId("status").hidden = !away;
    const waiting = this.#outbox.size ? `${this.#outbox.size} tin đang chờ và sẽ được gửi khi có kết nối.` : "";
    if (away) byId("status").textContent = `Chưa kết nối được với máy chủ; Trợ lý đang thử lại. ${waiting}`;
  }
}

function localFile(file) {
  const picture = /^image\/(png|jpeg|webp|gif)$/.test(file.type);
  return { name: file.name, size: file.size, type: file.type, picture, url: picture ? URL.createObjectURL(file) : "" };
}

// randomUUID is only there on https and localhost; a centre's local network may have neither.
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
