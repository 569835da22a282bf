import type { PageFileSystem } from "./hdf5Library.ts";

/**
 * Bytes of one file that are there without a promise, as the HDF5 library needs them: those of an access handle of the origin
 * private file system, or of a server.
 */
export interface SyncBytes {
  size(): number;
  /** @returns how many were read: fewer than `into` has at the end of the file. */
  read(into: Uint8Array, at: number): number;
  /** Missing where the file is only read. */
  write?(from: Uint8Array, at: number): void;
  truncate?(size: number): void;
}

/** Error numbers of the library's file system. */
const noEntry = 44;
const ioError = 29;
const noSpace = 51;
const folderMode = 0o40777;
const fileMode = 0o100666;

let mounts = 0;

/**
 * Put such a file into the file system of the HDF5 library.
 *
 * @returns where it lies there, and what takes it away again.
 * @see https://emscripten.org/docs/api_reference/Filesystem-API.html
 */
export function mountSync(fs: PageFileSystem, bytes: SyncBytes): { readonly path: string; unmount(): void } {
  const folder = `/bytes-${++mounts}`;
  fs.mkdir(folder);
  fs.mount({ mount: () => rootOf(fs, bytes) }, {}, folder);
  return {
    path: `${folder}/file`,
    unmount() {
      fs.unmount(folder);
      fs.rmdir(folder);
    },
  };
}

/** A folder with one file in it. */
function rootOf(fs: PageFileSystem, bytes: SyncBytes): object {
  const doing = <T>(action: () => T): T => {
    try {
      return action();
    } catch (cause) {
      const isFull = cause instanceof DOMException && cause.name === "QuotaExceededError";
      throw new fs.ErrnoError(isFull ? noSpace : ioError);
    }
  };
  const attributes = (node: { readonly id: number; readonly mode: number }, size: number) => {
    const time = new Date(0);
    const about = { dev: 1, ino: node.id, mode: node.mode, nlink: 1, uid: 0, gid: 0, rdev: 0 };
    return { ...about, size, atime: time, mtime: time, ctime: time, blksize: 4096, blocks: Math.ceil(size / 4096) };
  };
  const root = fs.createNode(null, "/", folderMode, 0);
  root.node_ops = {
    getattr: (node) => attributes(node, 4096),
    lookup() {
      throw new fs.ErrnoError(noEntry);
    },
  };
  root.stream_ops = {};
  const file = fs.createNode(root, "file", fileMode, 0);
  file.node_ops = {
    getattr: (node) =>
      attributes(
        node,
        doing(() => bytes.size()),
      ),
    setattr(_, { size }) {
      if (size !== undefined) doing(() => bytes.truncate?.(size));
    },
  };
  file.stream_ops = {
    read: (_, buffer, offset, length, position) => doing(() => bytes.read(view(buffer, offset, length), position)),
    write(_, buffer, offset, length, position) {
      doing(() => bytes.write?.(view(buffer, offset, length), position));
      return length;
    },
    llseek: (stream, offset, whence) =>
      offset + (whence === 1 ? stream.position : whence === 2 ? doing(() => bytes.size()) : 0),
  };
  return root;
}

const view = ({ buffer, byteOffset }: Int8Array | Uint8Array, offset: number, length: number) =>
  new Uint8Array(buffer, byteOffset + offset, length);
