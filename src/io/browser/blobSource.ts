import { CellScapeError } from "../../core/errors.ts";
import { inflate } from "../bytes/inflate.ts";
import type { Hdf5Access } from "../hdf5Access.ts";
import type { Folder, Source } from "../source.ts";
import { pageLibrary } from "./hdf5Library.ts";
import { besideAt, type Place, sourceFolder } from "./sourceFolder.ts";

/**
 * A file picked in the page.
 *
 * @param folder the files that were picked together with it, and its place among them.
 * @throws (`mount`) unsupported outside a worker for a file above 1 GiB.
 * @example
 * import { blobSource } from "cellscape/browser";
 * import { readDataset } from "cellscape/io";
 * const data = await readDataset(blobSource(file, file.name));
 */
export function blobSource(blob: Blob, name: string, folder?: Place): Source {
  return {
    kind: "file",
    name,
    size: blob.size,
    async read(offset, length) {
      // Node ends the process, without an error, for places outside of what it can count.
      const [from, to] = [offset, offset + length].map((at) => Math.min(Math.max(0, at), blob.size));
      return new Uint8Array(await blob.slice(from, to).arrayBuffer());
    },
    inflate: (bytes, most) => inflate(bytes, "deflate", most),
    mount: () => mountBlob(blob, name),
    beside: besideAt(name, folder),
  };
}

/**
 * Files picked in the page as a folder.
 *
 * @param files by path inside the folder, with slashes (`webkitRelativePath` without its first part).
 * @throws bad-file when a path is none inside a folder.
 */
export function blobFolder(name: string, files: ReadonlyMap<string, Blob>): Folder {
  return sourceFolder(name, files, blobSource);
}

/** Without the file system of a worker the whole file is put into memory; larger ones need a worker. */
const MOST_IN_MEMORY = 1 << 30;

let mounts = 0;

async function mountBlob(blob: Blob, name: string): Promise<Hdf5Access> {
  const { library, fs, bound, poison, isWhole } = await pageLibrary();
  const folder = `/picked-${++mounts}`;
  fs.mkdir(folder);
  const inWorker = "FileReaderSync" in globalThis;
  if (inWorker) {
    // Read in place, piece by piece.
    fs.mount(fs.filesystems.WORKERFS, { blobs: [{ name: "file", data: blob }] }, folder);
  } else {
    if (blob.size > MOST_IN_MEMORY) {
      const most = `at most ${MOST_IN_MEMORY} bytes outside a worker`;
      throw new CellScapeError("unsupported", `${name}: expected ${most}, got ${blob.size}`);
    }
    fs.writeFile(`${folder}/file`, new Uint8Array(await blob.arrayBuffer()));
  }
  const release = () => {
    if (!isWhole()) return;
    if (inWorker) fs.unmount(folder);
    else fs.unlink(`${folder}/file`);
    fs.rmdir(folder);
  };
  return { library, path: `${folder}/file`, name, size: blob.size, plugins: false, bound, poison, release };
}
