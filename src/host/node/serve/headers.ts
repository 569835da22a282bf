/** What a page may do: its own scripts and WebAssembly, and requests to its own server alone. The browser enforces it. */
const policy = [
  ...["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'", "style-src 'self'"],
  ...["img-src 'self' blob: data:", "font-src 'self'", "manifest-src 'self'", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"],
].join("; ");

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
