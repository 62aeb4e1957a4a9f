// The list of what may be asked: opened by its button or by typing "/", narrowed by words with or without marks.

import { byId, byTouch, element } from "./dom.js";

/** Shows commands; `choose(name)` hears which one. `commands` may be set anew at any time. */
export class CommandMenu {
  commands = [];
  #choose;
  #box = byId("commands");
  #filter = byId("commands-filter");
  #opener = byId("commands-open");

  constructor(choose) {
    this.#choose = choose;
    this.#opener.addEventListener("click", () => (this.#box.hidden ? this.#open() : this.close()));
    this.#filter.addEventListener("input", () => this.#show(this.#filter.value));
    this.#box.addEventListener("keydown", (event) => this.#key(event));
    document.addEventListener("pointerdown", (event) => {
      if (!this.#box.contains(event.target) && !this.#opener.contains(event.target)) this.close();
    });
    byId("field").addEventListener("keydown", (event) => this.#keyInField(event));
  }

  /** What stands in the field: a beginning of a command opens the list, anything else closes it. */
  typed(text) {
    if (!/^\/\S*$/.test(text)) return this.close();
    this.#filter.hidden = true;
    this.#show(text.slice(1));
    return this.#visible(true);
  }

  close() {
    this.#visible(false);
  }

  #open() {
    this.#filter.hidden = false;
    this.#filter.value = "";
    this.#show("");
    this.#visible(true);
    // The keyboard of a phone would cover what is to be chosen from.
    (byTouch.matches ? this.#box.querySelector("li button") : this.#filter)?.focus();
  }

  #visible(shown) {
    this.#box.hidden = !shown;
    this.#opener.setAttribute("aria-expanded", String(shown));
  }

  #show(words) {
    const wanted = fold(words);
    const found = this.commands.filter((each) => fold(`${each.name} ${each.summary}`).includes(wanted));
    byId("commands-none").hidden = found.length > 0;
    byId("commands-list").replaceChildren(...found.map((command) => {
      const button = element("button", { type: "button" },
        element("span", {}, command.summary), element("code", {}, `/${command.name}`));
      button.addEventListener("click", () => {
        this.close();
        this.#choose(command.name);
      });
      return element("li", {}, button);
    }));
  }

  #keyInField(event) {
    if (this.#box.hidden) return;
    if (event.key === "Escape") this.close();
    if (event.key === "ArrowDown" || event.key === "ArrowUp") this.#move(event, event.key === "ArrowDown" ? 1 : -1);
  }

  #key(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.#move(event, steps[event.key]);
    if (event.key === "Escape") {
      this.close();
      byId("field").focus();
    }
    if (event.key === "Enter" && event.target === this.#filter) this.#box.querySelector("li button")?.click();
  }

  #move(event, step) {
    event.preventDefault();
    const buttons = [...this.#box.querySelectorAll("li button")];
    const from = buttons.indexOf(document.activeElement);
    const place = from < 0 && step < 0 ? buttons.length - 1 : (from + step + buttons.length) % buttons.length;
    buttons[place]?.focus();
  }
}

const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase().trim();
