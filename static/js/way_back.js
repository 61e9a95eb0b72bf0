// Back from the large photo leads to the wall at the photo seen last, not at the one opened first.

const KEY = "wall at the photo seen last";
const close = () => document.getElementById("close");

function remember() {
  sessionStorage.setItem(KEY, close().href);
}

function comeBack(isKept) {
  const wall = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  const [visit] = performance.getEntriesByType("navigation");
  if (!wall || !(isKept || visit.type === "back_forward")) return;
  const photo = document.querySelector(new URL(wall).hash);
  if (!photo || isKept) return location.replace(wall);
  // After the browser has gone where it left, which it does when everything else is over.
  return setTimeout(() => photo.scrollIntoView({ block: "center" }));
}

if (close()) {
  remember();
  document.body.addEventListener("htmx:afterOnLoad", remember);
} else {
  addEventListener("pageshow", (event) => comeBack(event.persisted));
}
