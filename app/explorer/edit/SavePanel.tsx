import { useEffect, useState } from "preact/hooks";
import { exploring } from "../../state/explored.ts";
import { replaceServed } from "../../state/savingBack.ts";
import { file, reporting, worker } from "../state/worker.ts";
import { editedColumn, edits, openEdits, unsaved } from "./edits.ts";
import { canChooseFile, chooseFile, download, isReadable, writeChosen } from "./saving.ts";

/** What was saved, and where. */
interface Saved {
  readonly to: string;
  readonly outdated: readonly string[];
}

/** The edits into the file, into a copy, or as a document. */
export function SavePanel() {
  useEffect(() => void openEdits(), [file.value?.name]);
  const state = edits.value;
  const groups = state?.columns.filter(({ kind }) => kind === "groups").map(({ name }) => name) ?? [];
  const [chosen, setChosen] = useState<string>();
  const [saved, setSaved] = useState<Saved>();
  const [busy, setBusy] = useState(false);
  const [handle, setHandle] = useState<FileSystemFileHandle>();
  const column = chosen !== undefined && groups.includes(chosen) ? chosen : (editedColumn.value ?? groups[0]);
  const picked = exploring.value;
  if (!state || !picked) return <p class="note">Reading</p>;
  if (column === undefined) return <p class="note">No column of groups to save.</p>;
  const { name } = picked;
  const base = name.replace(/\.h5ad$/, "");
  const isAnnData = file.value?.isAnnData === true;

  /** Write the file and put it somewhere. @param put returns the name of the place, or undefined where nothing was written. */
  const save = async (put: (content: Blob) => Promise<string | undefined>) => {
    setBusy(true);
    await reporting(async () => {
      const made = await worker().call("save", { column, use: "edits" });
      const to = await put(made.file);
      if (to === undefined) return;
      unsaved.value = false;
      setSaved({ to, outdated: made.outdated });
      if (!(await isReadable(picked))) await worker().call("replaced", made.file);
    });
    setBusy(false);
  };
  const intoServed = () =>
    save(async (content) => {
      const { home } = picked;
      if (!home) return undefined;
      exploring.value = { ...picked, home: await replaceServed(home, content) };
      return name;
    });
  const intoChosen = async (known?: FileSystemFileHandle) => {
    const place = known ?? (await chooseFile(name));
    if (!place) return;
    await save(async (content) => {
      await writeChosen(place, content);
      setHandle(place);
      return place.name;
    });
  };
  const intoDownloads = () =>
    save(async (content) => {
      download(content, name);
      return `${name} in the downloads folder`;
    });
  const asDocument = () =>
    reporting(async () => {
      const text = await worker().call("document", column);
      download(new Blob([text], { type: "application/json" }), `${base}.edits.json`);
      if (!isAnnData) unsaved.value = false;
    });
  const asLabels = () =>
    reporting(async () => {
      download(new Blob([await worker().call("labels", column)], { type: "text/csv" }), `${base}.labels.csv`);
    });

  return (
    <>
      <div class="row">
        <label for="save-column">Column for analyses</label>
        <select id="save-column" value={column} onChange={({ currentTarget }) => setChosen(currentTarget.value)}>
          {groups.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </select>
      </div>
      <div class="row">
        {picked.home && (
          <button type="button" id="save-served" class="main" disabled={busy} onClick={intoServed}>
            Save into {name}
          </button>
        )}
        {handle && (
          <button type="button" class="main" disabled={busy} onClick={() => intoChosen(handle)}>
            Save into {handle.name}
          </button>
        )}
        {isAnnData && canChooseFile && (
          <button type="button" id="save-as" disabled={busy} onClick={() => intoChosen()}>
            Save as
          </button>
        )}
        {isAnnData && (
          <button type="button" id="save-download" disabled={busy} onClick={intoDownloads}>
            Download .h5ad
          </button>
        )}
        <button type="button" id="save-document" disabled={busy} onClick={asDocument}>
          Edits as .json
        </button>
        <button type="button" id="save-labels" disabled={busy} onClick={asLabels}>
          Labels as .csv
        </button>
      </div>
      <p class="note" role="status" id="saved">
        {busy ? "Writing" : saved ? `Saved to ${saved.to}` : unsaved.value ? "There are edits that are not saved." : ""}
      </p>
      {saved && saved.outdated.length > 0 && (
        <p class="note">
          {saved.outdated.length === 1 ? "One entry describes" : `${saved.outdated.length} entries describe`} the groups
          before the edits ({saved.outdated.slice(0, 4).join(", ")}
          {saved.outdated.length > 4 && ", and others"}); <code>cellscape analyze</code> recomputes them.
        </p>
      )}
      <p class="note">
        {isAnnData ? (
          <>
            <code>cellscape apply-edits</code> re-applies edits saved in this file or as .json.
          </>
        ) : (
          <>
            Edits are saved into .h5ad files only, and {name} is none: save them as .json. Once{" "}
            <code>cellscape run</code> has made a result.h5ad of it,{" "}
            <code>cellscape apply-edits result.h5ad {base}.edits.json</code> applies them.
          </>
        )}
      </p>
    </>
  );
}
