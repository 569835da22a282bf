import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import { expect, test } from "vitest";
import { inspectSource, openDataset, readDataset } from "../../../src/io/open.ts";
import { folderOf, h5Bytes, mtxFiles, smallTenx, text, xeniumCells } from "../tenxFiles.ts";

/** Folders as instruments export them, with all that lies beside the counts. */
const fixture = (name: string) =>
  Object.fromEntries(
    readdirSync(`fixtures/formats/${name}`).map((file) => [
      file,
      new Uint8Array(readFileSync(`fixtures/formats/${name}/${file}`)),
    ]),
  );

const merscopeTranscripts = text(
  `,barcode_id,global_x,global_y,global_z,x,y,fov,gene\n${Array.from({ length: 30 }, (_, i) => `${i},${i % 5},${i},${2 * i},0,${i},${i},0,Gen${i % 2}`).join("\n")}\n`,
);
const cosmxTranscripts = text(
  `fov,cell_ID,cell,x_local_px,y_local_px,x_global_px,y_global_px,z,target,CellComp\n${Array.from({ length: 30 }, (_, i) => `1,${1 + (i % 4)},c_1_${i},${i},${i},${i},${i},0,Gen${i % 2},Nuclear`).join("\n")}\n`,
);

test("a complete export of MERSCOPE is read from its counts, whatever tables lie beside them", async () => {
  const plain = await readDataset(folderOf(fixture("merscope")));
  const folder = folderOf({
    ...fixture("merscope"),
    "detected_transcripts.csv": merscopeTranscripts,
    "cell_categories.csv": text("EntityID,leiden\n1,a\n2,b\n3,a\n"),
    "cell_boundaries.parquet": text("PAR1 and more"),
  });
  const { counts, cells, genes, positions, notes } = await readDataset(folder);
  expect([cells, genes, [...counts.values]]).toEqual([plain.cells, plain.genes, [...plain.counts.values]]);
  expect([...positions.values]).toEqual([...plain.positions.values]);
  expect(notes.join()).toMatch(/the transcripts of detected_transcripts\.csv were not used/);
  expect((await inspectSource(folder)).warnings.join()).toMatch(
    /the transcripts of detected_transcripts\.csv were not used/,
  );
});

test("a complete export of CosMx in gzip is read from its counts, with polygons and places of the fields beside them", async () => {
  const plain = await readDataset(folderOf(fixture("cosmx")));
  const packed = Object.fromEntries(
    Object.entries(fixture("cosmx")).map(([name, bytes]) => [`${name}.gz`, new Uint8Array(gzipSync(bytes))]),
  );
  const polygons =
    "fov,cellID,cell,x_local_px,y_local_px,x_global_px,y_global_px\n1,1,c_1_1,1,1,10,10\n1,1,c_1_1,2,1,20,10\n";
  const { counts, cells, genes } = await readDataset(
    folderOf({
      ...packed,
      "run1-polygons.csv.gz": new Uint8Array(gzipSync(polygons)),
      "run1_tx_file.csv.gz": new Uint8Array(gzipSync(cosmxTranscripts)),
    }),
  );
  expect([cells, genes, [...counts.values]]).toEqual([plain.cells, plain.genes, [...plain.counts.values]]);
});

test("what measures the assay in an export of CosMx is excluded with a note, and nothing of the tissue is lost", async () => {
  const { notes, losses, genes } = await readDataset(folderOf(fixture("cosmx")));
  expect(losses).toEqual([]);
  expect(genes.some((gene) => gene.startsWith("NegPrb") || gene.startsWith("SystemControl"))).toBe(false);
  expect(notes.join()).toMatch(/\d+ control features, such as \w+, are not genes and were excluded/);
  expect(notes.join()).toMatch(/transcripts outside of cells \(cell_ID 0\) are no cells/);
});

test("the output of Xenium is read from its counts where transcripts and analyses lie beside them", async () => {
  const tenx = smallTenx();
  const transcripts = gunzipSync(readFileSync("fixtures/formats/transcripts.csv.gz"));
  const folder = folderOf({
    "cell_feature_matrix.h5": await h5Bytes(tenx),
    "cells.csv": text(xeniumCells(tenx)),
    "transcripts.csv": new Uint8Array(transcripts),
    "analysis/clustering/gene_expression_graphclust/clusters.csv": text("Barcode,Cluster\nAAACAA-1,1\n"),
    "metrics_summary.csv": text("num_cells,median_genes\n8,5\n"),
  });
  expect((await openDataset(folder)).format).toBe("xenium");
  expect((await readDataset(folder)).countsFrom).toBe("cell_feature_matrix.h5");
});

test("a folder of a run is refused with the name of its result, also where tables of analyses lie in it", async () => {
  const domains = "cell,x,y,domain,domain_raw,confidence\na,0,1,1,1,0.9\nb,1,0,2,2,0.8\n";
  const folder = folderOf({
    "result.h5ad": new Uint8Array(readFileSync("fixtures/h5ad/plain.h5ad")),
    "domains.csv": text(domains),
    "tables/markers.csv": text("domain,gene,log2_fold_change\n1,G1,2\n"),
    "manifest.json": text("{}"),
  });
  await expect(readDataset(folder)).rejects.toThrow(/give one of these in it: result\.h5ad \(h5ad\)/);
});

test("counts of cells come before those of the same matrix as text, and both before a table of metrics", async () => {
  const tenx = smallTenx();
  const folder = folderOf({
    ...mtxFiles(tenx, { before: "cell_feature_matrix/" }),
    "cell_feature_matrix.h5": await h5Bytes(tenx),
    "cells.csv": text(xeniumCells(tenx)),
    "metrics_summary.csv": text("x,y,counts\n1,2,3\n"),
  });
  expect((await readDataset(folder)).countsFrom).toBe("cell_feature_matrix.h5");
});
