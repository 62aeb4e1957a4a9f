// The server's HTTP, as the page uses it: the token that goes with every change, and errors as sentences.

let csrf = "";

/** The server answered with a 4xx or 5xx; `message` is a sentence for the person. */
export class Refused extends Error {
  constructor(status, sentence) {
    super(sentence || "Máy chủ chưa nhận được. Xin thử lại.");
    this.status = status;
  }

  /** Whether the same thing sent again may succeed by itself. */
  get passing() {
    return this.status >= 500 || this.status === 408;
  }
}

/** Who this browser is, and the fresh token. */
export async function whoAmI() {
  const me = await read("/api/me");
  csrf = me.csrf;
  return me;
}

/** A GET. Raises Refused, or TypeError without a connection. */
export async function read(path) {
  return answer(await fetch(path, { cache: "no-store" }));
}

/** A POST of JSON, once more with a new token if the old one has expired. */
export async function send(path, body = {}) {
  const post = () => fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRF": csrf },
    body: JSON.stringify(body),
  });
  return answer(await withFreshToken(post));
}

/** A PUT of a file, telling `progress` a share between 0 and 1. */
export async function upload(path, file, progress) {
  return answer(await withFreshToken(() => put(path, file, progress)));
}

async function withFreshToken(ask) {
  const response = await ask();
  if (response.status !== 403) return response;
  await whoAmI();
  return ask();
}

// fetch tells nothing of what went up; the old request does.
function put(path, file, progress) {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("PUT", path);
    request.setRequestHeader("X-CSRF", csrf);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.upload.onprogress = (event) => progress(event.loaded / event.total);
    request.onload = () => done(new Response(request.responseText || null, { status: request.status }));
    request.onerror = () => fail(new TypeError("no connection"));
    request.send(file);
  });
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, body.error);
  return body;
}
