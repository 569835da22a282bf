import { useEffect, useMemo } from "preact/hooks";
import { withSingulars } from "../../src/core/singular.ts";
import type { Ran } from "../messages/calls.ts";
import type { Picked } from "../messages/files.ts";
import { explore } from "../state/exploring.ts";
import { hasServiceWorker, openReport } from "../state/offline.ts";
import { work } from "../state/session.ts";
import { SaveAll } from "./SaveAll.tsx";
import { SaveBack } from "./SaveBack.tsx";
import { sizeOf } from "./sizeOf.ts";

/** What was found, and links that save it. */
export function ResultsPanel() {
  return work.value.kind === "done" ? <Results ran={work.value.ran} input={work.value.input} /> : null;
}

const main = ["result.h5ad", "report.html", "domains.csv"];

function Results({ ran, input }: { ran: Ran; input: Picked | undefined }) {
  const { folder, lines, stopped, files } = ran;
  const links = useMemo(
    () => files.map(({ name, content }) => ({ name, bytes: content.size, address: URL.createObjectURL(content) })),
    [files],
  );
  useEffect(
    () => () => {
      for (const { address } of links) URL.revokeObjectURL(address);
    },
    [links],
  );
  const map =
    links.find(({ name }) => name === "figures/domains.svg") ??
    links.find(({ name }) => name === "figures/domains.png");
  const isMain = ({ name }: { name: string }) => main.includes(name);
  const hasReport = links.some(({ name }) => name === "report.html") && hasServiceWorker.value;
  return (
    <section aria-labelledby="results-title">
      <h2 id="results-title">Results</h2>
      <p class="lead" role="status" id="found">
        {lines[0]}
        {stopped && "; stopped early"}
      </p>
      <div class="controls save">
        {hasReport && (
          <button type="button" id="open-report" onClick={() => openReport(folder)}>
            Open the report
          </button>
        )}
        {links.filter(isMain).map((link) => (
          <SaveLink key={link.name} {...link} />
        ))}
        <SaveAll ran={ran} />
        {input?.home && <SaveBack ran={ran} name={input.name} home={input.home} />}
      </div>
      <ExploreButton files={files} />
      {map && (
        <figure>
          <div class="sheet">
            <img src={map.address} alt="Map of the tissue, each cell in the colour of its domain" />
          </div>
          <figcaption>
            <span>Domains in the tissue. The figures, tables and the settings of this run are below.</span>
          </figcaption>
        </figure>
      )}
      <details>
        <summary>{withSingulars(`All ${files.length} files`)}</summary>
        <ul class="files">
          {links
            .filter((link) => !isMain(link))
            .map((link) => (
              <li key={link.name}>
                <SaveLink {...link} />
              </li>
            ))}
        </ul>
      </details>
    </section>
  );
}

function ExploreButton({ files }: Pick<Ran, "files">) {
  const result = files.find(({ name }) => name === "result.h5ad");
  if (!result) return null;
  const { name, content } = result;
  return (
    <button
      type="button"
      class="main"
      id="explore-result"
      onClick={() => explore({ name, isFolder: false, files: [{ path: name, file: content }] })}
    >
      Explore the result
    </button>
  );
}

function SaveLink({ name, address, bytes }: { name: string; address: string; bytes: number }) {
  return (
    <a href={address} download={name.split("/").at(-1)} data-file={name}>
      Save {name} <small>{sizeOf(bytes)}</small>
    </a>
  );
}
