import type { Plugin } from "vite";
import { pagePolicy } from "../../src/host/pagePolicy.ts";

/** Puts the policy into the built page: on a server that sends no headers the browser enforces it as well. */
export const withPolicy: Plugin = {
  name: "policy",
  apply: "build",
  transformIndexHtml: () => [
    {
      tag: "meta",
      attrs: { "http-equiv": "Content-Security-Policy", content: pagePolicy.join("; ") },
      injectTo: "head-prepend",
    },
  ],
};
