// The slips, the backup, and what comes after.

import { ask, by, doing, element, save } from "./api.js";

export function showSlips(state) {
  const missing = state.slips.reduce((sum, unit) => sum + unit.total - unit.linked, 0);
  if (!state.slips.length) {
    by("slips").replaceChildren(element("p", { className: "card" }, "Chưa có danh sách cán bộ. Có thể quay lại nạp, hoặc tạo phiếu sau trong chat."));
    return;
  }
  by("slips").replaceChildren(line("", "Mọi đơn vị", `${missing} người chưa liên kết`, missing), ...state.slips.map((unit) =>
    line(unit.id, unit.name, `${unit.total - unit.linked} trên ${unit.total} người chưa liên kết`, unit.total - unit.linked)));
}

function line(unit, name, about, missing) {
  const item = element("div", { className: "unit" }, element("span", { className: "who" }, name, element("small", {}, about)));
  for (const [form, label] of [["pdf", "PDF"], ["xlsx", "Excel"]]) {
    const button = element("button", { type: "button", className: "quiet", disabled: !missing }, label);
    button.setAttribute("aria-label", `Tải phiếu ${label}: ${name}`);
    button.addEventListener("click", () => doing(button, () => save("/api/slips", { unit, form })));
    item.append(button);
  }
  return item;
}

const backup = by("backup-form");

export function showBackup(state) {
  backup.elements.folder.value = state.backup.folder;
  by("backup-said").replaceChildren();
}

async function copyInto(folder) {
  const copy = await ask("/api/backup", { folder });
  const box = element("div", { className: "card" }, element("p", { className: "good" }, `Đã tạo và đọc lại bản sao đầu tiên, ${copy.size}.`), element("code", {}, copy.file));
  if (copy.same_disk) box.append(element("p", { className: "hint" }, "Thư mục này nằm cùng ổ đĩa với dữ liệu. Nên chọn ổ khác, vì hỏng ổ là mất cả hai."));
  by("backup-said").replaceChildren(box);
}

// A folder that was typed and not tried is tried on the way out.
export async function keepBackup(state) {
  const folder = backup.elements.folder.value.trim();
  if (folder && folder !== state.backup.folder && !by("backup-said").childElementCount) await copyInto(folder);
}

backup.addEventListener("submit", () => doing(backup.querySelector("button"), () => copyInto(backup.elements.folder.value)));

export function showDone(state) {
  by("left").replaceChildren(...left(state).map((sentence) => element("li", {}, sentence)));
  by("folder").textContent = state.start.folder;
  by("serve").textContent = state.start.serve;
  by("doctor").textContent = state.start.doctor;
  by("systemd").textContent = state.start.systemd;
  by("systemd-commands").textContent = state.start.systemd_commands;
  by("windows-task").textContent = state.start.windows;
  by(state.start.system).open = true;
}

function left(state) {
  const open = Object.values(state.channels).some((channel) => channel.enabled || (channel.scope && channel.scope !== "off"));
  const has = (role) => state.people.some((person) => person.role === role);
  return [
    state.roster.people ? null : "Chưa có danh sách cán bộ: quay lại nạp tệp, hoặc gửi tệp cho Trợ lý sau khi chạy.",
    has("staff") ? null : "Chưa có cán bộ Trung tâm nào được giao việc.",
    has("leader") ? null : "Chưa có lãnh đạo nào được xem số liệu.",
    open ? null : "Chưa mở kênh nào: chưa ai nhắn được cho Trợ lý.",
    state.backup.folder ? null : "Chưa chọn nơi sao lưu.",
    "Chạy Trợ lý bằng lệnh dưới đây, rồi cho máy tự chạy nó.",
    "Cán bộ Trung tâm liên kết trước bằng mã của mình và hỏi thử một câu.",
    "Phát phiếu cho cán bộ; xem số người đã liên kết trong chat.",
  ].filter(Boolean);
}
