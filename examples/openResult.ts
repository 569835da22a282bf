// The domains of a finished run, counted and drawn.
import { writeFile } from "node:fs/promises";
import { domainMap } from "cellscape/figures";
import { fileSource } from "cellscape/node";
import { groupNames, openResult } from "cellscape/results";

const result = await openResult(await fileSource("result.h5ad"));
for (const name of result.groups.categories) {
  const cells = groupNames(result).filter((each) => each === name).length;
  console.log(`${name}: ${cells} cells`);
}
const { positions, groups, colors } = result;
await writeFile("domains.svg", domainMap(positions.values, groups.codes, { names: groups.categories, colors }));
