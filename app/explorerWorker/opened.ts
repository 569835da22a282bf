import { silentTask, type Task } from "../../src/core/task.ts";
import { drawableColumns } from "../../src/explore/columns/columns.ts";
import { shuffledOrder } from "../../src/explore/columns/order.ts";
import type { ShownColumn } from "../../src/explore/columns/shown.ts";
import { shownValues } from "../../src/explore/columns/values.ts";
import { createExploration, type Exploration } from "../../src/explore/exploration.ts";
import { shownGenes } from "../../src/explore/genes/expression.ts";
import { geneReading } from "../../src/explore/genes/geneReading.ts";
import { type Layout, layoutNames, tissueName } from "../../src/explore/layouts/layout.ts";
import { openTissue, rowsAmong } from "../../src/explore/open/openTissue.ts";
import { withSamples } from "../../src/explore/open/samples.ts";
import { placedPictures } from "../../src/explore/pictures/placedPictures.ts";
import { withoutPixels } from "../../src/explore/pictures/withoutPixels.ts";
import type { Coloring } from "../../src/explore/state/viewState.ts";
import type { ExploredTissue } from "../../src/explore/tissue.ts";
import type { OpenedFile, ReadGenes, ReadPictures } from "../messages/explorerCalls.ts";
import type { Picked } from "../messages/files.ts";
import { inputOf } from "../worker/pickedInput.ts";
import { keptGenes } from "./keptGenes.ts";

/** The file that is explored. */
export interface OpenFile {
  readonly picked: Picked;
  readonly exploration: Exploration;
  readonly shown: OpenedFile;
  /** Names of its genes, before their counts are read. */
  readonly geneNames: () => Promise<readonly string[]>;
  /** Reads the counts; a second call waits for the first. */
  readonly readGenes: (task: Task) => Promise<ReadGenes>;
  /** What a colouring shows; of genes that are being read as soon as they are there. */
  readonly colored: (coloring: Coloring) => Promise<ShownColumn>;
  readonly pictures: () => Promise<ReadPictures>;
  /** The tissue with what is known of its pictures, without their pixels. */
  readonly withPictures: () => Promise<ExploredTissue>;
  /** Find the second likeliest domains; false where there is no embedding. */
  readonly findSecond: () => Promise<boolean>;
}

export async function openFile(picked: Picked, task: Task): Promise<OpenFile> {
  const {
    tissue: found,
    isAnnData,
    genes: geneTable,
    rest,
    pictures,
    embedding,
  } = await openTissue(inputOf(picked), task);
  const tissue = await withSamples(found);
  const exploration = createExploration(tissue);
  const columns = drawableColumns(tissue.obs);
  const domain = domainColumn(columns.map(({ name }) => name));
  const { samples, spots, cells, name } = tissue;
  const genes = geneReading(rest, (dataset) => rowsAmong(dataset, cells.length), {
    cells: cells.length,
    kept: await keptGenes(picked),
  });
  const readGenes = async (own: Task): Promise<ReadGenes> => {
    const { columns, notes } = await genes.columns(own);
    exploration.setGenes(columns);
    return { names: columns.names, unit: columns.unit, notes };
  };
  let known: ExploredTissue | undefined;
  const readPictures = async () => {
    const read = await pictures();
    const all = { ...read, unitUm: tissue.unitUm ?? read.unitUm };
    known = { ...tissue, ...all, pictures: all.pictures.map(withoutPixels) };
    return all;
  };
  return {
    ...{ picked, exploration },
    async withPictures() {
      if (!known) await readPictures();
      return known ?? tissue;
    },
    geneNames: async () => shownGenes(await geneTable()),
    readGenes,
    async colored(coloring) {
      if (coloring.kind === "gene") {
        const { values, unit } = await genes.gene(coloring.name);
        return shownValues(coloring.name, values, unit);
      }
      if (coloring.kind === "pair" || coloring.kind === "score") await readGenes(silentTask);
      return exploration.shown(coloring);
    },
    async pictures() {
      const read = await readPictures();
      const tiles: { picture: ImageBitmap; box: Layout["box"] }[] = [];
      for (const tile of placedPictures({ ...tissue, ...read }, exploration.layout(tissueName))) {
        const image = new ImageData(tile.pixels, tile.width, tile.height);
        tiles.push({ picture: await createImageBitmap(image), box: tile.box });
      }
      return { tiles, unitUm: read.unitUm, spots: read.spots };
    },
    async findSecond() {
      const matrix = domain === undefined ? undefined : await embedding();
      if (!matrix || domain === undefined) return false;
      exploration.setEmbedding(matrix);
      exploration.shown({ kind: "second", name: domain });
      return true;
    },
    shown: {
      ...{ name, isAnnData, cells: cells.length, one: spots ? "spot" : "cell" },
      ...{ columns, layouts: layoutNames(tissue) },
      ...{
        domain,
        confidence:
          domain &&
          confidenceOf(
            domain,
            columns.map((each) => each.name),
          ),
      },
      samples: samples && { name: samples.name, categories: samples.categories },
      order: shuffledOrder(cells.length),
    },
  };
}

const ownDomain = "cellscape_domain";

/** The column that cells are coloured by at first. */
function domainColumn(names: readonly string[]): string | undefined {
  return [ownDomain, ...names.filter((name) => names.includes(`${name}_confidence`))].find((name) =>
    names.includes(name),
  );
}

function confidenceOf(domain: string, names: readonly string[]): string | undefined {
  const name = domain === ownDomain ? "cellscape_confidence" : `${domain}_confidence`;
  return names.includes(name) ? name : undefined;
}
