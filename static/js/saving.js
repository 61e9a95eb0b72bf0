// In the cart: while a press travels the page says so; what the network swallowed is sent when it
// is back, as long as the page stays open.
const unsent = new Map();

function say(name) {
  const saved = document.getElementById("saved");
  if (!saved) return;
  saved.textContent = name ? saved.dataset[name].replace("{n}", unsent.size) : "";
  if (name) saved.dataset.told = name;
  else delete saved.dataset.told;
}

document.body.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.requestConfig.verb === "post") say("saving");
});

document.body.addEventListener("htmx:sendError", (event) => {
  if (event.detail.requestConfig.verb !== "post") return;
  const { elt } = event.detail;
  unsent.set(elt.id || elt, elt);
  say("unsaved");
});

// An answer that saved something has put a fresh sign in the place of "saving".
document.body.addEventListener("htmx:afterRequest", () => {
  if (document.querySelector('#saved[data-told="saving"]')) say();
});

addEventListener("online", () => {
  const waiting = [...unsent.values()];
  unsent.clear();
  for (const elt of waiting) {
    if (elt.isConnected) htmx.trigger(elt, elt.matches("form") ? "submit" : "click");
  }
});

addEventListener("beforeunload", (event) => {
  if (unsent.size) event.preventDefault();
});
