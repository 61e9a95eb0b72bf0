// Presses beside a photo go out one after the other, each on the version that the last answer
// told; what is pressed meanwhile shows at once and waits. No leaving before all of it is sent.
const waiting = new Map(); // by what was pressed: { id, path, values }
let travelling = null;
let isSending = false;
let leaving = null;

function pressOf(elt, path) {
  if (elt.matches("form")) return { key: elt.id, id: elt.id, path, values: fieldsOf(elt) };
  const name = elt.name === "quantity" || elt.name === "picked" || elt.name === "retouched";
  const values = name ? { [elt.name]: elt.value } : { quantity: elt.form.elements.typed.value };
  return { key: path, id: elt.id, path, values };
}

function fieldsOf(form) {
  const { note } = Object.fromEntries(new FormData(form));
  return { note };
}

// A stepper counts on from what was pressed, not from what the server knows already.
function show({ id, values }) {
  const fields = document.getElementById(id)?.form?.elements;
  if (!fields?.typed || !("quantity" in values)) return;
  const count = Number(values.quantity);
  const [less, more] = fields.quantity;
  fields.typed.value = count;
  less.value = Math.max(0, count - 1);
  more.value = count + 1;
  if (count) less.removeAttribute("aria-disabled");
  else less.setAttribute("aria-disabled", "true");
  fields.typed.form.classList.toggle("zero", !count);
}

function send() {
  if (travelling) return;
  const [next] = waiting.values();
  if (!next) return leave();
  waiting.delete(next.key);
  const source = document.getElementById(next.id);
  if (!source) return send();
  travelling = next;
  isSending = true;
  // How it ended is told by htmx:afterRequest.
  htmx.ajax("POST", next.path, { source, values: next.values }).catch(() => {});
  isSending = false;
}

// The page may stay where it is, turned to another photo, so the link is followed once.
function leave() {
  const link = leaving;
  leaving = null;
  link?.click();
}

document.body.addEventListener("htmx:confirm", (event) => {
  const { elt, path, verb } = event.detail;
  if (isSending || verb !== "post" || !elt.id || !elt.closest("[data-in-turn]")) return;
  event.preventDefault();
  const press = pressOf(elt, path);
  waiting.set(press.key, press);
  show(press);
  send();
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  const sent = travelling;
  if (!sent || event.detail.requestConfig.path !== sent.path) return;
  travelling = null;
  if (event.detail.xhr.status) {
    for (const press of waiting.values()) show(press);
    // Later, because htmx takes no second request of an element before it is done with the first.
    return setTimeout(send);
  }
  leaving = null;
  if (!waiting.has(sent.key)) waiting.set(sent.key, sent);
});

addEventListener("online", send);

addEventListener(
  "click",
  (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link || !travelling || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    leaving = link;
  },
  true,
);

addEventListener("beforeunload", (event) => {
  if (waiting.size) event.preventDefault();
});
