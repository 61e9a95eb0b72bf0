// Where files come from: two inputs, and whatever is dropped on the page.

const LEFT_BY_SYSTEMS = new Set(["thumbs.db", "desktop.ini"]);

export function listen(root, onFiles) {
  const [files, folder] = root.querySelectorAll("input[type=file]");
  folder.disabled = false;
  folder.closest("label").hidden = false;
  for (const input of [files, folder]) {
    input.addEventListener("change", () => {
      onFiles([...input.files].filter(isMeant));
      input.value = "";
    });
  }
  listenToDrops(root, onFiles);
  return files;
}

function listenToDrops(root, onFiles) {
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
    onFiles((await dropped(event.dataTransfer)).filter(isMeant));
  });
}

function hasFiles(event) {
  return event.dataTransfer?.types.includes("Files");
}

async function dropped(transfer) {
  // Entries must be taken before the first pause: the transfer is emptied after it.
  const entries = [...transfer.items].map((one) => one.webkitGetAsEntry?.());
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files];
  return (await Promise.all(entries.filter(Boolean).map(filesOf))).flat();
}

async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((done, fail) => entry.file(done, fail))];
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
