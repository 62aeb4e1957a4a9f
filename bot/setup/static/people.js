// The first people with duties: found in the roster or added, with their linking codes.

import { ask, by, doing, element, Refused, save } from "./api.js";

const ROLES = { staff: "Cán bộ Trung tâm", leader: "Lãnh đạo", admin: "Quản trị", officer: "Phụ trách đơn vị" };
const name = by("person");
let asked = 0;

export function show(state) {
  name.value = "";
  by("found").replaceChildren();
  draw(state.people);
}

export function leave() {
  if (!name.value.trim()) return;
  name.focus();
  throw new Refused("Họ tên vừa gõ chưa được thêm. Xin chọn người hoặc bấm thêm, hoặc xóa ô này.");
}

function draw(people) {
  by("people").replaceChildren(...people.map(line));
  by("duty-slips").hidden = !people.length;
}

function line(person) {
  const item = element("li", {}, element("span", { className: "who" }, person.name,
    element("small", {}, `${ROLES[person.role]}, mã ${person.code}${person.unit ? `, ${person.unit}` : ""}`)));
  const code = element("button", { type: "button", className: "quiet" }, "Mã liên kết");
  code.addEventListener("click", () => doing(code, async () => {
    const made = await ask("/api/code", { code: person.code });
    item.querySelector(".code")?.remove();
    item.append(element("div", { className: "code" }, element("strong", {}, made.code),
      element("div", { className: "small" }, `Nhắn cho bot: LIENKET ${made.code}. Dùng một lần, đến hết ${made.expires}.`),
      made.link ? element("div", { className: "small" }, made.link) : null));
  }));
  item.append(code);
  if (person.role !== "officer") {
    const away = element("button", { type: "button", className: "text" }, "Bỏ");
    away.setAttribute("aria-label", `Bỏ vai trò của ${person.name}`);
    away.addEventListener("click", () => doing(away, async () => draw((await ask("/api/people", person, "DELETE")).people)));
    item.append(away);
  }
  return item;
}

async function add(button, who) {
  const role = document.querySelector("input[name=role]:checked").value;
  await doing(button, async () => {
    draw((await ask("/api/people", { ...who, role })).people);
    name.value = "";
    by("found").replaceChildren();
  });
}

name.addEventListener("input", async () => {
  const turn = ++asked;
  const found = name.value.trim().length < 2 ? [] : await ask(`/api/find?name=${encodeURIComponent(name.value)}`);
  if (turn !== asked) return;
  by("found").replaceChildren(...found.map((person) => {
    const button = element("button", { type: "button" }, person.name, element("span", {}, `${person.unit} (${person.code})`));
    button.addEventListener("click", () => add(button, { code: person.code }));
    return element("li", {}, button);
  }));
});
by("add-person").addEventListener("click", (event) => add(event.target, { name: name.value }));
by("duty-slips").addEventListener("click", (event) => doing(event.target, () => save("/api/slips", { duties: true, form: "pdf" })));
