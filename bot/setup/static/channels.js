// The messengers with their live trial, and the web chat.

import { refresh } from "./app.js";
import { ask, by, doing, element, Refused } from "./api.js";

const KINDS = [
  {
    id: "zalo", title: "Zalo", hint: "Hầu hết cán bộ có sẵn Zalo.",
    steps: ["Trong ứng dụng Zalo, tìm tài khoản “Zalo Bot Manager” và tạo bot.", "Tên bot phải bắt đầu bằng chữ “Bot”.", "Chép mã (token) nhận được, dán vào ô dưới."],
  },
  {
    id: "telegram", title: "Telegram", hint: "Ở Việt Nam có thể bị nhà mạng chặn.",
    steps: ["Trong Telegram, tìm @BotFather, gửi /newbot.", "Đặt tên hiển thị, rồi tên tài khoản kết thúc bằng “bot”.", "Chép mã (token) BotFather gửi, dán vào ô dưới."],
  },
];
let listening = 0;

export function stop() {
  listening++;
}

export function show(state) {
  stop();
  by("channels").replaceChildren(...KINDS.map((kind) => card(kind, state.channels[kind.id])));
  showWeb(state.channels.web);
}

function card(kind, now) {
  const said = element("span", { className: "said", role: "status" });
  const token = element("input", { type: "password", autocomplete: "off", spellcheck: false, placeholder: now.enabled ? "Dán mã mới nếu muốn đổi" : "Mã (token) của bot" });
  const keep = element("button", { type: "button" }, "Kiểm tra mã");
  const row = element("div", { className: "row" }, keep, said);
  const box = element("div", { className: "card" }, element("h2", {}, kind.title), element("p", { className: "small" }, kind.hint));
  box.dataset.channel = kind.id;
  if (now.enabled) {
    box.prepend(element("span", { className: "badge" }, now.name ? `Đang bật: ${now.name}` : "Đang bật"));
    row.append(...whenOn(kind, said));
  }
  box.append(element("details", {}, element("summary", {}, `Cách tạo bot ${kind.title}`),
    element("ol", { className: "steps-list" }, ...kind.steps.map((step) => element("li", {}, step)))),
    element("div", { className: "row" }, element("label", { className: "grow" }, `Mã của bot ${kind.title}`, token)), row);
  keep.addEventListener("click", () => doing(keep, async () => {
    const bot = await ask(`/api/channels/${kind.id}`, { token: token.value });
    const changed = await refresh();
    const fresh = card(kind, changed.channels[kind.id]);
    box.replaceWith(fresh);
    listen(kind, fresh.querySelector(".said"), bot.after);
  }));
  return box;
}

function whenOn(kind, said) {
  const again = element("button", { type: "button", className: "quiet" }, "Gửi thử");
  again.addEventListener("click", () => listen(kind, said, 0));
  const off = element("button", { type: "button", className: "text" }, "Tắt");
  off.addEventListener("click", () => doing(off, async () => {
    await ask(`/api/channels/${kind.id}`, {}, "DELETE");
    show(await refresh());
  }));
  return [again, off];
}

// Asks again and again until somebody wrote to the bot, the page is left, or the messenger refuses.
async function listen(kind, said, after, release = false) {
  const turn = ++listening;
  say(said, `${kind.title} nhận mã. Giờ hãy nhắn một câu cho bot…`, "said waiting");
  while (turn === listening && said.isConnected) {
    let heard;
    try {
      heard = await ask(`/api/channels/${kind.id}/listen`, { after, release });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      say(said, error.message, "said");
      return;
    }
    if (heard.webhook) return askRelease(kind, said, after, heard.webhook);
    if (heard.heard) return say(said, `${kind.title}: gửi thử thành công${heard.from ? `, đã trả lời ${heard.from}` : ""}.`, "said good");
    await new Promise((wake) => setTimeout(wake, 700));
  }
}

function askRelease(kind, said, after, sentence) {
  say(said, sentence, "said");
  const release = element("button", { type: "button", className: "quiet" }, "Gỡ và thử");
  release.addEventListener("click", () => listen(kind, said, after, true));
  said.append(" ", release);
}

function say(said, sentence, look) {
  said.textContent = sentence;
  said.className = look;
}

function showWeb(web) {
  document.querySelector(`input[name=web][value=${web.scope}]`).checked = true;
  by("port").value = web.port;
  by("public-url").value = web.public_url.startsWith("https://") ? web.public_url : "";
  by("web-said").textContent = "";
  by("web-local").textContent = web.local
    ? `Máy khác trong mạng mở: http://${web.local}:${web.port}. Nên đặt địa chỉ IP cố định cho máy này.`
    : "Máy chưa nối mạng nội bộ.";
  scopeChosen();
}

function scopeChosen() {
  const scope = document.querySelector("input[name=web]:checked").value;
  by("web-local").hidden = scope !== "local";
  by("web-fields").hidden = scope === "off";
  by("web-url").hidden = scope !== "public";
}

for (const input of document.querySelectorAll("input[name=web]")) input.addEventListener("change", scopeChosen);
async function keepWeb() {
  const { scope, port, public_url } = asked();
  const kept = await ask("/api/channels/web", { scope, port, public_url });
  say(by("web-said"), scope === "off" ? "Đã tắt." : `Đã lưu. Địa chỉ: ${kept.public_url}`, "said good");
}

function asked() {
  const scope = document.querySelector("input[name=web]:checked").value;
  return { scope, port: Number(by("port").value), public_url: by("public-url").value };
}

// Nothing that was typed is lost on the way to the next page.
export async function leave() {
  const forgotten = [...document.querySelectorAll("#channels input")].find((input) => input.value.trim());
  if (forgotten) {
    forgotten.focus();
    throw new Refused("Mã vừa dán chưa được kiểm tra. Xin bấm “Kiểm tra mã”, hoặc xóa ô mã.");
  }
  const now = (await refresh()).channels.web;
  const web = asked();
  const moved = web.scope !== "off" && (web.port !== now.port || (web.scope === "public" && web.public_url !== now.public_url));
  if (web.scope !== now.scope || moved) await keepWeb();
  stop();
}

by("keep-web").addEventListener("click", (event) => doing(event.target, keepWeb));
