// The files of a drop, one by one as they are found, those inside dropped folders too. What cannot be read
// comes with the problem and without a file.

const NO_FILE = "The browser could not read it. Look whether it is still there, then drop it again.";
const NO_FOLDER = "The browser could not list what is in it, and sent none of it. Drop it again, or its files.";

export async function* droppedFiles(transfer) {
  // A drop's items are gone after the first wait: take them all before.
  const entries = [...transfer.items]
    .filter((item) => item.kind === "file")
    .map((item) => item.webkitGetAsEntry?.() ?? item.getAsFile());
  for (const entry of entries) yield* filesOf(entry, "");
}

// The files that were chosen; those of a chosen folder come with their paths.
export function* chosenFiles(list) {
  for (const file of list) {
    const path = file.webkitRelativePath || file.name;
    if (!path.split("/").some((part) => part.startsWith("."))) yield { file, name: path };
  }
}

async function* filesOf(entry, folder) {
  try {
    if (entry instanceof File) {
      yield { file: entry, name: entry.name };
    } else if (entry?.isFile) {
      const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
      if (!folder || !file.name.startsWith(".")) yield { file, name: folder + file.name };
    } else if (entry?.isDirectory && !entry.name.startsWith(".")) {
      for (const inner of await children(entry)) {
        yield* filesOf(inner, `${folder}${entry.name}/`);
      }
    }
  } catch {
    // One that cannot be read, or has gone, keeps nobody from the others.
    const problem = entry.isDirectory ? NO_FOLDER : NO_FILE;
    yield { file: null, name: folder + entry.name, problem };
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
