// In the cart: while a press travels the page says so. What the network swallows joins the presses
// of this gallery that wait, and whatever is pressed after it stands in line behind it.
import { waiting } from "./press_list.js";
import { keep } from "./press_queue.js";
import { say } from "./press_signs.js";

function stand({ id: element }, path, fields) {
  keep({ path, at: "cart", photo: null, element, version: null, values: {}, fields: [...fields] });
}

document.body.addEventListener("htmx:confirm", (event) => {
  const { elt, path, verb } = event.detail;
  if (verb !== "post" || (navigator.onLine && !waiting().length)) return;
  event.preventDefault();
  const fields = htmx.values(elt, "post");
  if (elt.matches("button[name]")) fields.set(elt.name, elt.value);
  stand(elt, path, fields);
});

document.body.addEventListener("htmx:beforeRequest", ({ detail }) => {
  if (detail.requestConfig.verb === "post") say("saving", 1);
});

document.body.addEventListener("htmx:sendError", ({ detail: { elt, requestConfig } }) => {
  if (requestConfig.verb === "post") stand(elt, requestConfig.path, requestConfig.formData);
});

// An answer that saved something has put a fresh sign in the place of "saving".
document.body.addEventListener("htmx:afterRequest", () => {
  if (!waiting().length) say("saving", 0);
});
