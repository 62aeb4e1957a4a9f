// One message as elements: its bubble, choices, files, time and tick.

import { element, icon } from "./dom.js";
import { timeOf } from "./days.js";
import { fileView } from "./files.js";
import { linesOf } from "./text.js";

const TICKS = {
  waiting: "đang gửi",
  sent: "đã gửi tới máy chủ",
  answered: "đã trả lời",
  failed: "chưa gửi được",
};

// A second tap so soon and so near is no second wish: many double-click everything, and the answer may already have
// put another choice under the finger.
const SOON = 600;
const NEAR = 24;
let lastTap = { at: -SOON, x: 0, y: 0 };

/** The element of a message. `on.tap(button, message)`, `on.retry(message)`, `on.drop(message)` are what one can do. */
export function messageView(message, on) {
  const own = message.from === "me";
  const bubble = element("div", { class: "bubble" },
    element("span", { class: "unseen" }, own ? "Người hỏi: " : "Trợ lý: "),
    ...message.files.map(fileView),
    message.progress === undefined ? null : progressBar(message.progress),
    ...wordsOf(message, own));
  const body = element("div", { class: "body" }, bubble);
  if (message.buttons.length) body.append(choicesOf(message, on.tap));
  if (message.state === "failed") body.append(troubleOf(message, on));
  const view = element("div", { class: `message ${message.from}` }, body);
  view.dataset.id = message.id;
  return view;
}

/** Show how far an own message has come: `waiting`, `sent`, `answered`, `failed`. */
export function paintTick(view, state) {
  const tick = view.querySelector(".meta-tick");
  if (!tick || tick.dataset.state === state) return;
  tick.dataset.state = state;
  tick.replaceChildren(icon(state, TICKS[state], "icon tick"));
}

/** Show how much of a file went up, without drawing the message anew. */
export function paintProgress(view, share) {
  const bar = view.querySelector("progress");
  if (bar) bar.value = share;
  return Boolean(bar);
}

function wordsOf(message, own) {
  const meta = element("span", { class: "meta" },
    element("time", { dateTime: message.at }, timeOf(message.at)),
    own ? element("span", { class: "meta-tick" }) : null);
  const lines = linesOf(message.text);
  // The time stands beside the last line where there is room for it.
  lines.at(-1).append(meta);
  lines.at(-1).className = lines.at(-1).className.replace("gap", "line");
  return lines;
}

function progressBar(share) {
  return element("progress", { class: "progress", max: 1, value: share, "aria-label": "Đang gửi tệp" });
}

function choicesOf(message, tap) {
  const numbers = numbersOf(message.buttons);
  const rows = message.buttons.map((row) => element("div", { class: "choices-row" },
    ...row.map((button) => {
      const choice = element("button", { class: "choice" },
        element("span", { class: "number" }, String(numbers.get(button))),
        element("span", {}, button.label));
      choice.addEventListener("click", (event) => {
        if (isSecondOfTwo(event)) return;
        choice.classList.add("tapped");
        tap(button, message);
      });
      return choice;
    })));
  return element("div", { class: "choices", role: "group", "aria-label": "Lựa chọn, bấm hoặc nhắn số" }, ...rows);
}

function isSecondOfTwo({ timeStamp, clientX, clientY }) {
  const { at, x, y } = lastTap;
  if (timeStamp - at < SOON && Math.hypot(clientX - x, clientY - y) < NEAR) return true;
  lastTap = { at: timeStamp, x: clientX, y: clientY };
  return false;
}

/** Every button by the number that says the same: from 1 in reading order, the way home is 0. */
function numbersOf(rows) {
  let next = 1;
  return new Map(rows.flat().map((button) => [button, button.key === "home" ? 0 : next++]));
}

function troubleOf(message, on) {
  const again = element("button", {}, "Gửi lại");
  const drop = element("button", {}, "Bỏ");
  again.addEventListener("click", () => on.retry(message));
  drop.addEventListener("click", () => on.drop(message));
  return element("div", { class: "trouble", role: "alert" }, element("span", {}, message.trouble), again, drop);
}
