// Light and dark: the device's choice until the person makes their own.

import { byId, setIcon } from "./dom.js";
import { keep, kept } from "./kept.js";

const KEPT = "theme";
const device = matchMedia("(prefers-color-scheme: dark)");

/** Make the button of the header switch the theme. */
export function startTheme() {
  const button = byId("theme");
  button.addEventListener("click", () => {
    const chosen = current() === "dark" ? "light" : "dark";
    keep("localStorage", KEPT, chosen === devices() ? "" : chosen);
    paint(button, chosen);
  });
  device.addEventListener("change", () => paint(button, kept("localStorage", KEPT) || devices()));
  paint(button, current());
}

const current = () => document.documentElement.dataset.theme;
const devices = () => (device.matches ? "dark" : "light");

function paint(button, theme) {
  document.documentElement.dataset.theme = theme;
  button.setAttribute("aria-label", theme === "dark" ? "Nền sáng" : "Nền tối");
  setIcon(button, theme === "dark" ? "sun" : "moon");
  const surface = getComputedStyle(document.documentElement).getPropertyValue("--surface");
  document.querySelector("meta[name=theme-color]").content = surface.trim();
}
