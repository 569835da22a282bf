const start = "kept/";

/** Address of a file that the browser keeps, relative to the page: the service worker answers it. */
export const keptAddress = (folder: string, name: string) =>
  `${start}${encodeURIComponent(folder)}/${encodeURIComponent(name)}`;

/** The path that such an address stands for; undefined for any other address. */
export function keptPath(address: string): string | undefined {
  const [folder, name, ...more] = address.startsWith(start) ? address.slice(start.length).split("/") : [];
  if (folder === undefined || name === undefined || more.length > 0) return undefined;
  return `${decodeURIComponent(folder)}/${decodeURIComponent(name)}`;
}
