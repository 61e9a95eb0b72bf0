// Says in the session's header how many photos are here of how many, while they are being sent.

import { count, fill } from "./upload_words.js";

const COMING = new Set(["queued", "flying", "asking"]);

export class Facts {
  constructor(queue, texts, folder) {
    Object.assign(this, { queue, texts, folder });
    const part = document.querySelector(`[data-progress-of="${folder()}"]`);
    this.before = Number(part?.dataset.total ?? 0);
  }

  show() {
    const place = document.querySelector(`[data-fact-of="${this.folder()}"]`);
    if (!place) return;
    place.dataset.word ??= place.textContent;
    place.textContent = this.queue.isActive ? this.#told() : place.dataset.word;
  }

  #told() {
    const number = (isMeant) => this.queue.entries.filter(isMeant).length;
    const done = this.before + number((entry) => entry.state === "done");
    const total = done + number((entry) => COMING.has(entry.state));
    return fill(count(this.texts.photos, total), { done });
  }
}
