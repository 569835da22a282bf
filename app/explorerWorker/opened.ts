import type { Task } from "../../src/core/task.ts";
import type { Dataset } from "../../src/data/dataset.ts";
import { drawableColumns } from "../../src/explore/columns/columns.ts";
import { shuffledOrder } from "../../src/explore/columns/order.ts";
import { createExploration, type Exploration } from "../../src/explore/exploration.ts";
import { geneExpression } from "../../src/explore/genes/expression.ts";
import { type Layout, layoutNames, tissueName } from "../../src/explore/layouts/layout.ts";
import { openTissue, rowsAmong } from "../../src/explore/open/openTissue.ts";
import { withSamples } from "../../src/explore/open/samples.ts";
import { placedPictures } from "../../src/explore/pictures/placedPictures.ts";
import { withoutPixels } from "../../src/explore/pictures/withoutPixels.ts";
import type { ExploredTissue } from "../../src/explore/tissue.ts";
import type { OpenedFile, ReadGenes, ReadPictures } from "../messages/explorerCalls.ts";
import type { Picked } from "../messages/files.ts";
import { inputOf } from "../worker/pickedInput.ts";

/** The file that is explored. */
export interface OpenFile {
  readonly picked: Picked;
  readonly exploration: Exploration;
  readonly shown: OpenedFile;
  /** Reads the counts; a second call waits for the first. */
  readonly readGenes: (task: Task) => Promise<ReadGenes>;
  readonly pictures: () => Promise<ReadPictures>;
  /** The tissue with what is known of its pictures, without their pixels. */
  readonly withPictures: () => Promise<ExploredTissue>;
  /** Find the second likeliest domains; false where there is no embedding. */
  readonly findSecond: () => Promise<boolean>;
}

export async function openFile(picked: Picked, task: Task): Promise<OpenFile> {
  const { tissue: found, isAnnData, rest, pictures, embedding } = await openTissue(inputOf(picked), task);
  const tissue = await withSamples(found);
  const exploration = createExploration(tissue);
  const columns = drawableColumns(tissue.obs);
  const domain = domainColumn(columns.map(({ name }) => name));
  const { samples, spots, cells, name } = tissue;
  let reading: Promise<ReadGenes> | undefined;
  const read = async (own: Task): Promise<ReadGenes> => {
    // Rows are let go of once they are turned.
    const dataset: Dataset = await rest(own.part(0, 0.7));
    const rows = rowsAmong(dataset, cells.length);
    exploration.setGenes(await geneExpression(dataset, { rows, cells: cells.length }, own.part(0.7, 1)));
    const { names, unit } = exploration.genes();
    return { names, unit, notes: [...dataset.notes, ...dataset.losses] };
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
    readGenes(own) {
      reading ??= read(own);
      return reading;
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
