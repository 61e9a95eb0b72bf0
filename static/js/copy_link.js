// Copies a shown address and says so for two seconds. Without this script it is selected by hand.

const SAID_FOR_MS = 2000;

async function copy(input) {
  try {
    await navigator.clipboard.writeText(input.value);
  } catch {
    // Pages without TLS have no clipboard of their own.
    input.select();
    document.execCommand("copy");
  }
}

async function press(button, input) {
  await copy(input);
  const label = button.querySelector("span");
  const before = label.dataset.before ?? label.textContent;
  label.dataset.before = before;
  label.textContent = button.dataset.copied;
  setTimeout(() => (label.textContent = before), SAID_FOR_MS);
}

function prepare(root) {
  for (const box of root.querySelectorAll("[data-copy]")) {
    const button = box.querySelector("button[hidden]");
    if (!button) continue;
    const input = box.querySelector("input");
    button.hidden = false;
    button.addEventListener("click", () => press(button, input));
    input.addEventListener("focus", () => input.select());
    if (root !== document && !root.hasAttribute("data-quiet")) button.focus();
  }
}

document.addEventListener("htmx:afterSettle", (event) => prepare(event.target));
prepare(document);
