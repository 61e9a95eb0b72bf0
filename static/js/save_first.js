// What is just being saved is saved before the order is sent or the page is left. An order whose
// total has changed by that waits for another press: nobody pays what they have not seen.
let travelling = 0;
let next = null;

const total = () => document.querySelector("[name=seen_total]")?.value;

document.body.addEventListener("htmx:beforeSend", () => {
  travelling += 1;
});

document.body.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.xhr) travelling = Math.max(0, travelling - 1);
  if (!event.detail.successful) next = null;
  // A press that waited for this one goes out right after it.
  setTimeout(goOn);
});

function goOn() {
  if (travelling || !next) return;
  const go = next;
  next = null;
  go();
}

addEventListener(
  "submit",
  (event) => {
    if (event.target.id !== "order" || !travelling) return;
    event.preventDefault();
    const seen = total();
    next = () => {
      if (total() === seen) event.target.requestSubmit();
      else document.getElementById("summary").scrollIntoView({ block: "nearest" });
    };
  },
  true,
);

addEventListener(
  "click",
  (event) => {
    const link = event.target.closest("a[href]");
    if (!link || !travelling || link.hasAttribute("hx-get")) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    next = () => link.click();
  },
  true,
);
