import type { Paths } from "../host.ts";

/** Names of files in a page: between slashes, and as if the page lay at `/`. */
export const posixPaths: Paths = {
  join: (...parts) => normal(parts.filter((part) => part !== "").join("/")),
  resolve: (path) => normal(path.startsWith("/") ? path : `/${path}`),
  dirname(path) {
    const at = path.lastIndexOf("/");
    if (at < 0) return ".";
    return at === 0 ? "/" : path.slice(0, at);
  },
  basename: (path) => path.slice(path.lastIndexOf("/") + 1),
  isAbsolute: (path) => path.startsWith("/"),
};

/** Without `.`, `..` and empty parts, as far as they can be undone. */
function normal(path: string): string {
  const rooted = path.startsWith("/");
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part !== "..") parts.push(part);
    else if (parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (!rooted) parts.push(part);
  }
  return (rooted ? "/" : "") + parts.join("/") || ".";
}
