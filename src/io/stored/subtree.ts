import type { BlockRequest, Reading } from "./reading.ts";
import type { StoredTree } from "./tree.ts";

/**
 * What lies below a group of a store as a store of its own.
 *
 * @param root path of the group: `mod/rna`.
 */
export function subtree(tree: StoredTree, root: string): StoredTree {
  const at = (path: string) => below(root, path);
  return {
    name: tree.name,
    kind: (path) => tree.kind(at(path)),
    keys: (path) => tree.keys(at(path)),
    hasAttribute: (path, name) => tree.hasAttribute(at(path), name),
    attribute: (path, name) => tree.attribute(at(path), name),
    text: (path, name) => tree.text(at(path), name),
    info: (path) => tree.info(at(path)),
    numbers: (path, from, count) => tree.numbers(at(path), from, count),
    strings: (path) => tree.strings(at(path)),
    records: (path) => tree.records(at(path)),
  };
}

/** A reading of such a store as one of the whole store, which answers its requests. */
export function* readBelow<T>(root: string, reading: Reading<T>): Reading<T> {
  const whole = ({ ahead, ...request }: BlockRequest): BlockRequest => ({
    ...request,
    path: below(root, request.path),
    ...(ahead ? { ahead: ahead.map(whole) } : {}),
  });
  let step = reading.next();
  while (!step.done) {
    try {
      step = reading.next(yield whole(step.value));
    } catch (error) {
      step = reading.throw(error);
    }
  }
  return step.value;
}

/** A path below a root as a path of the whole store. */
export function below(root: string, path: string): string {
  const inner = path.replace(/^\//, "");
  return inner === "" ? root : `${root}/${inner}`;
}
