import type { PageTable } from "../../results/page.ts";

/**
 * The tables of the page: sorted by a click on a heading, searched, shown in full, and saved as CSV. Runs in the page: its
 * text is all that goes there, so it uses nothing from outside.
 *
 * @param root what holds them; the whole page by default.
 */
export function tableScript(root: ParentNode = document): void {
  const few = 12;

  function setUp(section: HTMLElement): void {
    const holder = section.querySelector("script");
    const body = section.querySelector("tbody");
    const more = section.querySelector<HTMLButtonElement>(".more");
    const search = section.querySelector<HTMLInputElement>("input");
    if (!holder || !body || !more || !search) return;
    // Written by the page beside the table.
    const { name, columns, rows } = JSON.parse(holder.textContent ?? "") as PageTable;
    let all = false;
    let sorted = rows;
    let by = { column: -1, down: false };

    function fill(): void {
      const wanted = search?.value.trim().toLowerCase() ?? "";
      const found =
        wanted === ""
          ? sorted
          : sorted.filter((row) => row.some((field) => `${field ?? ""}`.toLowerCase().includes(wanted)));
      const shown = all ? found : found.slice(0, few);
      body?.replaceChildren(
        ...shown.map((row) => {
          const line = document.createElement("tr");
          line.append(
            ...columns.map(({ kind }, c) => {
              const cell = document.createElement("td");
              cell.className = kind;
              cell.textContent = written(row[c], kind);
              return cell;
            }),
          );
          return line;
        }),
      );
      if (!more) return;
      more.hidden = found.length <= few;
      more.textContent = all ? "Show fewer" : `Show all ${found.length.toLocaleString("en")} rows`;
    }

    function written(field: string | number | null | undefined, kind: string): string {
      if (field === null || field === undefined) return "–";
      // Short names stay on one line; long ones with underscores may break behind these.
      if (typeof field === "string") {
        if (field.length < 14) return field.replaceAll(" ", "\u00a0");
        return field.length <= 24 ? field : field.replaceAll("_", "_\u200b");
      }
      if (kind === "count") return field.toLocaleString("en");
      if (kind === "share") {
        if (field > 0 && field < 0.0005) return "< 0.1 %";
        return `${(100 * field).toFixed(field > 0 && field < 0.1 ? 1 : 0)} %`;
      }
      if (kind === "score") return field.toFixed(3).replace("-", "\u2212");
      if (kind === "p") return field === 0 ? "< 1e-300" : field < 0.00095 ? field.toExponential(1) : field.toFixed(3);
      const size = Math.abs(field);
      const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
      const short =
        size !== 0 && (size < 0.001 || size >= 1e6)
          ? field.toExponential(2)
          : field.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
      return short.replace("-", "\u2212");
    }

    function sortBy(column: number): void {
      // Numbers from the largest first; names and p-values from the smallest.
      const first = ["number", "share", "score"].includes(columns[column].kind);
      by = { column, down: by.column === column ? !by.down : first };
      const sign = by.down ? -1 : 1;
      sorted = [...rows].sort((a, b) => {
        const [x, y] = [a[column], b[column]];
        // Empty fields stay at the end either way.
        if (x === null || x === undefined) return y === null || y === undefined ? 0 : 1;
        if (y === null || y === undefined) return -1;
        if (typeof x === "number" && typeof y === "number") return sign * (x - y);
        return sign * `${x}`.localeCompare(`${y}`, "en", { numeric: true });
      });
      section.querySelectorAll("th").forEach((head, c) => {
        head.setAttribute("aria-sort", c === column ? (by.down ? "descending" : "ascending") : "none");
      });
      fill();
    }

    function save(): void {
      const quoted = (field: string | number | null | undefined) => {
        const text = `${field ?? ""}`;
        return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
      };
      const lines = [columns.map((column) => column.name), ...sorted].map((row) => row.map(quoted).join(","));
      const url = URL.createObjectURL(new Blob([`${lines.join("\n")}\n`], { type: "text/csv" }));
      const link = document.createElement("a");
      link.href = url;
      link.download = `${name}.csv`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(url), 10_000);
    }

    section.querySelectorAll("th button").forEach((head, c) => {
      head.addEventListener("click", () => sortBy(c));
    });
    more.addEventListener("click", () => {
      all = !all;
      fill();
    });
    search.addEventListener("input", fill);
    section.querySelector(".save")?.addEventListener("click", save);
    fill();
  }

  for (const section of root.querySelectorAll<HTMLElement>(".table")) setUp(section);
}
