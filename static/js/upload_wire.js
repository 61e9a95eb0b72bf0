// The upload protocol: HEAD asks how much is here, PUT sends a file, PATCH sends its rest.

export class Refusal extends Error {
  constructor(status, reason, detail, offset) {
    super(detail);
    Object.assign(this, { status, reason, offset });
  }
}

export class NetworkAway extends Error {}

function address(entry) {
  const { file, chapter } = entry;
  const facts = { name: file.name, size: file.size, same_name: entry.sameName, chapter };
  return `${entry.url}${entry.id}?${new URLSearchParams(facts)}`;
}

// How much of the file the server has: { offset, isComplete }. Throws Refusal or NetworkAway.
export async function ask(entry, signal) {
  const response = await fetch(address(entry), {
    method: "HEAD",
    headers: { Accept: "application/json" },
    signal,
  }).catch((error) => {
    throw signal.aborted ? error : new NetworkAway();
  });
  if (!response.ok) {
    const told = response.headers.get("Refusal-Detail") ?? "";
    const reason = response.headers.get("Refusal-Reason") ?? "";
    throw new Refusal(response.status, reason, decodeURIComponent(told));
  }
  return {
    offset: Number(response.headers.get("Upload-Offset")),
    isComplete: response.headers.get("Upload-Complete") === "1",
  };
}

// Sends the file from `offset` on. XMLHttpRequest, because fetch tells nothing of progress.
export function send(entry, offset, token, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(offset ? "PATCH" : "PUT", address(entry));
    request.setRequestHeader("Accept", "application/json");
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.setRequestHeader("X-CSRFToken", token);
    if (offset) request.setRequestHeader("Upload-Offset", offset);
    request.upload.onprogress = (event) => onProgress(offset + event.loaded);
    request.onload = () => settle(request, resolve, reject);
    request.onerror = () => reject(new NetworkAway());
    request.onabort = () => reject(new DOMException("", "AbortError"));
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(offset ? entry.file.slice(offset) : entry.file);
  });
}

function settle(request, resolve, reject) {
  const told = parsed(request.responseText);
  if (request.status === 200) return resolve(told);
  const offset = request.getResponseHeader("Upload-Offset");
  const reason = request.status === 202 ? "Incomplete" : told.reason;
  return reject(new Refusal(request.status, reason, told.detail, offset && Number(offset)));
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
