// Where files come from: two inputs, and whatever is dropped on the page. Each comes as
// { file, chapter }: the folder it lay in is the chapter it is shown in.

import { inChapters } from "./upload_chapters.js";

const LEFT_BY_SYSTEMS = new Set(["thumbs.db", "desktop.ini"]);

export function listen(root, onFiles) {
  const [files, folder] = root.querySelectorAll("input[type=file]");
  const take = (found) => onFiles(inChapters(found.filter(({ file }) => isMeant(file))));
  folder.disabled = false;
  folder.closest("label").hidden = false;
  for (const input of [files, folder]) {
    input.addEventListener("change", () => {
      take([...input.files].map((file) => ({ file, path: file.webkitRelativePath })));
      input.value = "";
    });
  }
  listenToDrops(root, take);
  return files;
}

function listenToDrops(root, take) {
  let depth = 0;
  const mark = (change) => {
    depth = Math.max(0, depth + change);
    root.classList.toggle("is-target", depth > 0);
  };
  addEventListener("dragenter", (event) => hasFiles(event) && mark(1));
  addEventListener("dragleave", (event) => hasFiles(event) && mark(-1));
  addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    mark(-depth);
    take(await dropped(event.dataTransfer));
  });
}

function hasFiles(event) {
  return event.dataTransfer?.types.includes("Files");
}

async function dropped(transfer) {
  // Entries must be taken before the first pause: the transfer is emptied after it.
  const entries = [...transfer.items].map((one) => one.webkitGetAsEntry?.());
  if (!entries.some((entry) => entry?.isDirectory)) {
    return [...transfer.files].map((file) => ({ file, path: file.name }));
  }
  return (await Promise.all(entries.filter(Boolean).map(filesOf))).flat();
}

async function filesOf(entry) {
  if (entry.isFile) {
    const file = await new Promise((done, fail) => entry.file(done, fail));
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = entry.createReader();
  const found = [];
  // A reader gives its folder in portions, and an empty one at the end.
  for (;;) {
    const portion = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!portion.length) break;
    found.push(...portion);
  }
  return (await Promise.all(found.map(filesOf))).flat();
}

function isMeant(file) {
  return !file.name.startsWith(".") && !LEFT_BY_SYSTEMS.has(file.name.toLowerCase());
}
