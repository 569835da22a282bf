import { signal } from "@preact/signals";
import { keptAddress } from "../offline/keptAddress.ts";

/** Whether a service worker answers for this page: it can show files that the browser keeps. */
export const hasServiceWorker = signal(false);

/**
 * Start the service worker, where the browser has one for this page.
 *
 * @param isServed by a program on this machine, which gives the page anew each time: nothing of it is kept then.
 */
export async function startServiceWorker(isServed: boolean): Promise<void> {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  const update = () => {
    hasServiceWorker.value = serviceWorker.controller !== null;
  };
  serviceWorker.addEventListener("controllerchange", update);
  update();
  // Without one the page works as well, but for those things.
  await serviceWorker.register(`./serviceWorker.js${isServed ? "?served" : ""}`).catch(() => undefined);
}

/** Show a report that the browser keeps, in a tab of its own. */
export function openReport(folder: string): void {
  window.open(`./${keptAddress(folder, "report.html")}`, "_blank", "noopener");
}
