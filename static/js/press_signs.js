// What waits shows at once: a stepper counts on, a heart is half full, the page says how it stands.
import { waiting } from "./press_list.js";

export function show(isAway) {
  const presses = waiting();
  for (const element of document.querySelectorAll("[aria-busy]")) element.ariaBusy = null;
  for (const press of presses) {
    const element = document.getElementById(press.element);
    if (!element || (press.at === "photo" && press.page !== location.pathname)) continue;
    if ("picked" in press.values) heart(element, press);
    else if (element.form?.elements.typed) stepper(element.form, press);
  }
  say(isAway ? "unsaved" : "saving", presses.length);
}

// The next press asks for the opposite of what waits.
function heart(element, { values }) {
  element.ariaBusy = "true";
  element.value = values.picked === "1" ? "0" : "1";
}

function stepper(form, { values }) {
  const count = Number(values.quantity ?? values.typed);
  const [less, more] = form.elements.quantity;
  form.elements.typed.value = count;
  less.value = Math.max(0, count - 1);
  more.value = count + 1;
  if (count) less.removeAttribute("aria-disabled");
  else less.setAttribute("aria-disabled", "true");
  form.classList.toggle("zero", !count);
}

export function say(name, count) {
  const sign = document.getElementById("saved");
  if (!sign) return;
  if (count) {
    sign.textContent = sign.dataset[name].replace("{n}", count);
    sign.dataset.told = name;
  } else if (sign.dataset.told) {
    sign.textContent = "";
    delete sign.dataset.told;
  }
}
