// What is pressed in the cart goes out one after the other, each on what the last answer showed;
// an order, or a link away, waits for all of it. An order whose total has changed by that waits
// for another press: nobody pays what they have not seen.
import { waiting as unsent } from "./press_list.js";

let travelling = 0;
let leave = null;
const waiting = new Map(); // by where it will be found again: how it is pressed then

const total = () => document.querySelector("[name=seen_total]")?.value;

function press(selector, how) {
  const elt = document.querySelector(selector);
  if (elt) how(elt);
}

// An answer replaces what was pressed; its successor is found by its id or its address.
function later(elt, event) {
  if (elt.matches("form")) {
    const name = event?.submitter?.name;
    if (name) waiting.set(`#${elt.id}`, (form) => form.querySelector(`[name=${name}]`)?.click());
    else if (!waiting.has(`#${elt.id}`)) waiting.set(`#${elt.id}`, (form) => form.requestSubmit());
    return;
  }
  if (elt.matches("[type=radio]")) {
    const change = (radio) => radio.dispatchEvent(new Event("change", { bubbles: true }));
    return void waiting.set(`[name=${elt.name}]:checked`, change);
  }
  const name = elt.hasAttribute("formaction") ? "formaction" : "hx-get";
  waiting.set(`[${name}="${elt.getAttribute(name)}"]`, (button) => button.click());
}

function goOn() {
  while (!travelling && waiting.size) {
    const [[selector, how]] = waiting;
    waiting.delete(selector);
    press(selector, how);
  }
  if (travelling || !leave) return;
  const go = leave;
  leave = null;
  go();
}

document.body.addEventListener("htmx:confirm", (event) => {
  if (!travelling || event.defaultPrevented) return;
  event.preventDefault();
  later(event.detail.elt, event.detail.triggeringEvent);
});

document.body.addEventListener("htmx:beforeSend", () => {
  travelling += 1;
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.xhr) return;
  travelling = Math.max(0, travelling - 1);
  if (!event.detail.successful) leave = null;
  setTimeout(goOn);
});

addEventListener(
  "submit",
  (event) => {
    if (event.target.id !== "order" || !(travelling || unsent().length)) return;
    event.preventDefault();
    if (!travelling) return;
    const seen = total();
    leave = () => {
      if (total() === seen) event.target.requestSubmit();
      else document.getElementById("summary").scrollIntoView({ block: "nearest" });
    };
  },
  true,
);

addEventListener(
  "click",
  (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !travelling || link.hasAttribute("hx-get")) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leave = () => link.click();
  },
  true,
);
