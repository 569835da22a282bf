import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { createScene } from "../../../src/view/scene.ts";
import { readTiles } from "../pyramid/tiles.ts";
import { view } from "../state/view.ts";
import { trouble, wordsOf } from "../state/worker.ts";
import { PaneOverlay } from "./PaneOverlay.tsx";
import { frame, seenTissue, stageSize } from "./panes.ts";

/** The canvas, and over it what belongs to each pane. */
export function Stage() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    if (!element) return undefined;
    const sizes = new ResizeObserver(() => {
      stageSize.value = { width: element.clientWidth, height: element.clientHeight };
    });
    sizes.observe(element);
    try {
      const scene = createScene(element);
      const end = effect(() => scene.show(frame.value));
      const endTiles = readTiles(() => seenTissue.value);
      return () => {
        endTiles();
        end();
        sizes.disconnect();
        scene.dispose();
      };
    } catch (error) {
      trouble.value = wordsOf(error);
      return () => sizes.disconnect();
    }
  }, []);
  return (
    <div class="stage-area">
      <canvas ref={canvas} />
      {view.value.panes.map((_, at) => (
        <PaneOverlay key={at} pane={at} />
      ))}
    </div>
  );
}
