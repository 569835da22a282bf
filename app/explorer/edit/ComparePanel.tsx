import { signal } from "@preact/signals";
import { useEffect, useState } from "preact/hooks";
import type { ComparedPartitions } from "../../../src/explore/partitions/comparePartitions.ts";
import { crosstabCsv } from "../../../src/explore/partitions/crosstabCsv.ts";
import { showNewest } from "../../state/newest.ts";
import { setSelection } from "../state/selection.ts";
import { file, reporting, worker } from "../state/worker.ts";
import { edits, openEdits } from "./edits.ts";
import { download } from "./saving.ts";

/** The last comparison, of which columns. */
const compared = signal<(ComparedPartitions & { readonly of: string }) | undefined>(undefined);

/** Rows and columns of a table that are shown; more are in the CSV. */
const most = 40;

/** Two partitions of the same cells against each other. */
export function ComparePanel() {
  useEffect(() => void openEdits(), [file.value?.name]);
  const state = edits.value;
  const names = state?.columns.filter(({ kind }) => kind === "groups").map(({ name }) => name) ?? [];
  const [first, setFirst] = useState<string>();
  const [second, setSecond] = useState<string>();
  const a = first !== undefined && names.includes(first) ? first : (state?.domain ?? names[0]);
  const b = second !== undefined && names.includes(second) ? second : names.find((name) => name !== a);
  const of = `${a}\0${b}\0${state?.edits.length}`;
  useEffect(() => {
    if (a === undefined || b === undefined) return;
    void reporting(() => showNewest(compared, async () => ({ ...(await worker().call("compare", { a, b })), of })));
  }, [of]);
  if (!state) return <p class="note">Reading</p>;
  if (a === undefined || b === undefined)
    return <p class="note">Comparison needs two categorical columns; this file has fewer.</p>;
  const found = compared.value?.of === of ? compared.value : undefined;
  return (
    <>
      <Choice id="compare-a" title="Rows" names={names} value={a} onChange={setFirst} />
      <Choice id="compare-b" title="Columns" names={names} value={b} onChange={setSecond} />
      {found && <Outcome found={found} a={a} b={b} />}
    </>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly title: string;
  readonly names: readonly string[];
  readonly value: string;
  readonly onChange: (name: string) => void;
}

function Choice({ id, title, names, value, onChange }: ChoiceProps) {
  return (
    <div class="row">
      <label for={id}>{title}</label>
      <select id={id} value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {names.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

function Outcome({ found, a, b }: { found: ComparedPartitions; a: string; b: string }) {
  const { ari, nmi, differing, labelled, unlabelled } = found;
  return (
    <>
      <dl class="agreement">
        <div>
          <dt title="Adjusted Rand index">ARI</dt>
          <dd id="compare-ari">{ari.toFixed(3)}</dd>
        </div>
        <div>
          <dt title="Normalised mutual information">NMI</dt>
          <dd id="compare-nmi">{nmi.toFixed(3)}</dd>
        </div>
        <div>
          <dt>Differ</dt>
          <dd>{((100 * differing) / labelled).toFixed(1)} %</dd>
        </div>
      </dl>
      <Crosstab found={found} a={a} b={b} />
      <div class="row">
        <button
          type="button"
          id="compare-differing"
          disabled={differing === 0}
          onClick={() => setSelection([{ mode: "new", shape: { kind: "differing", columns: [a, b] } }])}
        >
          Select the {differing.toLocaleString("en")} that differ
        </button>
        <button
          type="button"
          id="compare-csv"
          onClick={() =>
            download(new Blob([crosstabCsv(found, `${a} \\ ${b}`)], { type: "text/csv" }), `${a}_${b}.csv`)
          }
        >
          CSV
        </button>
      </div>
      {unlabelled > 0 && (
        <p class="note">{unlabelled.toLocaleString("en")} without a group in one of them are left out.</p>
      )}
    </>
  );
}

/** Cells of each pair of groups; columns in the order of their partners. A click selects them. */
function Crosstab({
  found: { rows, columns, counts, partner },
  a,
  b,
}: {
  found: ComparedPartitions;
  a: string;
  b: string;
}) {
  const sizes = rows.map((_, row) => columns.reduce((sum, __, at) => sum + counts[row * columns.length + at], 0));
  return (
    <div class="crosstab">
      <table>
        <caption>
          Cells of each group of {a} (rows) in each of {b} (columns)
        </caption>
        <thead>
          <tr>
            <td />
            {columns.slice(0, most).map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row, r) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {columns.slice(0, most).map((column, c) => {
                const count = counts[r * columns.length + c];
                const share = count / Math.max(1, sizes[r]);
                return (
                  <td
                    key={column}
                    class={partner[r] === c ? "partner" : ""}
                    style={{ "--share": `${Math.round(100 * share)}%` }}
                  >
                    {count > 0 && (
                      <button
                        type="button"
                        title={`Select ${row} of ${a} in ${column} of ${b}`}
                        onClick={() =>
                          setSelection([
                            { mode: "new", shape: { kind: "category", column: a, category: row } },
                            { mode: "intersect", shape: { kind: "category", column: b, category: column } },
                          ])
                        }
                      >
                        {count.toLocaleString("en")}
                      </button>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
