// Puts a variable where the cursor was last, in the subject or in the body.

const form = document.getElementById("words");
let field = form.elements.body;

form.addEventListener("focusin", (event) => {
  if (event.target.matches("input.input, textarea")) field = event.target;
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-insert]");
  if (!button) return;
  field.setRangeText(button.dataset.insert, field.selectionStart, field.selectionEnd, "end");
  field.focus();
  field.dispatchEvent(new Event("input", { bubbles: true }));
});
