import { useState } from "preact/hooks";
import type { Ran } from "../messages/calls.ts";
import { trying } from "../state/failure.ts";
import { canSaveFolder, saveFolder, saveZip } from "../state/saving.ts";

/** Saves every file of a run at once. */
export function SaveAll({ ran: { files, folder } }: { ran: Ran }) {
  const [isBusy, setBusy] = useState(false);
  const saving = async (save: () => Promise<void>) => {
    setBusy(true);
    await trying(save);
    setBusy(false);
  };
  const name = folder.split("/").at(-1)?.replace(/-\d+$/, "") ?? "cellscape";
  return (
    <>
      <button
        type="button"
        id="save-zip"
        disabled={isBusy}
        onClick={() => saving(() => saveZip(files, `${name}-results.zip`))}
      >
        Save all as .zip
      </button>
      {canSaveFolder && (
        <button type="button" id="save-folder" disabled={isBusy} onClick={() => saving(() => saveFolder(files))}>
          Save all into a folder
        </button>
      )}
    </>
  );
}
