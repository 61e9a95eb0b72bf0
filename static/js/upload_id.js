// The name of an upload: the file's SHA-256, so that adding it again finds what is here already.

export async function uploadId(file) {
  if (!globalThis.crypto?.subtle) return weakId(file);
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// Pages without TLS have no WebCrypto: then name, size and time tell the files apart.
export function weakId(file) {
  const text = `${file.name}\n${file.size}\n${file.lastModified}`;
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (const letter of text) {
    const code = letter.codePointAt(0);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  const hex = (number) => (number >>> 0).toString(16).padStart(8, "0");
  return `file-${hex(high)}${hex(low)}-${file.size}`;
}
