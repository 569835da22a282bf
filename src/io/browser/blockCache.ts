/** Blocks of a file, the latest used of them. */
export interface BlockCache {
  get(block: number): Uint8Array | undefined;
  put(block: number, bytes: Uint8Array): void;
}

/** @param most bytes that are kept. */
export function blockCache(most: number): BlockCache {
  // In the order of their last use.
  const blocks = new Map<number, Uint8Array>();
  let held = 0;
  const drop = (block: number) => {
    held -= blocks.get(block)?.length ?? 0;
    blocks.delete(block);
  };
  return {
    get(block) {
      const bytes = blocks.get(block);
      if (bytes) blocks.delete(block);
      if (bytes) blocks.set(block, bytes);
      return bytes;
    },
    put(block, bytes) {
      drop(block);
      blocks.set(block, bytes);
      held += bytes.length;
      for (const oldest of blocks.keys()) {
        if (held <= most || oldest === block) break;
        drop(oldest);
      }
    },
  };
}
