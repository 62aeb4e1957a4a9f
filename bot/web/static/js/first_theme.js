// Runs before anything is drawn, so that a dark room never sees a white flash. The only script that is not a module.
document.documentElement.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
try {
  document.documentElement.dataset.theme = localStorage.getItem("theme") || document.documentElement.dataset.theme;
} catch {
  // Inside the frame of another site the browser may refuse: the device decides.
}
