// Talking with the program, and building what it says: text only ever goes in as text.

const notice = document.getElementById("notice");

export class Refused extends Error {}

export async function ask(path, said, method = said === undefined ? "GET" : "POST") {
  const options = { method, headers: { "X-Setup": "1" } };
  if (said instanceof Blob) options.body = said;
  else if (said !== undefined) options.body = JSON.stringify(said);
  let answer;
  try {
    answer = await fetch(path, options);
  } catch {
    throw new Refused("Chương trình thiết lập đã dừng. Xin chạy lại lệnh cadrebot setup.");
  }
  if (answer.headers.get("Content-Disposition")) return answer;
  const json = answer.headers.get("Content-Type")?.includes("json");
  const body = json ? await answer.json() : {};
  if (!answer.ok) throw new Refused(body.error ?? "Trang đã khóa. Xin chạy lại lệnh cadrebot setup.");
  return body;
}

export async function save(path, said) {
  const answer = await ask(path, said);
  const name = decodeURIComponent(answer.headers.get("Content-Disposition").split("''")[1]);
  const link = element("a", { href: URL.createObjectURL(await answer.blob()), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

// Does a piece of work with its button asleep; what was refused is said on top of the page. True when it went well.
export async function doing(button, work) {
  notice.hidden = true;
  if (button) button.disabled = true;
  try {
    await work();
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    complain(error.message);
    return false;
  } finally {
    if (button) button.disabled = false;
  }
}

export function complain(sentence) {
  notice.textContent = sentence;
  notice.hidden = false;
  notice.scrollIntoView({ block: "nearest" });
}

export function calm() {
  notice.hidden = true;
}

export function element(kind, properties = {}, ...children) {
  const made = Object.assign(document.createElement(kind), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

export const by = (id) => document.getElementById(id);
