// Files as cards and pictures: what kind they are, how large, and the full-screen view.

import { byId, element } from "./dom.js";

/** Bytes the server takes. */
export const LARGEST = 20 * 2 ** 20;

const KINDS = {
  sheet: ["xlsx", "xls", "ods", "csv"],
  text: ["docx", "doc", "odt", "txt", "md"],
  pdf: ["pdf"],
  photo: ["png", "jpg", "jpeg", "webp", "gif", "heic", "svg"],
};

/** 27 KB, 1,4 MB */
export function sizeOf(bytes) {
  if (bytes < 1024) return `${bytes} byte`;
  if (bytes < 2 ** 20) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 2 ** 20).toFixed(1).replace(".", ",")} MB`;
}

/** The coloured square with the ending of the name. */
export function kindOf(name) {
  const ending = name.includes(".") ? name.split(".").pop().toLowerCase().slice(0, 4) : "tệp";
  const kind = Object.keys(KINDS).find((each) => KINDS[each].includes(ending)) || "";
  return element("span", { class: `file-kind ${kind}`, "aria-hidden": "true" }, ending.toUpperCase());
}

/** A file of a message: a picture that opens large, or a card that is downloaded. */
export function fileView(file) {
  return file.picture && file.url ? pictureView(file) : cardView(file);
}

function cardView(file) {
  const words = element("span", {},
    element("span", { class: "file-name" }, file.name), element("br"),
    element("span", { class: "file-size" }, sizeOf(file.size)));
  if (!file.url) return element("div", { class: "file" }, kindOf(file.name), words);
  return element("a", { class: "file", href: file.url, download: file.name }, kindOf(file.name), words);
}

function pictureView(file) {
  const picture = element("img", { src: file.url, alt: file.name, decoding: "async" });
  const button = element("button", { class: "picture", "aria-label": `Xem ảnh ${file.name}` }, picture);
  button.addEventListener("click", () => showLarge(file));
  // No picture after all, or one that is no longer kept.
  picture.addEventListener("error", () => button.replaceWith(cardView(file)));
  return button;
}

function showLarge(file) {
  byId("viewer-name").textContent = file.name;
  byId("viewer-picture").src = file.url;
  byId("viewer-picture").alt = file.name;
  byId("viewer-save").href = file.url;
  byId("viewer-save").download = file.name;
  byId("viewer-stage").classList.remove("large");
  byId("viewer").showModal();
}

/** Make the full-screen view close, and a click on the picture show it in full size. */
export function startViewer() {
  const viewer = byId("viewer");
  byId("viewer-close").addEventListener("click", () => viewer.close());
  byId("viewer-stage").addEventListener("click", (event) => {
    if (event.target.id === "viewer-picture") event.currentTarget.classList.toggle("large");
    else viewer.close();
  });
}
