// The height that is really seen: on some phones the keyboard lies over the page, and the field would lie under it.

const LEAST_KEYBOARD = 120;

/** Keep the frame as high as what is seen above a keyboard. */
export function followKeyboard() {
  const seen = window.visualViewport;
  if (!seen) return;
  const fit = () => {
    const covered = innerHeight - seen.height > LEAST_KEYBOARD && seen.scale === 1;
    const root = document.documentElement.style;
    if (covered) root.setProperty("--seen-height", `${seen.height}px`);
    else root.removeProperty("--seen-height");
    if (covered) scrollTo(0, 0);
  };
  seen.addEventListener("resize", fit);
  fit();
}
