import { densestPoint } from "../../figure/drawing/densest.ts";
import { extentOf } from "../../figure/drawing/points.ts";
import { network } from "../../figure/network.ts";
import type { AnalysisPage, Content } from "../../results/page.ts";
import type { RunArtifacts } from "../../results/reported.ts";
import { domainColors, overAll, placesWord, positionsOf, titledDomains } from "../../results/reported.ts";
import type { UmapMade } from "../umap/made.ts";
import type { PagaMade } from "./made.ts";

/** Connectivity of the domains. */
export const pagaPage = {
  chapter: "embeddings",
  id: "paga",
  title: "Domain connectivity (PAGA)",
  short: "PAGA",
  make(made: RunArtifacts<PagaMade & UmapMade>) {
    const { paga, umaps = [], selection, domains } = made;
    if (!paga || paga.groups.length < 2) return [];
    const umap = umaps.find(
      ({ embedding, layout }) => embedding === "spatial" && layout.rows === selection.cells.length,
    );
    const contents: Content[] = [
      {
        kind: "text",
        text: `Edge width: PAGA connectivity of two domains, from the nearest neighbours of their ${placesWord(made).many} in the spatial embedding. Dark edges: maximum spanning tree.`,
      },
      {
        kind: "figure",
        figure: {
          ...draw(made, paga, {
            name: "paga_tissue",
            xy: positionsOf(made),
            group: overAll(made, domains.refined),
            ...(selection.samples ? { section: overAll(made, Int32Array.from(selection.samples.codes)) } : {}),
            yDown: true,
          }),
          minor: true,
        },
      },
    ];
    if (umap) {
      const xy = Float64Array.from(umap.layout.values);
      contents.push({
        kind: "figure",
        figure: { ...draw(made, paga, { name: "paga_umap", xy, group: domains.refined, yDown: false }), minor: true },
      });
    }
    return contents;
  },
} satisfies AnalysisPage;

interface Ground {
  readonly name: string;
  readonly xy: Float64Array;
  readonly group: Int32Array;
  /** Sample of each point, where each lies by itself: a middle over several would lie in none. */
  readonly section?: Int32Array;
  readonly yDown: boolean;
}

function draw(
  made: RunArtifacts<PagaMade & UmapMade>,
  paga: PagaMade["paga"],
  { name, xy, group, section, yDown }: Ground,
) {
  const { groups, connectivities, tree } = paga;
  const svg = network(middles(xy, group, { count: groups.length, section }), connectivities, {
    names: titledDomains(made),
    colors: domainColors(made),
    sizes: made.domains.domains.map(({ size }) => size),
    cloud: { xy, group },
    tree,
    yDown,
    many: placesWord(made).many,
  });
  const where = yDown ? "the tissue" : "the UMAP of tissue context";
  return {
    name,
    title: `PAGA over ${where}`,
    svg,
    caption: `Domain connectivity over ${where}; each node lies where its domain is densest${section ? " in the sample with most domains" : ""}, with an area proportional to its ${placesWord(made).many}.`,
  };
}

/**
 * [groups, 2] a cell of each group where most of it lies: inside it, also where it is bent. NaN for one without cells.
 *
 * @param options.section [points] if given, all groups lie in the one section that has most of them, as far as they are there.
 */
export function middles(
  xy: Float64Array,
  group: Int32Array,
  { count, section }: { count: number; section: Int32Array | undefined },
): Float64Array {
  const places = new Float64Array(2 * count).fill(Number.NaN);
  const members: number[][] = Array.from({ length: count }, () => []);
  group.forEach((code, i) => {
    if (code >= 0) members[code].push(i);
  });
  const { width, height } = extentOf(xy);
  const side = Math.max(width, height);
  const fullest = section && fullestSection(members, section);
  members.forEach((all, k) => {
    if (all.length === 0) return;
    const inside = section ? all.filter((i) => section[i] === fullest) : all;
    const cells = inside.length > 0 ? inside : all;
    places.set(densestPoint(xy, cells, side) ?? [], 2 * k);
  });
  return places;
}

/** The section with cells of the most groups; of several the one with the most cells, of those the first. */
function fullestSection(members: readonly (readonly number[])[], section: Int32Array): number {
  const sizes = new Map<number, { groups: number; cells: number }>();
  for (const cells of members) {
    const seen = new Set(cells.map((i) => section[i]));
    for (const s of seen) {
      const { groups, cells: before } = sizes.get(s) ?? { groups: 0, cells: 0 };
      sizes.set(s, { groups: groups + 1, cells: before + cells.filter((i) => section[i] === s).length });
    }
  }
  const ranked = [...sizes].sort(([s, a], [t, b]) => b.groups - a.groups || b.cells - a.cells || s - t);
  return ranked.length > 0 ? ranked[0][0] : -1;
}
