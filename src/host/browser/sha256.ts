import { sha256 as noble } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Digest } from "../host.ts";

/** SHA-256 piece by piece, which Web Crypto does not offer. */
export function sha256(): Digest {
  const hash = noble.create();
  return {
    update(bytes) {
      hash.update(bytes);
    },
    hex: () => bytesToHex(hash.digest()),
  };
}
