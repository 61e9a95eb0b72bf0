// The files of an upload and what happens to each: a few in flight, the rest waiting.

import { uploadId } from "./upload_id.js";
import { NetworkAway, Refusal, ask, send } from "./upload_wire.js";

const LONGEST_WAIT_MS = 30_000;
const SERVER_TRIES = 4;
const OPEN = new Set(["queued", "flying"]);

export class Queue {
  entries = [];
  isPaused = false;

  constructor(settings, token, onChange) {
    Object.assign(this, { settings, token, onChange, sameNameForAll: settings.sameName ?? "" });
    addEventListener("online", () => this.entries.forEach((entry) => entry.wake?.()));
  }

  add(files, url) {
    for (const { file, chapter } of files) {
      const entry = { file, chapter, url, state: "queued", sent: 0, tries: 0 };
      entry.sameName = this.sameNameForAll;
      this.entries.push(entry);
      if (file.size > this.settings.limitBytes) this.#fail(entry, "tooLarge");
    }
    this.#next();
  }

  get isActive() {
    return this.entries.some((entry) => OPEN.has(entry.state));
  }

  pause() {
    this.isPaused = true;
    this.entries.forEach((entry) => entry.abort?.abort());
    this.onChange();
  }

  resume() {
    this.isPaused = false;
    this.#next();
  }

  cancel() {
    const open = this.entries.filter((entry) => OPEN.has(entry.state) || entry.state === "asking");
    this.entries = this.entries.filter((entry) => !open.includes(entry));
    open.forEach((entry) => entry.abort?.abort());
    this.isPaused = false;
    this.onChange();
  }

  retry(entry) {
    Object.assign(entry, { state: "queued", tries: 0, why: "", sent: 0 });
    this.#next();
  }

  answer(entry, sameName, isForAll) {
    if (isForAll) this.sameNameForAll = sameName;
    for (const one of isForAll ? this.entries : [entry]) {
      if (isForAll && one.state === "queued") one.sameName = sameName;
      if (one.state === "asking") Object.assign(one, { sameName, state: "queued" });
    }
    this.#next();
  }

  #next() {
    this.onChange();
    if (this.isPaused) return;
    let free = this.settings.inFlight - this.entries.filter((e) => e.state === "flying").length;
    for (const entry of this.entries) {
      if (free <= 0) return;
      if (entry.state === "queued") {
        free -= 1;
        this.#fly(entry);
      }
    }
  }

  async #fly(entry) {
    Object.assign(entry, { state: "flying", abort: new AbortController(), why: "" });
    this.onChange();
    try {
      entry.id ??= await uploadId(entry.file);
      entry.state = await this.#transfer(entry);
      entry.sent = entry.file.size;
    } catch (error) {
      await this.#judge(entry, error);
    }
    this.#next();
  }

  async #transfer(entry) {
    const signal = entry.abort.signal;
    signal.throwIfAborted();
    const { offset, isComplete } = await ask(entry, signal);
    if (isComplete) return "skipped";
    const progress = (sent) => {
      entry.sent = Math.min(sent, entry.file.size);
      this.onChange();
    };
    progress(offset);
    const told = await send(entry, offset, this.token, progress, signal);
    return told.already ? "skipped" : "done";
  }

  async #judge(entry, error) {
    if (error.name === "AbortError") {
      entry.state = this.entries.includes(entry) ? "queued" : "cancelled";
    } else if (error instanceof NetworkAway) {
      await this.#wait(entry, "network");
    } else if (!(error instanceof Refusal)) {
      this.#fail(entry, "unreadable");
    } else if (error.reason === "NameTaken") {
      entry.state = "asking";
    } else if (error.status === 401) {
      this.#fail(entry, "signedOut");
    } else if (passes(error) && entry.tries < SERVER_TRIES) {
      await this.#wait(entry, "");
    } else {
      this.#fail(entry, "server", error.message);
    }
  }

  // Longer after each failure, and over at once when the network is back.
  async #wait(entry, why) {
    const pause_ms = Math.min(LONGEST_WAIT_MS, 1000 * 2 ** entry.tries);
    entry.tries += 1;
    entry.why = this.settings.texts[why] ?? "";
    this.onChange();
    await new Promise((resolve) => {
      entry.wake = resolve;
      entry.abort.signal.addEventListener("abort", resolve, { once: true });
      setTimeout(resolve, pause_ms);
    });
    entry.wake = undefined;
    if (entry.state === "flying") entry.state = "queued";
  }

  #fail(entry, text, sentence) {
    Object.assign(entry, { state: "failed", why: sentence || this.settings.texts[text], sent: 0 });
  }
}

// Refusals that another try may turn round: busy, half-sent, or the server's own trouble.
function passes(error) {
  const again = ["UploadRunning", "OffsetWrong", "Incomplete"];
  return again.includes(error.reason) || [500, 502, 503, 504].includes(error.status);
}
