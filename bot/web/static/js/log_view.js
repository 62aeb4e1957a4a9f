// The conversation on the screen: days, groups of bubbles, and where one has scrolled to.

import { arrange, byId, element } from "./dom.js";
import { dayName, dayOf } from "./days.js";
import { messageView, paintProgress, paintTick } from "./message_view.js";

const NEAR = 80;
const TOGETHER = 5 * 60_000;
const TYPING = 8_000;

/** Draws a History. `on` is what one can do with a message; `on.older()` and `on.read()` follow the scrolling. */
export class LogView {
  #history;
  #on;
  #views = new Map();
  #days = new Map();
  #log = byId("log");
  #follows = true;
  #top = 0;
  #unread = 0;
  #typing = 0;
  #gone = new AbortController();
  #resized = new ResizeObserver(() => this.#follows && this.toEnd());

  constructor(history, on) {
    this.#history = history;
    this.#on = on;
    const { signal } = this.#gone;
    this.#log.addEventListener("scroll", () => this.#scrolled(), { signal, passive: true });
    byId("to-end").addEventListener("click", () => this.toEnd("smooth"), { signal });
    this.#resized.observe(byId("days"));
    this.#resized.observe(this.#log);
    this.#log.setAttribute("aria-busy", "true");
    this.refresh();
    this.toEnd();
    this.#log.setAttribute("aria-busy", "false");
  }

  close() {
    this.#gone.abort();
    this.#resized.disconnect();
    byId("days").replaceChildren();
    this.typing(false);
    this.#count(0);
  }

  /** Whether the newest message is in sight. */
  get atEnd() {
    return this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < NEAR;
  }

  /** A message came, changed, or moved on. */
  changed(message, isNew) {
    const view = this.#views.get(message.id);
    const onlyProgress = view && message.progress !== undefined && message.state === "waiting";
    if (onlyProgress && paintProgress(view, message.progress)) return;
    const followed = this.#follows;
    if (message.from === "bot") this.typing(false);
    this.#draw(message)?.classList.toggle("arriving", isNew);
    this.refresh();
    if (!isNew) return;
    // What was said here goes to the end; what was said in another window moves nobody.
    if (message.from === "bot") this.#arrived(message, followed);
    else if (message.state || followed) this.toEnd();
  }

  dropped(id) {
    this.#views.get(id)?.remove();
    this.#views.delete(id);
    this.refresh();
  }

  /** Older messages were put into the history: draw them above, and keep in sight what is. */
  grewUp() {
    const fromEnd = this.#log.scrollHeight - this.#log.scrollTop;
    this.#log.setAttribute("aria-busy", "true");
    this.refresh();
    this.#log.scrollTop = this.#log.scrollHeight - fromEnd;
    this.#log.setAttribute("aria-busy", "false");
  }

  /** Show or hide the dots; they go by themselves when nothing follows. */
  typing(shown) {
    clearTimeout(this.#typing);
    byId("typing").hidden = !shown;
    if (!shown) return;
    this.#typing = setTimeout(() => this.typing(false), TYPING);
    if (this.#follows) this.toEnd();
  }

  toEnd(behavior = "instant") {
    this.#follows = true;
    this.#log.scrollTo({ top: this.#log.scrollHeight, behavior });
    this.#count(0);
  }

  /** Read a message from its beginning: a long one, or one that changed in its place, whose tap stands below it. */
  toTopOf(message) {
    this.#follows = false;
    const top = this.#views.get(message.id).getBoundingClientRect().top - this.#log.getBoundingClientRect().top;
    this.#log.scrollBy({ top: top - 48, behavior: "instant" });
  }

  /** Bring days, groups, ticks and choices up to date with the history and the clock. */
  refresh() {
    const days = new Map();
    for (const message of this.#history.ordered) {
      const day = dayOf(message.at);
      if (!days.has(day)) days.set(day, []);
      days.get(day).push(message);
    }
    arrange(byId("days"), [...days].map(([day, messages]) => this.#day(day, messages)));
    for (const day of this.#days.keys()) if (!days.has(day)) this.#days.delete(day);
    byId("empty").hidden = this.#history.ordered.length > 0;
  }

  #day(day, messages) {
    if (!this.#days.has(day)) this.#days.set(day, dayView());
    const view = this.#days.get(day);
    view.firstChild.textContent = dayName(messages[0].at);
    const { current, answeredSeq } = this.#history;
    messages.forEach((message, place) => {
      const own = this.#views.get(message.id) ?? this.#draw(message);
      own.classList.toggle("first", !belongs(messages[place - 1], message));
      own.classList.toggle("last", !belongs(message, messages[place + 1]));
      own.classList.toggle("current", message === current);
      if (message.from === "me") paintTick(own, tickOf(message, answeredSeq));
    });
    arrange(view, [view.firstChild, ...messages.map((message) => this.#views.get(message.id))]);
    return view;
  }

  #draw(message) {
    const made = messageView(this.#history.get(message.id), this.#on);
    const before = this.#views.get(message.id);
    before?.replaceWith(made);
    this.#views.set(message.id, made);
    return made;
  }

  // A long answer is read from its beginning: the end is in sight only where all of it fits.
  #arrived(message, followed) {
    if (!followed) return this.#count(this.#unread + 1);
    const view = this.#views.get(message.id);
    const tooLong = view.offsetHeight > this.#log.clientHeight - 32;
    return tooLong ? this.toTopOf(message) : this.toEnd();
  }

  #scrolled() {
    // What grows below, as a picture that has loaded, moves nobody away: only scrolling up does.
    const { scrollTop } = this.#log;
    this.#follows = this.atEnd || (this.#follows && scrollTop >= this.#top);
    this.#top = scrollTop;
    if (this.#follows) this.#count(0);
    byId("to-end").hidden = this.#follows;
    if (scrollTop < 400) this.#on.older();
  }

  #count(unread) {
    this.#unread = unread;
    byId("to-end").hidden = this.atEnd;
    byId("to-end").querySelector("b").textContent = unread || "";
    byId("to-end").setAttribute("aria-label", unread ? `Đến tin mới nhất, ${unread} tin chưa xem` : "Đến tin mới nhất");
  }
}

function dayView() {
  return element("section", { class: "day" }, element("h2", { class: "day-name" }));
}

function belongs(one, next) {
  return Boolean(one && next) && one.from === next.from && next.when - one.when < TOGETHER;
}

function tickOf(message, answeredSeq) {
  if (message.state === "waiting" || message.state === "failed") return message.state;
  return answeredSeq > message.seq ? "answered" : "sent";
}
