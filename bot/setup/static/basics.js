// Who the centre is, and which targets it works by.

import { ask, by, element } from "./api.js";

const form = by("centre-form");

export function showCentre(state) {
  for (const [key, value] of Object.entries(state.centre)) form.elements[key].value = value;
}

export async function keepCentre() {
  await ask("/api/centre", Object.fromEntries(new FormData(form)));
}

export function showPolicies(state) {
  by("policies").replaceChildren(...state.policies.offers.map((offer) => {
    const input = element("input", { type: "radio", name: "policy", value: offer.id, checked: offer.id === state.policies.chosen });
    const deadline = offer.deadline ? ` Thời hạn: ${offer.deadline}.` : "";
    return element("label", { className: "choice" }, input, offer.title, element("span", {}, offer.about + deadline));
  }));
}

export async function keepPolicy() {
  const chosen = document.querySelector("input[name=policy]:checked");
  await ask("/api/policies", { policy: chosen?.value ?? "" });
}
