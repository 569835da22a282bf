import { CellScapeError } from "../core/errors.ts";
import type { Dataset } from "../data/dataset.ts";
import type { Inspection } from "../io/inspection/inspection.ts";
import type { Opened } from "../io/open.ts";
import type { ReadOptions } from "../io/reader.ts";
import type { Input } from "../io/source.ts";
import { recognizeCounts } from "../preprocess/counts.ts";
import { suspectPlaces } from "../preprocess/places/suspectPlaces.ts";
import { withKnownUnit } from "../preprocess/units/knownUnit.ts";
import { degeneratePlaces } from "../run/degeneratePlaces.ts";
import { dataOptions } from "../run/options/data.ts";
import { fewestCells } from "../run/steps/selection.ts";
import { copiedInput } from "./read/copiedInput.ts";
import { overlappingSamples, overlapText } from "./read/overlappingSamples.ts";

const usualGenes = dataOptions.table.genes.parse(undefined);
/** Values of a matrix up to which an input is read to inspect it: about a second. */
const fewValues = 5e6;

/**
 * An inspection with what a run would find out: of an input that is quickly read the checks of a run are made, so that the
 * command has the options that it needs, or the inspection reports why the command will be refused.
 */
export async function foresee(input: Input, opened: Opened, inspection: Inspection): Promise<Inspection> {
  const { matrices, countsFrom, command, warnings } = inspection;
  const matrix = matrices.find(({ where }) => where === countsFrom);
  let dataset: Dataset;
  try {
    await copiedInput(input, opened.format);
    if (matrix === undefined || matrix.stored > fewValues || command.includes("FILE")) return inspection;
    dataset = await opened.read(optionsOf(command));
    const { cells, genes } = dataset;
    const { kind, damaged } = recognizeCounts(dataset.counts, { cells, genes });
    if (damaged !== undefined)
      return { ...inspection, warnings: [...warnings, `the command will be refused: ${damaged}`] };
    if (cells.length < fewestCells) {
      const text = `the command will be refused: expected at least ${fewestCells} cells, got ${cells.length}`;
      return { ...inspection, warnings: [...warnings, text] };
    }
    const scaled = kind === "scaled";
    const intensities = dataset.intensities === true && kind === "fractional";
    const fractions = kind === "fractional" && !intensities;
    // Scaled values cannot be ranked, so that a run takes all genes.
    const all = scaled && genes.length > usualGenes ? ["--genes", String(genes.length)] : [];
    const lie = degeneratePlaces(dataset.positions);
    const isLine = lie === "on a line";
    if (lie === "at one place") {
      const text = "the command will be refused: all cells share one position; give others with --positions FILE";
      return { ...inspection, warnings: [...warnings, text] };
    }
    const overlap = await overlappingSamples(dataset);
    const left = [
      ...dataset.losses,
      ...(dataset.cautions ?? []),
      ...dataset.notes.filter((note) => /left out|excluded|summed/.test(note)),
    ];
    const hints = [
      ...(scaled
        ? [
            "centred or scaled values are no counts: the command takes them as they are (--normalize no); intensities of proteins less their background take --normalize arcsinh",
          ]
        : []),
      ...(intensities
        ? [
            "intensities of proteins are no counts: the command transforms them with --normalize arcsinh and --cofactor 5, as is usual for imaging mass cytometry (150 for fluorescence); values that are transformed already take --normalize no",
          ]
        : []),
      ...(fractions
        ? [
            "fractions are scaled to 10,000 per cell as corrected counts are; intensities of proteins take --normalize arcsinh",
          ]
        : []),
      ...(isLine ? ["all cells lie on one line: the command joins nearest neighbours (--graph nearest)"] : []),
      ...suspectPlaces(dataset),
      ...(overlap ? [overlapText(overlap)] : []),
    ];
    const kept = overlap ? warnings.filter((text) => !text.startsWith(`obs/${overlap.column} names`)) : warnings;
    const normalize = scaled ? ["--normalize", "no"] : intensities ? ["--normalize", "arcsinh"] : [];
    const flags = [
      ...normalize,
      ...(isLine ? ["--graph", "nearest"] : []),
      ...all,
      ...(overlap ? ["--sample-key", overlap.column] : []),
    ];
    const { unitUm } = await withKnownUnit(dataset);
    const unit = unitUm === undefined ? "unknown" : `${Number(unitUm.toPrecision(4))} um`;
    return {
      ...inspection,
      choices: [
        ...(inspection.choices ?? []),
        `unit of positions: ${unit} (--unit-um sets it, for scale bars and distances)`,
      ],
      warnings: [...new Set([...kept, ...hints, ...left])],
      command: [...command, ...flags],
    };
  } catch (error) {
    if (!(error instanceof CellScapeError)) throw error;
    return { ...inspection, warnings: [...warnings, `the command will be refused: ${error.message}`] };
  }
}

/** Options of reading that a printed command has. */
function optionsOf(command: readonly string[]): ReadOptions {
  const given = (flag: string) => {
    const at = command.indexOf(flag);
    return at < 0 ? undefined : command[at + 1];
  };
  const [table, genome, bin] = [given("--table"), given("--genome"), given("--bin")];
  return {
    ...(table === undefined ? {} : { table }),
    ...(genome === undefined ? {} : { genome }),
    ...(bin === undefined ? {} : { bin: Number(bin) }),
  };
}
