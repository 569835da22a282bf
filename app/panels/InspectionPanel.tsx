import { describeInspection } from "../../src/io/inspection/inspection.ts";
import { explore } from "../state/exploring.ts";
import { inspection, picked } from "../state/session.ts";

/** What the input is, in words. */
export function InspectionPanel() {
  const found = inspection.value;
  if (!found) return null;
  const { name, format, version, cells, genes, countsFrom, positionsFrom, labels, warnings } = found;
  const facts = [
    ["Cells", cells.toLocaleString("en")],
    ["Genes", genes.toLocaleString("en")],
    ["Counts", countsFrom ?? "none found"],
    ["Positions", positionsFrom ?? "none found"],
  ];
  return (
    <section aria-labelledby="input-title">
      <h2 id="input-title">{name}</h2>
      <p class="lead">
        {format} ({version}){labels.length > 0 && `, with labels in ${labels.map(({ column }) => column).join(", ")}`}
      </p>
      <dl class="facts">
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {picked.value && positionsFrom !== undefined && (
        <button type="button" class="main" id="explore" onClick={() => picked.value && explore(picked.value)}>
          Explore it on a map
        </button>
      )}
      {warnings.length > 0 && (
        <div class="warnings">
          <h2>Notes</h2>
          <ul>
            {warnings.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </div>
      )}
      <details>
        <summary>File contents</summary>
        <pre>{describeInspection(found).join("\n")}</pre>
      </details>
    </section>
  );
}
