// Draws the upload panel: the whole, the failed files first, then those in flight and the queue.

import { count, duration, fill, size, sizes } from "./upload_words.js";

const SHOWN_LIMIT = 100;
const DRAW_EVERY_MS = 200;
const REDRAW_EVERY_MS = 1000;
const SPEED_OVER_MS = 5000;

export class View {
  #rows = new Map();
  #shown = [];
  #samples = [];
  #isDue = false;
  #showsQueue = false;

  constructor(root, queue, texts) {
    Object.assign(this, { root, queue, texts });
    this.find("files").addEventListener("click", (event) => this.#press(event));
    // Speed falls while nothing arrives, and nothing then says so.
    setInterval(() => queue.isActive && this.change(), REDRAW_EVERY_MS);
  }

  find(name) {
    return this.root.querySelector(`[data-${name}]`);
  }

  // Draws soon, and at most a few times a second.
  change() {
    if (this.#isDue) return;
    this.#isDue = true;
    setTimeout(() => {
      this.#isDue = false;
      this.#draw();
    }, DRAW_EVERY_MS);
  }

  #draw() {
    const of = Object.groupBy
      ? Object.groupBy(this.queue.entries, (entry) => entry.state)
      : grouped(this.queue.entries);
    this.#drawWhole(of);
    this.#drawRows(of);
  }

  #drawWhole({ done = [], skipped = [], failed = [] }) {
    const entries = this.queue.entries.filter((entry) => entry.state !== "failed");
    const sum = (of) => entries.reduce((total, entry) => total + of(entry), 0);
    const [sent, total] = [sum((entry) => entry.sent), sum((entry) => entry.file.size)];
    const isOver = !this.queue.isActive && !this.queue.entries.some((e) => e.state === "asking");
    this.root.classList.toggle("is-over", isOver);
    this.find("whole").hidden = this.queue.entries.length === 0;
    this.find("lead").textContent = isOver
      ? this.#result(done.length, skipped.length, failed.length)
      : this.#lead(done.length + skipped.length, entries.length);
    const bar = this.find("bar");
    Object.assign(bar, { max: Math.max(1, total), value: sent });
    bar.classList.toggle("calm", this.queue.isPaused);
    this.find("sent").textContent = sizes(sent, total, this.texts.progress);
    this.#drawSpeed(sent, total);
    this.#drawPause();
  }

  #lead(done, total) {
    const word = this.queue.isPaused ? this.texts.paused : this.texts.uploading;
    return `${word} ${fill(count(this.texts.photos, total), { done })}`;
  }

  #result(done, skipped, failed) {
    const parts = done || !skipped ? [count(this.texts.done, done)] : [];
    if (skipped) parts.push(count(this.texts.skipped, skipped));
    if (failed) parts.push(count(this.texts.failed, failed));
    return parts.join(" · ");
  }

  #drawSpeed(sent, total) {
    const now = performance.now();
    this.#samples = this.#samples.filter((sample) => now - sample.at < SPEED_OVER_MS);
    this.#samples.push({ at: now, sent });
    const first = this.#samples[0];
    const perSecond = ((sent - first.sent) / Math.max(1, now - first.at)) * 1000;
    const isMoving = perSecond > 0 && !this.queue.isPaused && this.queue.isActive;
    this.find("speed").textContent = isMoving ? `${size(perSecond)}/s` : "–";
    this.find("left").textContent = isMoving
      ? duration((total - sent) / perSecond, this.texts)
      : "–";
  }

  #drawPause() {
    const button = this.find("pause");
    const isPaused = this.queue.isPaused;
    button.querySelector("span").textContent = isPaused ? this.texts.resume : this.texts.pause;
    const use = button.querySelector("use");
    use.setAttribute("href", use.getAttribute("href").replace(/#.*/, isPaused ? "#play" : "#pause"));
  }

  #drawRows({ failed = [], asking = [], flying = [], queued = [] }) {
    const rows = [
      ...failed.slice(0, SHOWN_LIMIT).map((entry) => this.#row(entry, "failed")),
      ...asking.slice(0, SHOWN_LIMIT).map((entry) => this.#row(entry, "question")),
      ...flying.map((entry) => this.#row(entry, "flying")),
    ];
    if (queued.length) rows.push(this.#queueRow(queued.length));
    if (this.#showsQueue) {
      rows.push(...queued.slice(0, SHOWN_LIMIT).map((entry) => this.#row(entry, "queued")));
    }
    // Moving a row takes the focus from its button, so rows are only moved when they must be.
    if (rows.some((row, place) => row !== this.#shown[place]) || rows.length !== this.#shown.length) {
      this.find("files").replaceChildren(...rows);
      this.#shown = rows;
    }
  }

  #row(entry, kind) {
    if (this.#rows.get(entry)?.dataset.kind !== kind) this.#rows.set(entry, this.#made(entry, kind));
    const row = this.#rows.get(entry);
    const [bar, figure, why] = ["progress", ".figure", ".why"].map((s) => row.querySelector(s));
    if (bar) Object.assign(bar, { value: entry.sent, max: Math.max(1, entry.file.size) });
    if (figure) figure.textContent = this.#figure(entry, kind);
    if (why && kind === "failed") why.textContent = entry.why;
    return row;
  }

  #figure(entry, kind) {
    if (entry.why) return entry.why;
    if (kind === "queued") return size(entry.file.size);
    return entry.id ? sizes(entry.sent, entry.file.size, this.texts.progress) : this.texts.reading;
  }

  #queueRow(number) {
    const row = this.#rows.get("queue") ?? this.#made(null, "queue");
    this.#rows.set("queue", row);
    row.querySelector("span").textContent = count(this.texts.queue, number);
    return row;
  }

  #made(entry, kind) {
    const template = this.root.querySelector(`template[data-row="${kind}"]`);
    const row = template.content.firstElementChild.cloneNode(true);
    row.dataset.kind = kind;
    if (entry) {
      row.entry = entry;
      const name = row.querySelector(".name");
      name.textContent = name.title = entry.file.name;
    }
    return row;
  }

  #press(event) {
    const row = event.target.closest("li");
    const answer = event.target.closest("[data-answer]")?.dataset.answer;
    if (event.target.closest("[data-retry]")) this.queue.retry(row.entry);
    if (answer) this.queue.answer(row.entry, answer, row.querySelector("[data-for-all]").checked);
    if (event.target.closest("[data-show-queue]")) {
      this.#showsQueue = !this.#showsQueue;
      this.change();
    }
  }
}

function grouped(entries) {
  const groups = {};
  for (const entry of entries) (groups[entry.state] ??= []).push(entry);
  return groups;
}
