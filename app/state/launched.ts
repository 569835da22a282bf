import { pick } from "./session.ts";

/** Files that the system opens with the installed page; Chromium alone has it. */
interface LaunchQueue {
  setConsumer(consumer: (launched: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Take a file that the system opens with the installed page. */
export function openLaunched(): void {
  const queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue;
  queue?.setConsumer(async ({ files: [handle] }) => {
    const file = await handle?.getFile();
    if (file) await pick({ name: file.name, isFolder: false, files: [{ path: file.name, file }] });
  });
}
