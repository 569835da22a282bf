// A format of one's own: from here on, everything that opens files reads it.
import { datasetFrom, type FileReader, inspectDataset, registerReader, type Source } from "cellscape/io";
import { open } from "cellscape/node";

const text = async (file: Source) => new TextDecoder().decode(await file.read(0, file.size));
const read = async (file: Source) => datasetFrom({ name: file.name, ...JSON.parse(await text(file)) });
const reader: FileReader = {
  ...{ takes: "file", format: "cells-json", describes: "cells as JSON", options: [], read },
  matches: async (_, head) => new TextDecoder().decode(head).startsWith('{"cells":'),
  inspect: async (file) =>
    inspectDataset(await read(file), { format: "cells-json", version: "1", storage: "dense", type: "float64" }),
};
registerReader(reader);
const data = await open("tissue.json");
console.log(`${data.cells.length} cells, ${data.genes.length} genes (${data.format})`);
