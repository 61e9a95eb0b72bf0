// Which chapter a file belongs to: the topmost folder it lay in. A folder that holds everything
// and is divided itself is the session, and its parts are the chapters.

export function inChapters(found) {
  const folders = found.map(({ path }) => (path ?? "").split("/").slice(0, -1));
  const isOne = folders.every(([top]) => top && top === folders[0][0]);
  const depth = isOne && folders.some((names) => names.length > 1) ? 1 : 0;
  return found.map(({ file }, at) => ({ file, chapter: folders[at][depth] ?? "" }));
}
