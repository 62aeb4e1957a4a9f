// Runs before anything is drawn, so that a dark room never sees a white flash. The only script that is not a module.
document.documentElement.dataset.theme =
  localStorage.getItem("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
