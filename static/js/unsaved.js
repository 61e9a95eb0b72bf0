// Names what was changed in a form and is not saved yet, beside its button.

const note = (form) => form.querySelector("[data-unsaved-names]");

function isChanged(field) {
  if (field.type === "checkbox" || field.type === "radio") {
    return field.checked !== field.defaultChecked;
  }
  return field.value !== field.defaultValue;
}

// "Port SMTP" becomes "port SMTP" inside the sentence; "SSL/TLS" stays.
function named(field) {
  const label = field.labels[0];
  const words = (label?.querySelector(".means")?.previousSibling ?? label)?.textContent.trim() ?? "";
  const isCapital = words.slice(1, 2) !== words.slice(1, 2).toLowerCase();
  return isCapital ? words : words.slice(0, 1).toLowerCase() + words.slice(1);
}

function tell(form) {
  const counted = [...form.elements].filter(
    (field) => field.matches("input:not([type=hidden]), textarea, select"),
  );
  const names = counted.filter((field) => field.labels.length && isChanged(field)).map(named);
  const target = note(form);
  target.textContent = names.length ? `${target.dataset.unsavedNames}: ${names.join(", ")}` : "";
}

for (const form of document.querySelectorAll("form[data-unsaved]")) {
  form.addEventListener("input", () => tell(form));
  form.addEventListener("change", () => tell(form));
}
