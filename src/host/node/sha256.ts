import { createHash } from "node:crypto";
import type { Digest } from "../host.ts";

/** SHA-256 by Node's own library. */
export function sha256(): Digest {
  const hash = createHash("sha256");
  return {
    update(bytes) {
      hash.update(bytes);
    },
    hex: () => hash.digest("hex"),
  };
}
