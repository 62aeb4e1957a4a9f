// The page put together: who is here, the door or the chat, and in the demonstration the panel beside it.

import { send, whoAmI } from "./api.js";
import { nameTab } from "./badge.js";
import { openChat } from "./chat.js";
import { CommandMenu } from "./commands.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { startViewer } from "./files.js";
import { followKeyboard } from "./keyboard.js";
import { showLogin } from "./login.js";
import { Panel } from "./panel.js";
import { startTheme } from "./theme.js";

const AGAIN = 2_000;

let chat = null;
let panel = null;
let me = null;

const commands = new CommandMenu((name) => {
  composer.write("");
  chat.say(`/${name}`);
});
const composer = new Composer({
  send: (text, files) => chat.say(text, files),
  slash: (text) => commands.typed(text),
  trouble: tell,
});

async function begin() {
  try {
    await enter();
  } catch (problem) {
    if (!(problem instanceof TypeError) && !problem.passing) tell(problem.message);
    else tell("Chưa kết nối được với máy chủ; trang đang thử lại.");
    byId("app").hidden = false;
    setTimeout(begin, AGAIN);
  }
}

async function enter() {
  // Nothing can be said between two chats: it would be lost.
  byId("chat").inert = true;
  show(await whoAmI());
  if (me.demo) {
    panel ??= new Panel({ leaving: () => chat?.close(), became: begin, moved: () => chat?.refresh() });
    if (await panel.load()) show(await whoAmI());
  } else if (!me.open) {
    showLogin(me, begin);
    return;
  }
  byId("app").hidden = false;
  byId("status").hidden = true;
  chat?.close();
  chat = await openChat(me.csrf, { onMe: show, onGone: begin });
  byId("chat").inert = false;
  composer.open(panel?.me || me.name);
}

/** Take over fresh facts about who is here. */
function show(fresh) {
  me = fresh;
  const name = me.centre.name || "Trung tâm Chính trị";
  byId("centre").textContent = name;
  nameTab(`Trợ lý, ${name}`);
  byId("call").hidden = !me.centre.phone;
  byId("call").href = `tel:${me.centre.phone.replace(/[^\d+]/g, "")}`;
  byId("leave").hidden = me.demo || !me.open;
  commands.commands = me.commands;
}

function tell(sentence) {
  byId("status").textContent = sentence;
  byId("status").hidden = false;
}

function startLeaving() {
  const ask = byId("leave-ask");
  byId("leave").addEventListener("click", () => {
    byId("leave-text").textContent = me.linked
      ? "Hội thoại được giữ lại; lần sau vào bằng mã liên kết hoặc liên kết đăng nhập."
      : "Chưa liên kết hồ sơ: hội thoại này sẽ không mở lại được.";
    ask.returnValue = "";
    ask.showModal();
  });
  ask.addEventListener("close", async () => {
    if (ask.returnValue !== "leave") return;
    await send("/api/logout");
    chat.close();
    chat = null;
    begin();
  });
}

byId("begin").addEventListener("click", () => chat.say("/menu"));
addEventListener("beforeunload", (event) => {
  if (chat?.unsent) event.preventDefault();
});
startTheme();
startViewer();
startLeaving();
followKeyboard();
begin();
