// While a press travels the page says so; what the network swallowed is sent when it is back.
const unsent = new Map();

function say(name) {
  const saved = document.getElementById("saved");
  if (saved) saved.textContent = saved.dataset[name];
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
