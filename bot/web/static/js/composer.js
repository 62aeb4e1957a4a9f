// Where one writes: text that grows, files chosen, dropped or pasted, and a draft that outlives a reload.

import { byId, byTouch, element, icon } from "./dom.js";
import { kindOf, LARGEST, sizeOf } from "./files.js";
import { keep, kept } from "./kept.js";

/** The form at the foot of the page. `on.send(text, files)`, `on.slash(text)` as one types, `on.trouble(sentence)`. */
export class Composer {
  #on;
  #field = byId("field");
  #files = [];
  #draft = "";

  constructor(on) {
    this.#on = on;
    byId("composer").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#send();
    });
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#field.addEventListener("input", () => this.#typed());
    this.#field.addEventListener("paste", (event) => this.#pasted(event));
    this.#field.enterKeyHint = byTouch.matches ? "enter" : "send";
    byId("attach").addEventListener("click", () => byId("pick").click());
    byId("pick").addEventListener("change", (event) => {
      this.#choose(event.target.files);
      event.target.value = "";
    });
    this.#takeDrops(byId("chat"));
  }

  /** Take up the draft of a chat. */
  open(chat) {
    this.#draft = `draft:${chat}`;
    this.#field.value = kept("sessionStorage", this.#draft);
    this.#files = [];
    this.#showFiles();
    this.#grow();
    if (!byTouch.matches) this.#field.focus({ preventScroll: true });
  }

  /** Write this instead of what stands there. */
  write(text) {
    this.#field.value = text;
    this.#typed();
    this.#field.focus();
  }

  #key(event) {
    // A Vietnamese keyboard that still puts a word together uses Enter for itself.
    // With a keyboard of glass Enter begins a new line, as those expect.
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || event.shiftKey || composing || byTouch.matches) return;
    event.preventDefault();
    this.#send();
  }

  #send() {
    const text = this.#field.value.trim();
    if (!text && !this.#files.length) return;
    const files = this.#files;
    this.#files = [];
    this.#showFiles();
    this.write("");
    this.#on.send(text, files);
  }

  #typed() {
    const text = this.#field.value;
    keep("sessionStorage", this.#draft, text);
    this.#grow();
    this.#on.slash(text);
  }

  #grow() {
    byId("send").disabled = !this.#field.value.trim() && !this.#files.length;
    if (CSS.supports("field-sizing", "content")) return;
    this.#field.style.height = "auto";
    this.#field.style.height = `${this.#field.scrollHeight + 2}px`;
  }

  #pasted(event) {
    if (!event.clipboardData.files.length) return;
    event.preventDefault();
    this.#choose(event.clipboardData.files);
  }

  #takeDrops(place) {
    let inside = 0;
    const holdsFiles = (event) => event.dataTransfer.types.includes("Files");
    const show = (change) => {
      inside = Math.max(0, inside + change);
      byId("drop").hidden = inside === 0;
    };
    place.addEventListener("dragenter", (event) => holdsFiles(event) && show(1));
    place.addEventListener("dragleave", (event) => holdsFiles(event) && show(-1));
    place.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
    place.addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      show(-inside);
      this.#choose(event.dataTransfer.files);
    });
  }

  #choose(files) {
    for (const file of files) {
      if (file.size > LARGEST) this.#on.trouble(`Tệp ${file.name} lớn hơn 20 MB nên chưa gửi được.`);
      else if (file.size === 0) this.#on.trouble(`Tệp ${file.name} trống nên không gửi.`);
      else this.#files.push(file);
    }
    this.#showFiles();
    this.#grow();
    this.#field.focus();
  }

  #showFiles() {
    byId("chosen").replaceChildren(...this.#files.map((file) => {
      const away = element("button", { type: "button", class: "round", "aria-label": `Bỏ tệp ${file.name}` }, icon("close"));
      away.addEventListener("click", () => {
        this.#files = this.#files.filter((other) => other !== file);
        this.#showFiles();
        this.#grow();
        this.#field.focus();
      });
      const size = element("span", { class: "file-size" }, sizeOf(file.size));
      return element("li", {}, kindOf(file.name), element("p", {}, file.name, element("br"), size), away);
    }));
  }
}
