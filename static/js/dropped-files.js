// The files of a drop, those inside dropped folders too, in the order of their paths.

export async function droppedFiles(transfer) {
  const entries = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  const found = [];
  for (const entry of entries) await collect(entry, "", found);
  return found;
}

async function collect(entry, folder, found) {
  if (entry instanceof File) {
    found.push({ file: entry, name: entry.name });
  } else if (entry?.isFile) {
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    if (!folder || !file.name.startsWith(".")) found.push({ file, name: folder + file.name });
  } else if (entry?.isDirectory && !entry.name.startsWith(".")) {
    for (const inner of await children(entry)) {
      await collect(inner, `${folder}${entry.name}/`, found);
    }
  }
}

async function children(folder) {
  const reader = folder.createReader();
  const all = [];
  for (;;) {
    // A reader hands out a hundred entries at a time.
    const some = await new Promise((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    all.push(...some);
  }
  return all.sort((one, other) => (one.name < other.name ? -1 : 1));
}
