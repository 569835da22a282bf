import { useState } from "preact/hooks";
import { coloringTitle } from "../../../src/explore/state/viewState.ts";
import type { FigureFormat } from "../../messages/shareCalls.ts";
import { isServed } from "../../state/isServed.ts";
import { download } from "../edit/saving.ts";
import { cameraOf, places } from "../stage/panes.ts";
import { limitsOf } from "../stage/points.ts";
import { shownBy } from "../state/drawn.ts";
import { scaleOf, view } from "../state/view.ts";
import { file, reporting, worker } from "../state/worker.ts";
import { applyShared } from "./sharedView.ts";

const formats: readonly { readonly format: FigureFormat; readonly title: string }[] = [
  { format: "svg", title: "SVG" },
  { format: "png", title: "PNG, 300 dpi" },
  { format: "pdf", title: "PDF" },
  { format: "csv", title: "CSV of its cells" },
];

/** Figures of what is shown, and the view as a link or a file. */
export function SharePanel() {
  const [outcome, setOutcome] = useState("");
  const [busy, setBusy] = useState(false);
  const base = (file.value?.name ?? "view").replace(/\.[a-z0-9]+$/i, "");
  const doing = async (work: () => Promise<void>) => {
    setBusy(true);
    await reporting(work);
    setBusy(false);
  };
  const figure = (format: FigureFormat) =>
    doing(async () => {
      const { panes, active } = view.value;
      const { coloring, camera } = panes[active];
      const box = camera && seenBox(active);
      const title = coloringTitle(coloring);
      const shown = shownBy(coloring);
      const limits = shown?.kind === "values" ? limitsOf(shown, scaleOf(coloring)) : undefined;
      const order = { format, view: view.value, pane: active, title, box, limits };
      const content = await worker().call("figure", order);
      download(content, `${base}-${title.replaceAll(/[^\w.-]+/g, "_") || "map"}.${format}`);
      setOutcome("");
    });
  const link = () =>
    doing(async () => {
      const made = await worker().call("link", view.value);
      const address = new URL(location.href);
      address.hash = `${isServed ? "view&" : ""}v=${made.link}`;
      history.replaceState(undefined, "", address);
      const copied = await navigator.clipboard?.writeText(address.href).then(
        () => true,
        () => false,
      );
      const simple = made.simplified ? " Shapes of the selection have fewer corners in it." : "";
      setOutcome(
        `${copied ? "The link is copied" : "The link is the address of this page now"}; the recipient must open the same file.${simple}`,
      );
    });
  const save = () =>
    doing(async () => {
      const text = await worker().call("viewFile", view.value);
      download(new Blob([text], { type: "application/json" }), `${base}.view.json`);
    });
  const open = (chosen: File | undefined) =>
    doing(async () => {
      if (chosen) setOutcome(await applyShared(await worker().call("openView", chosen)));
    });
  return (
    <>
      <fieldset class="row" aria-label="Figure of the active map" disabled={busy}>
        {formats.map(({ format, title }) => (
          <button key={format} type="button" id={`figure-${format}`} onClick={() => figure(format)}>
            {title}
          </button>
        ))}
      </fieldset>
      <div class="row">
        <button type="button" id="share-link" disabled={busy} onClick={link}>
          Copy link
        </button>
        <button type="button" id="share-save" disabled={busy} onClick={save}>
          Save view
        </button>
        <label class="button">
          Open view
          <input
            type="file"
            id="share-open"
            accept=".json"
            onChange={({ currentTarget }) => open(currentTarget.files?.[0])}
          />
        </label>
      </div>
      <p class="note" role="status" id="shared">
        {busy ? "Working" : outcome}
      </p>
    </>
  );
}

/** The part of the plane that a pane shows. */
function seenBox(pane: number) {
  const camera = cameraOf(pane);
  const { width, height } = places.value[pane];
  if (!camera) return undefined;
  const [wide, high] = [width / camera.scale, height / camera.scale];
  return { left: camera.x - wide / 2, top: camera.y - high / 2, width: wide, height: high };
}
