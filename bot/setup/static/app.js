// The walk through the steps: which page is shown, what going on from it keeps, and where it is taken up again.

import { ask, by, calm, complain, doing, element } from "./api.js";
import * as basics from "./basics.js";
import * as channels from "./channels.js";
import * as last from "./last.js";
import * as people from "./people.js";
import * as roster from "./roster.js";

const STEPS = [
  { id: "centre", name: "Trung tâm", show: basics.showCentre, leave: basics.keepCentre },
  { id: "policies", name: "Chỉ tiêu, quy định", show: basics.showPolicies, leave: basics.keepPolicy },
  { id: "roster", name: "Danh sách cán bộ", show: roster.show, leave: roster.leave },
  { id: "people", name: "Người phụ trách", show: people.show, leave: people.leave },
  { id: "channels", name: "Kênh", show: channels.show, leave: channels.leave },
  { id: "slips", name: "Phiếu liên kết", show: last.showSlips },
  { id: "backup", name: "Sao lưu", show: last.showBackup, leave: last.keepBackup },
  { id: "done", name: "Xong", show: last.showDone },
];

let state;
let here = 0;
let furthest = 0;

export async function refresh() {
  state = await ask("/api/state");
  return state;
}

async function go(place) {
  calm();
  here = Math.max(0, Math.min(place, STEPS.length - 1));
  furthest = Math.max(furthest, here);
  await refresh();
  for (const section of document.querySelectorAll("section")) section.hidden = section.dataset.step !== STEPS[here].id;
  STEPS[here].show(state);
  drawSteps();
  by("back").hidden = here === 0;
  by("next").textContent = here === STEPS.length - 1 ? "Đóng trang thiết lập" : "Tiếp tục";
  if (location.hash !== `#${STEPS[here].id}`) history.pushState(null, "", `#${STEPS[here].id}`);
  scrollTo(0, 0);
}

function drawSteps() {
  by("steps").replaceChildren(...STEPS.map((step, n) => {
    const dot = element("span", { className: "dot", ariaHidden: "true" }, n < furthest && n !== here ? "✓" : `${n + 1}`);
    const button = element("button", { type: "button", disabled: n > furthest }, dot, element("span", { className: "name" }, step.name));
    button.addEventListener("click", () => leave(n));
    if (n === here) button.setAttribute("aria-current", "step");
    return element("li", { className: n < furthest ? "done" : "" }, button);
  }));
}

// Going on keeps what the page says; going back keeps nothing that is not right.
async function leave(place) {
  const step = STEPS[here];
  await doing(by("next"), async () => {
    if (place > here) {
      await step.leave?.(state);
      await ask("/api/passed", { step: STEPS[place - 1].id });
    } else {
      channels.stop();
    }
    await go(place);
  });
}

async function close() {
  await doing(by("next"), async () => {
    await ask("/api/passed", { step: "done" });
    await ask("/api/end", {});
    document.querySelector(".frame").replaceChildren(element("main", {}, element("section", {},
      element("h1", {}, "Đã đóng trang thiết lập"),
      element("p", { className: "lead" }, "Có thể đóng thẻ này. Chạy Trợ lý bằng lệnh cadrebot serve; cần sửa, chạy lại cadrebot setup."))));
  });
}

by("back").addEventListener("click", () => leave(here - 1));
by("next").addEventListener("click", () => (here === STEPS.length - 1 ? close() : leave(here + 1)));
addEventListener("popstate", () => {
  const place = STEPS.findIndex((step) => `#${step.id}` === location.hash);
  if (place >= 0 && place <= furthest) doing(null, () => go(place));
});
for (const form of document.forms) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (form.id === "centre-form") leave(here + 1);
  });
}

doing(null, async () => {
  await refresh();
  const reached = STEPS.findIndex((step) => step.id === state.at);
  const asked = STEPS.findIndex((step) => `#${step.id}` === location.hash);
  furthest = reached;
  await go(asked >= 0 && asked <= reached ? asked : reached);
}).then((well) => well || complain("Chưa đọc được dữ liệu. Xin xem cửa sổ dòng lệnh."));
