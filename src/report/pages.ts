import type { Analysed } from "../analyses/registry.ts";
import { analysisPages } from "../analyses/results.ts";
import type { Content, Page } from "../results/page.ts";
import type { Config } from "../run/options/config.ts";
import type { Figure } from "./figures.ts";
import { domainsPage } from "./pages/domains.ts";
import { tissuePage } from "./pages/tissue.ts";
import { trainingPage } from "./pages/training.ts";

/** The parts of the report in order: those of the domains, of the analyses and of training. */
export function reportPages(): readonly Page[] {
  return [tissuePage, domainsPage, ...analysisPages(), trainingPage];
}

/** A part of the report with its content. */
export interface MadePage extends Omit<Page, "make"> {
  readonly contents: readonly Content[];
}

/**
 * The parts that have something to show.
 *
 * @param pages all parts of the report by default.
 */
export function makePages(made: Analysed, config: Config, pages: readonly Page[] = reportPages()): MadePage[] {
  return pages
    .map(({ make, ...page }) => ({ ...page, contents: make(made, config) }))
    .filter(({ contents }) => contents.length > 0);
}

/** The figures of the parts, those of which one is shown at a time last. */
export function pageFigures(parts: readonly MadePage[]): { readonly single: Figure[]; readonly chosen: Figure[] } {
  const contents = parts.flatMap((part) => part.contents);
  return {
    single: contents.flatMap((content) => (content.kind === "figure" ? [content.figure] : [])),
    chosen: contents.flatMap((content) => (content.kind === "choice" ? content.figures : [])),
  };
}
