// Copies a field to the clipboard: <button data-copy="#field" data-copied="Copied 25 names">.

const SAID_FOR_MS = 2000;

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  const field = button && document.querySelector(button.dataset.copy);
  if (field && (await copied(field))) say(button);
});

async function copied(field) {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    // Without https or permission there is no clipboard API; the marked field can still be copied.
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

function say(button) {
  const label = button.querySelector("span");
  if (button.dataset.label === undefined) button.dataset.label = label.textContent;
  label.setAttribute("role", "status");
  label.textContent = button.dataset.copied;
  clearTimeout(Number(button.dataset.timer));
  button.dataset.timer = setTimeout(() => { label.textContent = button.dataset.label; }, SAID_FOR_MS);
}
