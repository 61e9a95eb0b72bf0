// Presses on a wall and beside a photo go out one after the other, each on the version that the
// last answer told; what the network swallows, there or in the cart, is sent when it is back, on
// whichever page.
import { alone, onChangeElsewhere, put, sent, waiting } from "./press_list.js";
import { show } from "./press_signs.js";

const AGAIN_MS = 15_000;
let travelling = null;
let isAway = !navigator.onLine;
let leave = null; // for a page that shows what has become of all presses

function pressOf(element, path) {
  const form = element.form ?? element;
  const values = Object.fromEntries(new FormData(form));
  if (element.matches("button")) values[element.name] = element.value;
  const { pathname, searchParams } = new URL(path, location.href);
  const { csrf_token: _token, version, at = "wall", ...said } = values;
  return {
    path: pathname,
    photo: pathname.match(/\/photos\/(\d+)/)[1],
    at,
    element: element.id,
    version: searchParams.get("version") ?? version ?? null,
    values: said,
  };
}

// Away from the page it was made on, a press is told to the wall.
function standing(press) {
  return press.page === location.pathname ? press.at : "wall";
}

async function send(press) {
  const body = new URLSearchParams(press.fields ?? press.values);
  const at = standing(press);
  body.set("csrf_token", document.querySelector("[name=csrf_token]").value);
  body.set("at", at);
  if (press.version !== null) body.set("version", press.version);
  const headers = { "HX-Request": "true" };
  const answer = await fetch(press.path, { method: "POST", headers, body, keepalive: true });
  return { answer, at, text: await answer.text() };
}

function place(press, { answer: { headers, ok }, at, text }) {
  if (press.at === "cart") return placeInCart(press, ok, text);
  if (headers.has("HX-Redirect")) return location.assign(headers.get("HX-Redirect"));
  if (at !== standing(press)) return differ(text);
  const element = at === press.at && document.getElementById(press.element);
  const caption = at === "wall" && `#p${press.photo} figcaption`;
  const own = caption || element?.getAttribute?.("hx-target");
  const wanted = headers.get("HX-Retarget") ?? (ok && own);
  const swap = headers.get("HX-Reswap") ?? element?.getAttribute?.("hx-swap") ?? "outerHTML";
  const target = wanted && document.querySelector(wanted);
  htmx.swap(target || document.body, text, {
    swapStyle: target ? swap.split(" ")[0] : "none",
    settleDelay: 0,
  });
}

// A wall is shown again with what the cart has become; what was refused is told in the cart.
function placeInCart(press, ok, text) {
  const lines = document.getElementById("cart-lines");
  if (lines) htmx.swap(lines, text, { swapStyle: "outerHTML", settleDelay: 0 });
  else if (!ok) leave = () => location.assign(press.page);
  else if (document.getElementById("wall")) leave ??= () => location.reload();
}

// The page shows another photo by now: of the answer only a difference concerns it.
function differ(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const difference = page.querySelector(".conflict");
  const room = document.getElementById("conflict");
  if (difference && room) htmx.swap(room, difference.outerHTML, { swapStyle: "innerHTML" });
}

async function sendAll() {
  for (let [press] = waiting(); press; [press] = waiting()) {
    travelling = press;
    let told;
    try {
      told = await send(press);
    } catch {
      isAway = true;
      return;
    } finally {
      travelling = null;
    }
    const { answer } = told;
    isAway = answer.status >= 500 || answer.status === 429;
    if (isAway) return;
    sent(press, answer.headers.get("X-Photo-Version"));
    place(press, told);
    show(false);
  }
}

async function flush() {
  if (travelling || !waiting().length) return;
  await alone(sendAll);
  show(isAway);
  if (!isAway) leave?.();
}

export function keep(press) {
  const id = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  put({ id, page: location.pathname, ...press }, travelling);
  show(isAway);
  flush();
}

document.body.addEventListener("htmx:confirm", (event) => {
  const { elt, path, verb } = event.detail;
  if (verb !== "post" || !elt.id || !elt.closest("[data-queued]")) return;
  event.preventDefault();
  keep(pressOf(elt, path));
});

onChangeElsewhere(() => show(isAway));
addEventListener("online", flush);
addEventListener("pageshow", flush);
setInterval(flush, AGAIN_MS);
show(isAway);
