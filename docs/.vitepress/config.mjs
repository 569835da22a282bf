import { defineConfig } from "vitepress";
import { sidebar } from "./sidebar.mjs";
import { breakInlineCode, wholeOptions } from "./wholeOptions.mjs";

/** The site of the documents: everything it needs is in its own folder, so that it also works without a network. */
export default defineConfig({
  title: "cellscape",
  description: "Spatial tissue domains and cell types from spatial omics data",
  lang: "en",
  cleanUrls: false,
  lastUpdated: false,
  srcExclude: ["node_modules/**", "README.md"],
  head: [["link", { rel: "icon", href: "/icon.svg" }]],
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Start", link: "/install" },
      { text: "Tutorials", link: "/tutorials/h5ad" },
      { text: "Commands", link: "/cli" },
      { text: "Library", link: "/api/" },
    ],
    sidebar,
    outline: { level: [2, 3] },
    docFooter: { prev: "Before", next: "Next" },
  },
  markdown: { config: breakInlineCode, codeTransformers: [wholeOptions] },
  vite: {
    // The index of the search and the reference of commands are single pieces by nature.
    build: { chunkSizeWarningLimit: 4000 },
  },
});
