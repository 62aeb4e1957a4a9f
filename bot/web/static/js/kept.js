// What the browser keeps for the page, or not: inside the frame of another site it may refuse.

/** What was kept under a name, or "". `area` is `localStorage` or `sessionStorage`. */
export function kept(area, name) {
  try {
    return window[area].getItem(name) ?? "";
  } catch {
    return "";
  }
}

/** Keep a text under a name; an empty one is forgotten. */
export function keep(area, name, text) {
  try {
    if (text) window[area].setItem(name, text);
    else window[area].removeItem(name);
  } catch {
    // Not kept: the page works all the same.
  }
}
