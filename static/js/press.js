// Tells the server whether a person pressed the cover's button: a real click, a second or more
// after the page could be seen. It runs before the button exists, so that no script is quicker.
const SEEN_MS = 1000;
const startedAt = performance.now();
let isPerson = false;

addEventListener(
  "click",
  (event) => {
    isPerson = event.isTrusted && performance.now() - startedAt >= SEEN_MS;
  },
  true,
);

addEventListener(
  "submit",
  (event) => {
    event.target.elements.person.value = isPerson ? "yes" : "no";
  },
  true,
);

addEventListener("DOMContentLoaded", () => {
  document.getElementById("enter").elements.person.value = "no";
});
