// Counts the ticked photos, ticks a row of them with Shift, and all that are shown with one button.

const form = document.querySelector("[data-selection]");
if (form) start(form);

function start(form) {
  const boxes = () => [...document.querySelectorAll(`[form="${form.id}"][name=photo]`)];
  const count = form.querySelector("[data-chosen]");
  const all = form.querySelector("[data-all]");
  let last;

  const show = () => {
    const chosen = boxes().filter((box) => box.checked).length;
    count.textContent = chosen;
    form.classList.toggle("has-chosen", chosen > 0);
  };

  form.classList.add("is-live");
  all.hidden = false;
  all.addEventListener("click", () => {
    for (const box of boxes()) box.checked = true;
    show();
  });
  form.addEventListener("reset", () => {
    for (const box of boxes()) box.checked = false;
    setTimeout(show);
  });
  document.addEventListener("click", (event) => {
    const box = event.target;
    if (!box.matches?.(`[form="${form.id}"][name=photo]`)) return;
    if (event.shiftKey && last) tickBetween(boxes(), last, box);
    last = box;
    show();
  });
  // Enter in the field means the button beside it.
  form.querySelector("[name=target]").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[value=place]"));
  });
  show();
}

function tickBetween(boxes, one, other) {
  const [from, to] = [boxes.indexOf(one), boxes.indexOf(other)].sort((a, b) => a - b);
  for (const box of boxes.slice(from, to + 1)) box.checked = other.checked;
}
