// Tells the server, once a page, that a person is looking: the first pointer, key, wheel or touch
// that comes a second or more after loading. Scrolling by a script makes none of these events.
const NEEDS_MS = 1000;
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"];
const form = document.getElementById("presence");
const loadedAt = performance.now();

function report(event) {
  if (!event.isTrusted || performance.now() - loadedAt < NEEDS_MS) return;
  for (const sign of SIGNS) removeEventListener(sign, report, true);
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true }).catch(() => {});
}

for (const sign of SIGNS) addEventListener(sign, report, { capture: true, passive: true });
