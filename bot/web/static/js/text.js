// A message's text as nodes: **emphasis**, links and phone numbers; everything else is shown as it is.

import { element } from "./dom.js";

const BOLD = /\*\*(?=\S)([^\n]+?)(?<=\S)\*\*/g;
const LINK = /https?:\/\/[^\s<>"“”]+[^\s<>"“”.,;:!?)\]}]/gi;
const PHONE = /(?<![\d/.,-])(?:\+84|0)(?:[ .-]?\d){9,10}(?![\d/])/g;
const ITEMS = { item: /^\d{1,2}\. /, dash: /^(?:- | {2,}\S)/ };

/** One block a line, lists with a hanging indent, an empty line as a gap. */
export function linesOf(text) {
  return text.replace(/\s+$/, "").split("\n").map((line) => {
    if (!line.trim()) return element("div", { class: "gap" });
    const kind = Object.keys(ITEMS).find((each) => ITEMS[each].test(line)) ?? "";
    const block = element("div", { class: `line ${kind}` });
    block.append(...emphasised(line));
    return block;
  });
}

function emphasised(line) {
  return around(line, BOLD, (found) => element("strong", {}, ...linked(found[1])), linked);
}

function linked(text) {
  return around(text, LINK, (found) => webLink(found[0]), phones);
}

function phones(text) {
  return around(text, PHONE, (found) => {
    const number = found[0].replace(/[ .-]/g, "");
    return element("a", { href: `tel:${number}`, rel: "noopener" }, found[0]);
  }, (rest) => (rest ? [rest] : []));
}

function webLink(address) {
  return element("a", { href: address, target: "_blank", rel: "noopener noreferrer nofollow" }, address);
}

/** What `make` gives for each match, and what `other` gives for the text between. */
function around(text, pattern, make, other) {
  const nodes = [];
  let last = 0;
  for (const found of text.matchAll(pattern)) {
    nodes.push(...other(text.slice(last, found.index)), make(found));
    last = found.index + found[0].length;
  }
  return [...nodes, ...other(text.slice(last))];
}
