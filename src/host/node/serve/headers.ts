import { pagePolicy } from "../../pagePolicy.ts";

/** A frame of another page would let that page lay something over this one; only a header can forbid it. */
const policy = [...pagePolicy, "frame-ancestors 'none'"].join("; ");

/** Headers of every answer, refusals included. Isolation of the origin is what threads of WebAssembly need. */
export const answerHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": policy,
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-resource-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cache-control": "no-store",
};
