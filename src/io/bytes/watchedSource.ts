import type { Task } from "../../core/task.ts";
import type { Source } from "../source.ts";

/**
 * The same file, whose reads update a task. For a file that is read from its beginning to its end: the finished share is
 * that of the furthest byte, of the packed ones where it is packed.
 *
 * @throws cancelled from any read once the signal of the task has fired.
 */
export function watchedSource(source: Source, task: Task): Source {
  let furthest = 0;
  const update = (to: number) => {
    furthest = Math.max(furthest, to);
    return task.update(Math.min(1, furthest / source.size));
  };
  const { gunzip } = source;
  const watched = gunzip && {
    async *gunzip() {
      let packed = 0;
      const count = (bytes: number) => {
        packed = bytes;
      };
      for await (const bytes of gunzip(count)) {
        await update(packed);
        yield bytes;
      }
    },
  };
  return {
    ...source,
    ...watched,
    async read(offset, length, into) {
      await update(offset);
      const bytes = await source.read(offset, length, into);
      await update(offset + bytes.length);
      return bytes;
    },
  };
}
