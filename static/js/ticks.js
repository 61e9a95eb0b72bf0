// Ticks of a list: one box ticks them all, and the button says how many there are.
// <form data-ticks> with [data-tick-all] and [data-tick-count]; the boxes name the form they are of.

function boxesOf(form) {
  return [...form.elements].filter((box) => box.type === "checkbox" && box.name);
}

function tell(form) {
  const boxes = boxesOf(form);
  const count = boxes.filter((box) => box.checked).length;
  const all = form.querySelector("[data-tick-all]");
  all.checked = count > 0 && count === boxes.length;
  all.indeterminate = count > 0 && count < boxes.length;
  form.querySelector("[data-tick-count]").textContent = count || "";
  form.querySelector("button").disabled = count === 0;
}

function tellAll() {
  for (const form of document.querySelectorAll("form[data-ticks]")) tell(form);
}

document.addEventListener("change", (event) => {
  const form = event.target.form;
  if (!form?.matches("[data-ticks]") || event.target.type !== "checkbox") return;
  if (event.target.matches("[data-tick-all]")) {
    for (const box of boxesOf(form)) box.checked = event.target.checked;
  }
  tell(form);
});
document.body.addEventListener("htmx:afterSettle", tellAll);
window.addEventListener("pageshow", tellAll);
tellAll();
