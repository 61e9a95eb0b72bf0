// What the page of a photo says of its neighbours, and how it becomes the page of another one.

// `links` by place from 0; `place` is that of the photo the page is about.
export function film() {
  const strip = document.getElementById("strip");
  const first = Number(strip.dataset.first);
  const all = [...strip.children];
  return {
    links: new Map(all.map((link, at) => [first + at, link])),
    place: first + all.findIndex((link) => link.hasAttribute("aria-current")),
    placeOf: (link) => first + all.indexOf(link),
    count: Number(strip.dataset.count),
  };
}

let running = Promise.resolve();
let newest = null;

// Fetches everything around the photo of a link, one after another; false when a newer turn has
// overtaken this one or the network is away.
export async function follow(source, link) {
  newest = link;
  await running;
  if (newest !== link) return false;
  const answer = ask(source, link.getAttribute("href"));
  running = answer;
  return answer;
}

async function ask(source, address) {
  let status = 0;
  const note = (event) => {
    status = event.detail.xhr.status;
  };
  source.addEventListener("htmx:beforeOnLoad", note, { once: true });
  try {
    await htmx.ajax("GET", address, { source, swap: "none settle:0" });
  } catch {
    source.removeEventListener("htmx:beforeOnLoad", note);
  }
  if (status >= 400) location.assign(address);
  return status === 200;
}
