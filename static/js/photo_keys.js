// Keys on the page of one photo: arrows turn, Space picks, C writes a note, Esc goes back.
const ACTIONS = {
  ArrowLeft: () => document.querySelector("a[rel=prev]")?.click(),
  ArrowRight: () => document.querySelector("a[rel=next]")?.click(),
  " ": () => document.getElementById("pick")?.click(),
  c: () => document.getElementById("note-text")?.focus(),
  Escape: () => document.getElementById("close").click(),
};

addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.matches("textarea, input, select")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (key === " " && event.target.matches("button, a, summary")) return;
  if (!ACTIONS[key]) return;
  event.preventDefault();
  ACTIONS[key]();
});
