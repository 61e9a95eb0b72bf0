// Keeps the place on the wall: going back leads to the photo that stood below the filters, at the
// height where it stood, and so does every way from the cart. Back from a large photo that was
// turned far from there leads to the one seen last. A wall that the browser kept is shown again
// only if it is still true.

const KEY = "place";
const LAST = "wall at the photo seen last";
const SETTLED_MS = 120;
const RESTORES_MS = 1500;
const MOVES = ["pointerdown", "touchstart", "wheel", "keydown"];
const wall = document.getElementById("wall");

function topOf(photo) {
  return photo.getBoundingClientRect().top;
}

// The first photo that stands below the filters; without a scroll there is nothing to keep.
function seen() {
  const edge = document.getElementById("filters").getBoundingClientRect().bottom;
  const photos = [...wall.querySelectorAll("figure.photo")];
  return scrollY && photos.find((photo) => photo.getBoundingClientRect().bottom > edge + 1);
}

function remember() {
  const photo = seen();
  const place = photo ? { id: photo.id, top: topOf(photo) } : null;
  history.replaceState({ ...history.state, place }, "");
  const query = new URLSearchParams(location.search);
  query.delete("lang");
  if (photo) query.set("until", photo.id.slice(1));
  const way = { path: location.pathname, search: `?${query}`, hash: photo ? `#${photo.id}` : "" };
  sessionStorage.setItem(KEY, JSON.stringify(way));
}

function standAt({ id, top }) {
  const photo = document.getElementById(id);
  if (photo) scrollBy({ top: topOf(photo) - top, behavior: "instant" });
}

// Sections get their true height when they are near, so the place is taken again and again, until
// a person moves or nothing is left to settle.
function restore(place) {
  const stand = () => standAt(place);
  const settling = new ResizeObserver(stand);
  stand();
  for (const section of wall.querySelectorAll(".grid")) settling.observe(section);
  const end = () => settling.disconnect();
  setTimeout(end, RESTORES_MS);
  for (const move of MOVES) addEventListener(move, end, { once: true, passive: true });
}

function comeBack(place) {
  const last = sessionStorage.getItem(LAST);
  const photo = last && document.querySelector(new URL(last).hash);
  sessionStorage.removeItem(LAST);
  if (last && !photo) return location.replace(last);
  if (place) standAt(place);
  const { top = 0, bottom = 0, height = 0 } = photo ? photo.getBoundingClientRect() : {};
  const isAway = photo && (bottom < 0 || top > innerHeight);
  const there = isAway ? { id: photo.id, top: (innerHeight - height) / 2 } : place;
  return there && restore(there);
}

async function check() {
  const answer = await fetch(location, { cache: "no-cache" }).catch(() => null);
  if (answer?.ok && answer.headers.get("ETag") !== (wall.dataset.tag ?? null)) location.reload();
}

function watch() {
  let timer;
  history.scrollRestoration = "manual";
  addEventListener("click", remember, true);
  addEventListener("scroll", () => {
    clearTimeout(timer);
    timer = setTimeout(remember, SETTLED_MS);
  });
  // More of the wall gives the page a new address, which knows nothing of the place.
  addEventListener("htmx:replacedInHistory", remember);
  const [way] = performance.getEntriesByType("navigation");
  const isBack = way?.type === "back_forward";
  const place = history.state?.place;
  if (isBack) comeBack(place);
  else if (place && way?.type === "reload") restore(place);
  if (!isBack) sessionStorage.removeItem(LAST);
  addEventListener("pageshow", ({ persisted }) => {
    if (persisted) comeBack();
    if (persisted || isBack) check();
  });
}

function lead() {
  const { path, search, hash } = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  for (const link of document.links) {
    if (link.pathname === path && !link.search) Object.assign(link, { search, hash });
  }
}

// The page of a photo is turned without being loaded, and its way to the wall with it.
function look() {
  const close = document.getElementById("close");
  if (close) sessionStorage.setItem(LAST, close.href);
}

if (wall) watch();
else {
  lead();
  look();
  document.body.addEventListener("htmx:afterOnLoad", look);
}
