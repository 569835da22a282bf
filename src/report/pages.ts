import type { AnalysedArtifacts } from "../analyses/registry.ts";
import { analysisPages } from "../analyses/results.ts";
import { titled } from "../figure/drawing/titled.ts";
import type { Content, Page, PageFigure } from "../results/page.ts";
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
export interface MadePage extends Omit<Page, "make" | "heading"> {
  readonly contents: readonly Content[];
}

/**
 * The parts that have something to show.
 *
 * @param pages all parts of the report by default.
 */
export function makePages(made: AnalysedArtifacts, config: Config, pages: readonly Page[] = reportPages()): MadePage[] {
  return pages
    .map(({ make, heading, ...fixed }) => {
      const page = { ...fixed, ...heading?.(made) };
      return { ...page, contents: make(made, config).map((each) => withTitles(each, page.title)) };
    })
    .filter(({ contents }) => contents.length > 0);
}

/** Figures with the titles that they need when they are saved: one of several names its group, and the page what is shown. */
function withTitles(content: Content, page: string): Content {
  const named = (figure: PageFigure, title: string) => ({ ...figure, svg: titled(figure.svg, title) });
  if (content.kind === "figure") return { ...content, figure: named(content.figure, content.figure.title) };
  if (content.kind !== "choice") return content;
  return { ...content, figures: content.figures.map((figure) => named(figure, `${page}: ${figure.title}`)) };
}

/** The figures of the parts, those of which one is shown at a time last. */
export function pageFigures(parts: readonly MadePage[]): { readonly single: Figure[]; readonly chosen: Figure[] } {
  const contents = parts.flatMap((part) => part.contents);
  return {
    single: contents.flatMap((content) => (content.kind === "figure" ? [content.figure] : [])),
    chosen: contents.flatMap((content) => (content.kind === "choice" ? content.figures : [])),
  };
}
