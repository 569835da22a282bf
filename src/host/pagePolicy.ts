/** What the page may do: its own scripts and WebAssembly, and requests to its own server alone. The browser enforces it. */
export const pagePolicy: readonly string[] = [
  ...["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "worker-src 'self'", "style-src 'self'"],
  ...["img-src 'self' blob: data:", "font-src 'self'", "manifest-src 'self'", "connect-src 'self'"],
  ...["base-uri 'none'", "form-action 'none'"],
];
