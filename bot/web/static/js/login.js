// The door of the web chat: in with a linking code, or as somebody without one.

import { send } from "./api.js";
import { byId } from "./dom.js";

const LENGTH = 10;
const GROUP = 5;

/** Show the door; `entered()` once there is a session. */
export function showLogin(me, entered) {
  byId("login").hidden = false;
  byId("app").hidden = true;
  byId("login-centre").textContent = me.centre.name || "Trung tâm Chính trị";
  byId("login-phone").textContent = me.centre.phone ? `Cần gặp người, xin gọi ${me.centre.phone}.` : "";
  fillFromAddress();
  byId("code").oninput = (event) => format(event.target);
  byId("login-form").onsubmit = (event) => {
    event.preventDefault();
    enterWith(byId("code").value, entered);
  };
  byId("stranger").onclick = () => enter("/api/enter", {}, entered);
}

function enterWith(written, entered) {
  const code = bare(written);
  if (code.length === LENGTH) enter("/api/login", { code }, entered);
  else complain(`Mã liên kết có mười chữ và số; đã nhập ${code.length}. Xin xem lại trên phiếu.`);
}

async function enter(path, body, entered) {
  const buttons = byId("login-form").querySelectorAll("button");
  buttons.forEach((button) => (button.disabled = true));
  complain("");
  try {
    await send(path, body);
    byId("code").value = "";
    byId("login").hidden = true;
    entered();
  } catch (problem) {
    complain(problem instanceof TypeError ? "Chưa kết nối được với máy chủ. Xin thử lại." : problem.message);
  }
  buttons.forEach((button) => (button.disabled = false));
}

function complain(sentence) {
  byId("code-trouble").textContent = sentence;
  byId("code").setAttribute("aria-invalid", String(Boolean(sentence)));
  if (sentence) byId("code").focus();
}

/** The characters of a code: capitals and digits, with the letters that are misread as digits put right. */
function bare(written) {
  return written.toUpperCase().replace(/[^0-9A-Z]/g, "").replace(/O/g, "0").replace(/[IL]/g, "1");
}

/** A code as it stands on the slip. */
function grouped(code) {
  return code.length > GROUP ? `${code.slice(0, GROUP)}-${code.slice(GROUP)}` : code;
}

/** Fill in the code of a link that was handed out, `/?ma=CODE`, and take it out of the address, which stays in history. */
function fillFromAddress() {
  const address = new URL(location.href);
  const code = bare(address.searchParams.get("ma") ?? "").slice(0, LENGTH);
  if (!code) return;
  byId("code").value = grouped(code);
  address.searchParams.delete("ma");
  history.replaceState(null, "", address);
}

function format(field) {
  const kept = bare(field.value.slice(0, field.selectionStart)).length;
  field.value = grouped(bare(field.value).slice(0, LENGTH));
  const place = kept > GROUP ? kept + 1 : kept;
  field.setSelectionRange(place, place);
}
