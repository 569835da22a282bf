import { type JoinedRows, joinColumns, joinMatrices, joinRows, type TilePart } from "../../cohort/tiles/joinRows.ts";
import { isTileColumn, tileMark } from "../../cohort/tiles/tileMark.ts";
import { CellScapeError } from "../../core/errors.ts";
import { createTask } from "../../core/task.ts";
import type { Matrix } from "../../data/matrix.ts";
import type { Column, Table } from "../../data/table.ts";
import type { Host } from "../../host/host.ts";
import { readAnnotations, readObsm, readVar } from "../../io/anndata/h5ad.ts";
import { type PlainValue, readUns } from "../../io/anndata/uns.ts";
import type { Source } from "../../io/source.ts";
import type { Annotations } from "../../results/annotations.ts";
import { domainTable } from "../../results/domainTable.ts";
import { resultKeys } from "../../run/resultKeys.ts";
import { readOne } from "../read/readOne.ts";
import { outputFolder } from "../write/outputFolder.ts";
import { completeResults, withdrawManifest } from "../write/wholeResults.ts";
import { resultName } from "../write/writeAnnData.ts";
import type { JobOptions } from "./sampleJob.ts";
import { configOf, type GivenSettings, settingsFor } from "./settings.ts";

export interface JoinOptions extends JobOptions {
  /** The section, as it was given to split. */
  readonly section: string;
  /** Command line, for the manifest. */
  readonly command: readonly string[];
}

/** A result of a tile that is open. */
interface OpenTile extends TilePart {
  readonly source: Source;
  readonly obs: Table;
  readonly embeddings: readonly string[];
  readonly colors: ReadonlyMap<string, readonly string[]>;
}

/**
 * `cohort join`: the result of a section from those of its tiles: result.h5ad with what was found out of every cell,
 * domains.csv, and manifest.json last.
 *
 * @param paths result.h5ad of each tile.
 * @throws bad-data for files that are not all tiles of the section; cannot-write
 */
export async function joinTiles(
  host: Host,
  paths: readonly string[],
  given: GivenSettings,
  { section, out, command, report, signal, ending }: JoinOptions,
): Promise<readonly string[]> {
  const config = configOf(undefined, settingsFor("join", given));
  const tiles: OpenTile[] = [];
  for (const path of paths) tiles.push(await openTile(host, path));
  report?.({ kind: "begin", step: "read", does: `Reading ${section}` });
  const task = createTask("read", { report, signal });
  const { dataset, file, write } = await readOne(host, section, config, task);
  const rows = joinRows(section, dataset.cells, tiles);
  report?.({ kind: "begin", step: "write", does: `Writing results to ${out}` });
  const names = [...tiles[0].obs.columns.keys()].filter((name) => isOurs(name) && !isTileColumn(name));
  const obs = Object.fromEntries(
    names.map((name) => [
      name,
      joinColumns(
        tiles.map((tile) => columnOf(tile, name)),
        rows,
      ),
    ]),
  );
  const obsm: Record<string, Matrix> = {};
  for (const key of tiles[0].embeddings.filter(isOurs)) {
    const parts: Matrix[] = [];
    for (const { source } of tiles) parts.push(await readObsm(source, key));
    obsm[key] = joinMatrices(parts, rows);
  }
  const keys = resultKeys();
  const record = { ...(await joinedRecord(tiles, obs, rows)), input: { ...file } };
  const colors = [...tiles[0].colors].filter(([name]) => isOurs(name)).map(([name, own]) => [`${name}_colors`, own]);
  const results = outputFolder(host, out, ending);
  await withdrawManifest(host, results);
  const additions = {
    obs,
    var: await usedGenes(tiles[0], dataset.genes),
    obsm,
    uns: { [keys.record]: record, ...Object.fromEntries(colors) },
  };
  await write(await results.target(resultName), additions, dataset.counts);
  const novelty = obs.cellscape_novelty;
  const more = novelty?.kind === "number" ? { novelty: novelty.values } : {};
  await results.save("domains.csv", domainTable(dataset, { obs: domainColumns(obs) }, keys, more));
  const manifest = () => ({ job: "join", command: [...command], ...record, files: [...results.files] });
  await completeResults(host, results, { manifest, inputs: [section, ...paths] });
  return [
    `${tiles[0].mark.section}: ${dataset.cells.length} cells of ${tiles.length} tiles`,
    `result: ${host.paths.join(out, resultName)}`,
  ];
}

/** Entries that a run adds. */
const isOurs = (name: string) => /^(X_)?cellscape/.test(name);

async function openTile(host: Host, path: string): Promise<OpenTile> {
  const source = await host.files.openFile(path);
  const { cells, obs, embeddings, colors } = await readAnnotations(source);
  const mark = tileMark({ name: path, obs });
  if (mark && obs.columns.has(resultKeys().domain)) return { name: path, source, cells, obs, embeddings, colors, mark };
  const got = mark ? "a tile without domains" : "another file";
  throw new CellScapeError(
    "bad-data",
    `${path}: expected result.h5ad of a tile, as cohort apply writes it, got ${got}; run cohort split and cohort apply first`,
  );
}

function columnOf({ name, obs }: OpenTile, column: string): Column {
  const found = obs.columns.get(column);
  if (found) return found;
  throw new CellScapeError(
    "bad-data",
    `${name}: expected ${column} in obs as in the other tiles, got none; apply it again`,
  );
}

/** The columns that tables of domains hold: those of domains, and numbers. */
function domainColumns(obs: Readonly<Record<string, Column>>): Annotations["obs"] {
  const kept = Object.entries(obs).flatMap(([name, column]): [string, Annotations["obs"][string]][] =>
    column.kind === "category" || column.kind === "number" ? [[name, column]] : [],
  );
  return Object.fromEntries(kept);
}

/** Which genes of the section were used: those of its tiles, which have one panel. */
async function usedGenes({ source }: OpenTile, genes: readonly string[]): Promise<Readonly<Record<string, Column>>> {
  const name = resultKeys().used;
  const { names, table } = await readVar(source);
  const column = table.columns.get(name);
  if (column?.kind !== "boolean") return {};
  const used = new Set(names.filter((_, u) => column.values[u]));
  return { [name]: { kind: "boolean", values: genes.map((gene) => used.has(gene)) } };
}

/** What is recorded of a tile, with the numbers of the section. */
async function joinedRecord(
  tiles: readonly OpenTile[],
  obs: Readonly<Record<string, Column>>,
  { row }: JoinedRows,
): Promise<{ readonly [key: string]: PlainValue }> {
  const first = await readUns(tiles[0].source, resultKeys().record);
  const known = typeof first === "object" && !Array.isArray(first) ? { ...(first as Record<string, PlainValue>) } : {};
  // Of one tile alone.
  for (const name of ["notes", "warnings", "graph", "novelty"]) delete known[name];
  const domains = obs[resultKeys().domain];
  const codes = domains.kind === "category" ? domains.codes : new Int32Array(0);
  const count = domains.kind === "category" ? domains.categories.length : 0;
  const sizes = Array.from({ length: count }, (_, k) => codes.reduce((sum, code) => sum + (code === k ? 1 : 0), 0));
  return {
    ...known,
    cells: row.length,
    cells_used: sizes.reduce((sum, size) => sum + size, 0),
    domains: { count, sizes },
    tiles: tiles.map(({ mark: { own } }) => own.filter(Boolean).length),
  };
}
