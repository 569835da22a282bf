import { CellScapeError } from "../../core/errors.ts";
import { pickRows } from "../../data/pickRows.ts";
import type { Column, Table } from "../../data/table.ts";
import { renamed } from "../assembly/assemble.ts";
import { GENE_TYPE, isControlType } from "../assembly/controls.ts";
import { uniqueNames } from "../assembly/uniqueNames.ts";

/** What 10x software counted, one entry a feature: genes, and whatever else the assay measures. */
export interface TenxFeatures {
  readonly names: readonly string[];
  readonly ids: readonly string[];
  /** `Gene Expression`, `Antibody Capture`, `Negative Control Probe`, ...; undefined before Cell Ranger 3. */
  readonly types: readonly string[] | undefined;
  readonly genomes: readonly string[] | undefined;
  /** Their other attributes. */
  readonly more: ReadonlyMap<string, Column>;
}

/** The features that are genes. */
export interface ChosenGenes {
  /** [features] index among the genes; -1 for the others. */
  readonly geneOf: Int32Array;
  readonly genes: readonly string[];
  /** `gene_ids`, `feature_types`, `genome`, ..., as scanpy names them. */
  readonly var: Table;
  readonly notes: readonly string[];
  readonly losses: readonly string[];
}

/**
 * Genes apart from everything else: controls, which are named in a note, and other kinds of measurements (antibodies,
 * guides, tags), which are named as lost.
 *
 * @param file name of the file, for messages.
 * @param genome keep the genes of this genome only.
 * @throws bad-data when no feature is a gene; bad-option when there is no such genome.
 */
export function chooseGenes(file: string, features: TenxFeatures, genome: string | undefined): ChosenGenes {
  const { names, ids, types, genomes, more } = features;
  const known = [...new Set(genomes)];
  if (genome !== undefined && !known.includes(genome)) {
    const has = known.length === 0 ? "a file that names no genome" : known.join(", ");
    throw new CellScapeError("bad-option", `${file}: expected the genome ${genome} (--genome), got ${has}`);
  }
  const geneOf = new Int32Array(names.length).fill(-1);
  const kept: number[] = [];
  const left = new Map<string, number>();
  let otherGenome = 0;
  for (let u = 0; u < names.length; u++) {
    const type = types?.[u] ?? GENE_TYPE;
    if (type !== GENE_TYPE) left.set(type, (left.get(type) ?? 0) + 1);
    else if (genome !== undefined && genomes?.[u] !== genome) otherGenome++;
    else geneOf[u] = kept.push(u) - 1;
  }
  if (kept.length === 0) {
    const has = left.size === 0 ? "no features" : listed([...left]);
    throw new CellScapeError("bad-data", `${file}: expected genes (feature type ${GENE_TYPE}), got ${has}`);
  }
  const controls = [...left].filter(([type]) => isControlType(type));
  const others = [...left].filter(([type]) => !isControlType(type));
  const unique = uniqueNames(kept.map((u) => names[u]));
  const notes = [
    ...(controls.length > 0 ? [`non-gene features were excluded: ${listed(controls)}`] : []),
    ...(genome === undefined && known.length > 1
      ? [`genes of several genomes: ${known.join(", ")} (--genome keeps one)`]
      : []),
    ...(otherGenome > 0 ? [`${otherGenome} genes of other genomes than ${genome} were excluded, as requested`] : []),
    ...renamed("gene", unique.changed),
  ];
  const losses = others.length > 0 ? [`measurements other than genes were excluded: ${listed(others)}`] : [];
  const text = (values: readonly string[]): Column => ({ kind: "string", values });
  const all = new Map<string, Column>([["gene_ids", text(ids)], ...more]);
  if (types) all.set("feature_types", text(types));
  if (genomes) all.set("genome", text(genomes));
  const columns = new Map([...all].map(([name, column]) => [name, pickRows(column, kept)]));
  return { geneOf, genes: unique.names, var: { rows: kept.length, columns }, notes, losses };
}

const listed = (counts: readonly (readonly [string, number])[]) =>
  counts.map(([type, count]) => `${count} ${type}`).join(", ");
