// The demonstration's panel: whom to be, and the clock that can be moved.

import { read, send } from "./api.js";
import { dateOf, now, setClock, timeOf, weekdayOf } from "./days.js";
import { byId, element } from "./dom.js";

const HUES = 8;
const NOBODY = "Khách";
const drawer = matchMedia("(max-width: 62.49rem)");

/** Shows people and clock. `on.leaving()` before one is somebody else, `on.became()` after; `on.moved()` when the clock was moved. */
export class Panel {
  me = "";
  #on;
  #people = [];

  constructor(on) {
    this.#on = on;
    byId("panel").hidden = false;
    byId("panel-open").hidden = false;
    byId("panel-open").addEventListener("click", () => this.#open());
    byId("panel-close").addEventListener("click", () => this.#close());
    byId("scrim").addEventListener("click", () => this.#close());
    byId("panel").addEventListener("keydown", (event) => event.key === "Escape" && this.#close());
    document.querySelectorAll(".clock-moves button").forEach((button) => {
      button.addEventListener("click", () => this.#move(button));
    });
    setInterval(showClock, 5_000);
  }

  /** Read people and clock; be the first person if one is nobody yet. Says whether that changed who one is. */
  async load() {
    const known = await read("/demo/people");
    this.#people = known.people.map((person) => ({ ...person, name: person.name || NOBODY }));
    this.me = known.me;
    setClock(known.clock);
    showClock();
    this.#showPeople();
    if (this.me) return false;
    await this.be(this.#people[0].code);
    return true;
  }

  async be(code) {
    await send("/demo/as", { code });
    this.me = code;
    this.#showPeople();
    this.#close();
  }

  #showPeople() {
    byId("people").replaceChildren(...this.#people.map((person, place) => {
      const button = element("button", { "aria-current": String(person.code === this.me) },
        element("span", { class: `avatar hue-${place % HUES}`, "aria-hidden": "true" }, initials(person.name)),
        element("span", {}, element("strong", {}, person.name), element("small", {}, capital(person.who))));
      button.addEventListener("click", () => this.#become(person.code));
      return element("li", {}, button);
    }));
    byId("people").querySelector("[aria-current=true]")?.scrollIntoView({ block: "nearest" });
  }

  async #become(code) {
    if (code === this.me) return this.#close();
    this.#on.leaving();
    await this.be(code).catch((problem) => tell(sentenceOf(problem)));
    return this.#on.became();
  }

  async #move(button) {
    const buttons = document.querySelectorAll(".clock-moves button");
    buttons.forEach((each) => (each.disabled = true));
    tell("Đang chạy các việc đến hạn…");
    try {
      setClock((await send("/demo/clock", { to: button.dataset.to })).clock);
      tell(`Đã chuyển đến ${dateOf(now())}. Tin gửi người khác xem được khi đổi người.`);
    } catch (problem) {
      tell(sentenceOf(problem));
    }
    showClock();
    buttons.forEach((each) => (each.disabled = false));
    button.focus();
    this.#on.moved();
  }

  #open() {
    byId("panel").classList.add("open");
    byId("scrim").hidden = false;
    byId("panel-open").setAttribute("aria-expanded", "true");
    byId("panel-close").focus();
  }

  #close() {
    if (!drawer.matches || !byId("panel").classList.contains("open")) return;
    byId("panel").classList.remove("open");
    byId("scrim").hidden = true;
    byId("panel-open").setAttribute("aria-expanded", "false");
    byId("panel-open").focus();
  }
}

function showClock() {
  byId("clock-time").textContent = timeOf(now());
  byId("clock-day").replaceChildren(weekdayOf(now()), element("br"), dateOf(now()));
}

function tell(sentence) {
  byId("clock-news").textContent = sentence;
}

const sentenceOf = (problem) =>
  problem instanceof TypeError ? "Chưa kết nối được với máy chủ. Xin thử lại." : problem.message;

const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The first letters of the family name and the given name. */
function initials(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2)).toUpperCase();
}
