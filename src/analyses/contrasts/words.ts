import { placesWord, type RunArtifacts, slugsOf, titled } from "../../results/reported.ts";
import type { CellTypesMade } from "../cellTypes/made.ts";
import { capital, typeWords } from "../cellTypes/words.ts";
import type { Contrasted, ContrastsMade } from "./made.ts";

type Made = RunArtifacts<CellTypesMade & ContrastsMade>;

/** The two sides of a contrast as texts name them. */
export function sideNames(made: Made, { of, up, down }: Contrasted): { readonly up: string; readonly down: string } {
  const call = (label: string) => {
    if (of === "domains") return titled(label);
    if (!/^[\d.]+$/.test(label)) return label;
    return `${of === "types" ? capital(typeWords(made).one) : of.column} ${label}`;
  };
  return { up: up.map(call).join(", "), down: down.map(call).join(", ") };
}

/** Parts of names of files and entries: `3:5` -> `3_5`. */
export function contrastSlugs(contrasts: readonly Contrasted[]): string[] {
  return slugsOf(contrasts.map(({ requested }) => requested));
}

/** What p-values of cells are worth; domains and types come from the expression that is tested, too. */
export function caveat(made: Made, contrasts: readonly Contrasted[]): string {
  const { many } = placesWord(made);
  const circular = contrasts.some(({ of }) => of === "domains" || of === "types");
  const found = circular ? `, and groups that were found from the expression differ in it by construction` : "";
  return `${capital(many)} are not replicates: ${many} of one sample are not independent${found}. The p-values are too small; use them to rank genes, and the fold change as the effect.`;
}
