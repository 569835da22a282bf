import { csvLine } from "../results/csv.ts";
import { type Exporter, groupNames } from "./exporter.ts";

/** Domains as a category of Loupe Browser: a barcode and its group. */
export const loupe: Exporter = {
  format: "loupe",
  describes: "domains as a category that Loupe Browser takes (Barcode, domain)",
  async write(result, target) {
    const names = groupNames(result);
    const lines = result.cells.flatMap((cell, i) => (names[i] === "" ? [] : [csvLine([cell, names[i]])]));
    await target.put("loupe_domains.csv", `${[csvLine(["Barcode", result.groupsFrom]), ...lines].join("\n")}\n`);
    return { path: "loupe_domains.csv", how: "in Loupe Browser: Categories > Import categories" };
  },
};
