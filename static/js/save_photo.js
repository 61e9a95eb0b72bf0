// On a phone a finished photo goes into the phone's photos instead of its downloads: it is fetched
// and given to the system's own sheet. Wherever that is not possible, the link stays a download.

const PROBE = new File([new Blob(["x"], { type: "image/jpeg" })], "x.jpg", { type: "image/jpeg" });
const page = document.querySelector(".downloads");
const fetched = new Map();

function isPhone() {
  return matchMedia("(pointer: coarse)").matches && Boolean(navigator.canShare?.({ files: [PROBE] }));
}

function label(link, words) {
  const name = link.querySelector("span[title]");
  name.dataset.before ??= name.innerHTML;
  if (words) name.textContent = words;
  else name.innerHTML = name.dataset.before;
}

async function read(answer, tell) {
  const total = Number(answer.headers.get("Content-Length"));
  const pieces = [];
  let got = 0;
  for (const reader = answer.body.getReader(); ; ) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces, { type: answer.headers.get("Content-Type") });
    pieces.push(value);
    got += value.length;
    if (total) tell(Math.floor((100 * got) / total));
  }
}

async function load(link) {
  const answer = await fetch(link.href);
  if (!answer.ok) throw new Error(answer.status);
  const tell = (percent) => label(link, `${page.dataset.loading} ${percent} %`);
  const blob = await read(answer, tell);
  return new File([blob], link.dataset.name, { type: blob.type });
}

async function save(link) {
  link.setAttribute("aria-busy", "true");
  const file = fetched.get(link) ?? (await load(link));
  fetched.set(link, file);
  if (!navigator.canShare({ files: [file] })) throw new Error("not shareable");
  await navigator.share({ files: [file] });
  fetched.delete(link);
  label(link, page.dataset.saved);
}

async function press(link) {
  if (link.hasAttribute("aria-busy")) return;
  link.classList.remove("again");
  try {
    await save(link);
  } catch (error) {
    // The sheet wants a fresh touch after a long fetch; closing it is no failure.
    if (error.name === "NotAllowedError") {
      link.classList.add("again");
      label(link, page.dataset.again);
    } else {
      label(link);
      if (error.name !== "AbortError") location.assign(link.href);
    }
  } finally {
    link.removeAttribute("aria-busy");
  }
}

if (page && isPhone()) {
  const hint = page.querySelector(".save-hint");
  if (hint) hint.hidden = false;
  for (const link of page.querySelectorAll("a.take")) {
    link.setAttribute("aria-label", `${page.dataset.save}: ${link.dataset.name}`);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      press(link);
    });
  }
}
