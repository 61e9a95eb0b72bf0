// Presses of a gallery that are not saved yet. They stay in this browser, over a reload, too.
const KEY = `presses:${location.pathname.match(/^\/g\/[^/]+/)?.[0]}`;
let unstored = null; // the list itself where the browser may not store

export function waiting() {
  if (unstored) return unstored;
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? [];
  } catch {
    return [];
  }
}

// A later press on the same thing takes the place of one that still waits, and goes by what the
// page knew at the first of them: nobody else's change is written over unseen.
export function put(press, travelling) {
  const presses = waiting();
  const at = presses.findIndex(({ id, path }) => path === press.path && id !== travelling?.id);
  if (at >= 0) press.version = presses.splice(at, 1)[0].version;
  store([...presses, press]);
}

// What else waits about the same photo goes by the version that the sent press has left.
export function sent(press, version) {
  const rest = waiting().filter(({ id }) => id !== press.id);
  for (const other of rest) {
    if (version && other.photo === press.photo) other.version = version;
  }
  store(rest);
}

// Of two tabs one sends at a time; the other goes on as soon as that has finished.
export function alone(send) {
  return navigator.locks ? navigator.locks.request(KEY, send) : send();
}

export function onChangeElsewhere(tell) {
  addEventListener("storage", ({ key }) => key === KEY && tell());
}

function store(presses) {
  try {
    if (presses.length) localStorage.setItem(KEY, JSON.stringify(presses));
    else localStorage.removeItem(KEY);
  } catch {
    unstored = presses;
  }
}
