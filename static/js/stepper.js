// Buttons beside a number: <button data-step="1"> changes the input between them as a hand would.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-step]");
  const input = button?.parentElement.querySelector("input");
  if (!input) return;
  const wanted = (Number(input.value) || 0) + Number(button.dataset.step);
  const count = Math.min(Number(input.max), Math.max(Number(input.min), wanted));
  if (count === Number(input.value)) return;
  input.value = count;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.dispatchEvent(new Event("change", { bubbles: true }));
});

document.addEventListener("input", (event) => {
  const stepper = event.target.closest(".stepper");
  stepper?.classList.toggle("zero", Number(event.target.value) === 0);
});
