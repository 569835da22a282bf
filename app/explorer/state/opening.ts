import { type Coloring, firstState } from "../../../src/explore/state/viewState.ts";
import type { OpenedFile } from "../../messages/explorerCalls.ts";
import type { Picked } from "../../messages/files.ts";
import { closeAnalyses } from "../analyses/computing.ts";
import { closeEdits } from "../edit/edits.ts";
import { keepPainting, turnBrush } from "../edit/painting.ts";
import { forgetPyramid, openPyramids } from "../pyramid/pyramid.ts";
import { applyAddress } from "../share/sharedView.ts";
import { forgetDrawn } from "./drawn.ts";
import { forgetMarkers } from "./markers.ts";
import { forgetPictures, pictures } from "./pictures.ts";
import { facts, pointed } from "./pointed.ts";
import { selectionMask, tool } from "./selection.ts";
import { change, view } from "./view.ts";
import { closeWorker, file, hasSecond, openInWorker, readGenes, reporting, worker } from "./worker.ts";

/**
 * Open what the user picked: the tissue is drawn before the genes are read.
 *
 * @param start starts a worker that answers the calls of the explorer.
 */
export async function openExplorer(picked: Picked, start: () => Worker): Promise<void> {
  closeExplorer();
  await reporting(async () => {
    const opened = await openInWorker(picked, start);
    // The view of a file that was open before may name columns that this one has not.
    view.value = firstState(opened.layouts[0] ?? "Tissue", firstColoring(opened));
    file.value = opened;
    void readGenes();
    pictures.value = await worker().call("pictures", undefined);
    if (pictures.value.spots) file.value = { ...(file.value ?? opened), one: "spot" };
    // Cells let the picture through.
    if (pictures.value.tiles.length > 0) change({ opacity: 0.75 });
    await openPyramids();
    hasSecond.value = await worker().call("second", undefined);
    await applyAddress();
  });
}

export function closeExplorer(): void {
  closeWorker();
  forgetDrawn();
  closeEdits();
  closeAnalyses();
  keepPainting();
  turnBrush(false);
  forgetPictures();
  forgetPyramid();
  forgetMarkers();
  hasSecond.value = false;
  selectionMask.value = undefined;
  tool.value = "move";
  pointed.value = undefined;
  facts.value = undefined;
}

/** Domains of a run, else the column that names a kind of cell, else the first column. */
function firstColoring({ domain, columns }: OpenedFile): Coloring {
  const groups = columns.filter(({ kind }) => kind === "groups").map(({ name }) => name);
  const named = groups.find((name) => /domain|region|layer|cluster|cell_?type|annotation|leiden|louvain/i.test(name));
  return { kind: "column", name: domain ?? named ?? groups[0] ?? columns[0]?.name ?? "" };
}
