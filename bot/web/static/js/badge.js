// How many messages came while the page was not looked at, in the title of its tab.

let title = document.title;
let unread = 0;

/** Name the page. */
export function nameTab(name) {
  title = name;
  paint();
}

/** A message came. */
export function countUnread() {
  if (!document.hidden) return;
  unread += 1;
  paint();
}

document.addEventListener("visibilitychange", () => {
  if (document.hidden) return;
  unread = 0;
  paint();
});

function paint() {
  document.title = unread ? `(${unread}) ${title}` : title;
}
