import { fromInput } from "../state/pickedFiles.ts";
import { pickServed, served } from "../state/served.ts";
import { busy, pick, work } from "../state/session.ts";

/** Ways to give the page a file or a folder; dropping works on the whole page. */
export function PickPanel() {
  const disabled = work.value.kind === "running";
  return (
    <section class="pick" aria-labelledby="pick-title">
      <h2 id="pick-title">Your data</h2>
      <p>
        Drop a file or a folder on this page, or choose one: .h5ad, .h5mu, Loom, SpatialData, 10x Visium and Xenium
        folders, and the other formats that cellscape reads.
      </p>
      <div class="controls">
        <label class="file">
          File
          <input
            type="file"
            id="pick-file"
            disabled={disabled}
            onChange={({ currentTarget }) => pick(fromInput(currentTarget.files))}
          />
        </label>
        <label class="file">
          Folder
          <input
            type="file"
            id="pick-folder"
            // @ts-expect-error an attribute that every browser has and no type lists
            webkitdirectory={true}
            disabled={disabled}
            onChange={({ currentTarget }) => pick(fromInput(currentTarget.files))}
          />
        </label>
      </div>
      {served.value.inputs.length > 1 && (
        <div class="controls">
          {served.value.inputs.map((file) => (
            <button key={file.address} type="button" disabled={disabled} onClick={() => pickServed(file)}>
              Open {file.name}
            </button>
          ))}
        </div>
      )}
      <p role="status">{busy.value}</p>
    </section>
  );
}
