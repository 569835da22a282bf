import type { ServerResponse } from "node:http";

/** Counts pages by a request that each keeps open. */
export interface OpenPages {
  /** Answer such a request. */
  add(response: ServerResponse): void;
  /** Forget all. */
  stop(): void;
}

/**
 * @param seconds without any page, once there was one, after which `onNone` is called.
 */
export function openPages(seconds: number, onNone: () => void): OpenPages {
  const pages = new Set<ServerResponse>();
  let timer: NodeJS.Timeout | undefined;
  return {
    add(response) {
      clearTimeout(timer);
      pages.add(response);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(": open\n\n");
      response.once("close", () => {
        pages.delete(response);
        if (pages.size === 0) timer = setTimeout(onNone, seconds * 1000);
      });
    },
    stop() {
      for (const page of pages) page.removeAllListeners("close").destroy();
      clearTimeout(timer);
    },
  };
}
