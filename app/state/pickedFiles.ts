import type { Picked } from "../messages/files.ts";

/** Files of a picker: one, or those of a folder, which the browser lists with their paths. */
export function fromInput(list: FileList | null): Picked | undefined {
  const files = [...(list ?? [])];
  const [first] = files;
  if (first === undefined) return undefined;
  const [folder, ...inside] = first.webkitRelativePath.split("/");
  if (folder === undefined || inside.length === 0) {
    return { name: first.name, isFolder: false, files: [{ path: first.name, file: first }] };
  }
  const named = files.map((file) => ({ path: file.webkitRelativePath.slice(folder.length + 1), file }));
  return { name: folder, isFolder: true, files: named };
}

/** What was dropped: the first file or folder. It has to be called before the event ends. */
export async function fromDrop(items: DataTransferItemList): Promise<Picked | undefined> {
  const entry = [...items].map((item) => item.webkitGetAsEntry()).find((each) => each !== null);
  if (!entry) return undefined;
  const files = await filesBelow(entry, "");
  const named = entry.isDirectory
    ? files.map(({ path, file }) => ({ path: path.slice(entry.name.length + 1), file }))
    : files;
  return { name: entry.name, isFolder: entry.isDirectory, files: named };
}

async function filesBelow(entry: FileSystemEntry, before: string): Promise<{ path: string; file: File }[]> {
  const path = `${before}${entry.name}`;
  if (isFile(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return [{ path, file }];
  }
  if (!isFolder(entry)) return [];
  const reader = entry.createReader();
  const inside: FileSystemEntry[] = [];
  // A reader gives some entries at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.map((each) => filesBelow(each, `${path}/`)))).flat();
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;
const isFolder = (entry: FileSystemEntry): entry is FileSystemDirectoryEntry => entry.isDirectory;
