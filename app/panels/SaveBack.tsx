import { useState } from "preact/hooks";
import type { Ran } from "../messages/calls.ts";
import type { Home } from "../messages/files.ts";
import { trying } from "../state/failure.ts";
import { replaceServed } from "../state/savingBack.ts";

/** Puts the result in the place of the file that `cellscape view --edit` was given. */
export function SaveBack({ ran: { files }, name, home }: { ran: Ran; name: string; home: Home }) {
  const [state, setState] = useState<"unsaved" | "saving" | "saved">("unsaved");
  const result = files.find((file) => file.name === "result.h5ad");
  if (!result) return null;
  const save = async () => {
    setState("saving");
    await trying(async () => {
      await replaceServed(home, result.content);
      setState("saved");
    });
    setState((now) => (now === "saving" ? "unsaved" : now));
  };
  return (
    <>
      <button type="button" id="save-back" disabled={state !== "unsaved"} onClick={save}>
        Save into {name}
      </button>
      <span role="status">{state === "saved" && `Saved into ${name}`}</span>
    </>
  );
}
