// Puts a product that was found into the set: its code into a row that is still empty, or a new one.

const field = (holder) =>
  [...holder.querySelectorAll("ul > [data-row] [name$='-name']")].find((one) => !one.value.trim());

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-part-code]");
  const holder = document.querySelector("#parts");
  if (!button || !holder) return;
  if (!field(holder)) holder.querySelector("[data-add-row]").click();
  const target = field(holder);
  if (!target) return;
  target.value = button.dataset.partCode;
  target.dispatchEvent(new Event("input", { bubbles: true }));
  target.closest("[data-row]").querySelector("[name$='-quantity']").focus();
});
