// The roster: dropped in, looked at, stored after a yes, taken back.

import { refresh } from "./app.js";
import { ask, by, doing, element, Refused } from "./api.js";

const report = by("report");
const drop = by("drop");

export function show(state) {
  const { people, units, last } = state.roster;
  const now = by("roster-now");
  now.hidden = !people && last === null;
  const undo = element("button", { type: "button", className: "quiet" }, "Hoàn tác lần nạp cuối");
  undo.addEventListener("click", () => doing(undo, async () => {
    const done = await ask("/api/undo", {});
    show(await refresh());
    report.replaceChildren(element("p", { className: "card good" }, done.said));
  }));
  now.replaceChildren(element("span", {}, element("strong", {}, `${people} cán bộ`), ` ở ${units} đơn vị đang có trong dữ liệu.`));
  if (last !== null) now.append(undo);
}

export function leave() {
  if (report.querySelector("button.store:not(:disabled)")) {
    throw new Refused("Tệp đã đọc nhưng chưa nạp. Xin chọn nạp hoặc không nạp.");
  }
}

async function read(file) {
  if (!file) return;
  report.replaceChildren(element("p", { className: "card waiting" }, `Đang đọc ${file.name}…`));
  const well = await doing(null, async () => look(await ask(`/api/roster?name=${encodeURIComponent(file.name)}`, file, "PUT")));
  if (!well) report.replaceChildren();
}

function look(said) {
  const box = element("div", { className: `card report ${said.kind === "errors" ? "wrong" : ""}` }, element("h2", {}, said.name));
  if (said.kind === "errors") {
    box.append(element("p", { className: "small" }, "Chưa ghi gì vào dữ liệu. Xin sửa rồi thả lại tệp; các chỗ phải sửa được đánh dấu trong bản tải về."));
    box.append(element("a", { className: "button", href: `/api/roster/${said.upload}/marked` }, "Tải tệp đã đánh dấu"));
  } else {
    box.append(element("p", { className: "good" }, said.counts));
    if (said.layout) box.append(element("div", { className: "part layout" }, `${said.layout}\nĐọc chưa đúng, xin sửa tiêu đề các cột rồi thả lại tệp.`));
  }
  box.append(...said.parts.map((part) => element("div", { className: "part" }, part)));
  if (said.kind === "plan") box.append(...choices(said));
  report.replaceChildren(box);
  report.scrollIntoView({ behavior: "smooth", block: "nearest" });
}

function choices(said) {
  if (said.empty && !said.absent) return [element("p", { className: "part" }, "Danh sách trong tệp giống dữ liệu hiện có, không có gì để ghi.")];
  const parts = [];
  if (said.absent || said.full) parts.push(whole(said));
  const store = element("button", { type: "button", className: "store", disabled: said.empty }, said.layout ? "Đọc đúng, nạp vào dữ liệu" : "Nạp vào dữ liệu");
  store.addEventListener("click", () => doing(store, async () => {
    const done = await ask(`/api/roster/${said.upload}`, { digest: said.digest, full: said.full });
    show(await refresh());
    report.replaceChildren(element("p", { className: "card good" }, done.said));
  }));
  const forget = element("button", { type: "button", className: "quiet" }, "Không nạp");
  forget.addEventListener("click", () => report.replaceChildren());
  return [...parts, element("div", { className: "row" }, store, forget)];
}

function whole(said) {
  const box = element("input", { type: "checkbox", checked: said.full });
  box.addEventListener("change", () => doing(box, async () => look(await ask(`/api/roster/${said.upload}?full=${box.checked ? 1 : 0}`))));
  const gone = said.full ? ` ${said.gone} đồng chí không có trong tệp sẽ ra khỏi danh sách.` : "";
  return element("label", { className: "check" }, box, element("span", {}, `Tệp là danh sách đủ của mọi đơn vị.${gone}`));
}

by("roster-file").addEventListener("change", (event) => {
  read(event.target.files[0]);
  event.target.value = "";
});
for (const kind of ["dragenter", "dragover"]) {
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
for (const kind of ["dragleave", "drop"]) drop.addEventListener(kind, () => drop.classList.remove("over"));
drop.addEventListener("drop", (event) => {
  event.preventDefault();
  read(event.dataTransfer.files[0]);
});
