// Makes the upload form a panel that sends photos one by one, with pause, retry and resume.

import { Queue } from "./upload_queue.js";
import { Facts } from "./upload_facts.js";
import { listen } from "./upload_sources.js";
import { View } from "./upload_view.js";
import { fill } from "./upload_words.js";

const REFRESH_EVERY_MS = 1000;

function start(root) {
  const settings = JSON.parse(root.querySelector("[data-settings]").textContent);
  const token = root.querySelector("[name=csrf_token]").value;
  const chosen = () => root.querySelector("[name=folder]:checked, [name=folder][type=hidden]");
  const queue = new Queue(settings, token, () => {
    view.change();
    root.classList.toggle("is-sending", queue.isActive);
    facts.show();
    refresh();
  });
  const view = new View(root, queue, settings.texts);
  const facts = new Facts(queue, settings.texts, () => chosen().value);
  const refresh = refresher(queue, () => chosen().value);
  const input = listen(root, (files) => queue.add(files, chosen().dataset.url));

  root.classList.add("is-live");
  view.find("pause").addEventListener("click", () => (queue.isPaused ? queue.resume() : queue.pause()));
  view.find("cancel").addEventListener("click", () => queue.cancel());
  // The button is put in place anew while photos arrive.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-add-photos]")) return;
    event.preventDefault();
    input.click();
  });
  addEventListener("beforeunload", (event) => queue.isActive && event.preventDefault());
  document.addEventListener("htmx:afterSwap", () => {
    showPreviews(view, chosen().value, settings.texts);
    facts.show();
  });
}

// Has the page ask for new thumbnails after files have arrived, once a second at most.
function refresher(queue, folder) {
  let [seen, timer] = [0, 0];
  return () => {
    const here = queue.entries.filter((entry) => entry.state === "done").length;
    if (here === seen || timer) return;
    timer = setTimeout(() => {
      [seen, timer] = [queue.entries.filter((entry) => entry.state === "done").length, 0];
      const part = document.querySelector(`[data-progress-of="${folder()}"]`);
      if (part) htmx.trigger(part, "photos-uploaded");
    }, REFRESH_EVERY_MS);
  };
}

function showPreviews(view, folder, texts) {
  const part = document.querySelector(`[data-progress-of="${folder}"]`);
  if (!part) return;
  const { total, ready } = part.dataset;
  view.find("previews").textContent = fill(texts.progress, { done: ready, total });
  for (const place of document.querySelectorAll(`[data-count-of="${folder}"]`)) {
    place.textContent = total;
  }
  if (Number(total)) document.querySelector("#no-photos")?.remove();
}

document.querySelectorAll("[data-uploader]").forEach(start);
