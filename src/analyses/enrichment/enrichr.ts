import { version } from "../../core/version.ts";
import type { EnrichedTerm, Enrichment } from "./enrichment.ts";

export interface EnrichrOptions {
  /** Address of the service, without a slash at its end. */
  readonly url: string;
  /** Libraries of gene sets, as the service calls them. */
  readonly libraries: readonly string[];
  /** How long one request may take. */
  readonly timeoutMs?: number;
  /** Told why the service gave nothing. */
  readonly warn: (text: string) => void;
}

/**
 * Query the Enrichr service for gene sets that share genes with a list. The service uses human symbols in upper case, so
 * the query is sent that way and comes back in its own spelling. After a request that found no service, no other is
 * tried: a run without a network waits once.
 *
 * @returns a function from a query to one answer a library; none, and a warning, where the service gave nothing.
 * @see https://maayanlab.cloud/Enrichr/help: addList, then enrich.
 */
export function enrichrService({ url, libraries, timeoutMs = 20_000, warn }: EnrichrOptions) {
  // Libraries still to be queried: those that the service does not have are refused once, not for every query.
  let known = libraries;
  return async (query: readonly string[], signal?: AbortSignal): Promise<readonly Enrichment[]> => {
    if (known.length === 0 || query.length === 0) return [];
    const request = (path: string, body?: FormData) => requestJson(`${url}/${path}`, { body, timeoutMs, signal });
    const found: Enrichment[] = [];
    try {
      const list = new FormData();
      list.append("list", query.map((gene) => gene.toUpperCase()).join("\n"));
      list.append("description", `cellscape ${version}`);
      const id = listOf(await request("addList", list));
      for (const library of known) {
        const answer = await request(`enrich?userListId=${id}&backgroundType=${encodeURIComponent(library)}`);
        const terms = termsOf(answer, library, query);
        found.push({ library, terms, querySize: query.length, backgroundSize: Number.NaN, notes: [sent] });
      }
    } catch (error) {
      if (signal?.aborted) return [];
      const refusal = `--enrichr: expected a response from ${url}, got ${reasonOf(error, timeoutMs)}`;
      if (error instanceof UnknownLibrary) {
        known = known.filter((library) => library !== error.library);
        warn(`${refusal}; its page of libraries lists those available`);
      } else {
        known = [];
        warn(`${refusal}; gene sets of Enrichr are left out: give them as files, with --gene-sets FILE.gmt`);
      }
    }
    return found;
  };
}

const sent = "queried from the Enrichr service, against its own background; symbols were sent in upper case";

class UnknownLibrary extends Error {
  readonly library: string;
  constructor(library: string, reason: string) {
    super(reason);
    this.library = library;
  }
}

interface Request {
  readonly body: FormData | undefined;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
}

async function requestJson(address: string, { body, timeoutMs, signal }: Request): Promise<unknown> {
  const clock = AbortSignal.timeout(timeoutMs);
  const response = await fetch(address, {
    signal: signal ? AbortSignal.any([signal, clock]) : clock,
    ...(body ? { method: "POST", body } : {}),
  });
  const text = await response.text();
  if (!response.ok) {
    const library = new URL(address).searchParams.get("backgroundType");
    const reason = `${response.status} ${response.statusText}`.trim();
    // The service answers so for a library that it does not have.
    if (library !== null && response.status < 500)
      throw new UnknownLibrary(library, `${reason} for library ${library}`);
    throw new Error(reason);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`"${text.slice(0, 40)}", which is not JSON`);
  }
}

function listOf(answer: unknown): number {
  if (typeof answer === "object" && answer !== null && "userListId" in answer) return Number(answer.userListId);
  throw new Error("no number for the list of genes");
}

/** Rows are rank, term, p, odds ratio, combined score, genes, adjusted p, and two fields of old versions. */
function termsOf(answer: unknown, library: string, query: readonly string[]): EnrichedTerm[] {
  const rows: unknown = typeof answer === "object" && answer !== null && Reflect.get(answer, library);
  if (!Array.isArray(rows)) throw new UnknownLibrary(library, `no library ${library}`);
  const spelt = new Map(query.map((gene) => [gene.toUpperCase(), gene]));
  const place = new Map(query.map((gene, at) => [gene, at]));
  const terms = rows.map((row: unknown): EnrichedTerm => {
    if (!Array.isArray(row) || row.length < 7 || !Array.isArray(row[5])) {
      throw new Error(`a row of ${library} that is no gene set`);
    }
    const genes = row[5].map((gene: unknown) => spelt.get(String(gene).toUpperCase()) ?? String(gene));
    return {
      term: String(row[1]),
      genes: genes.sort((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0)),
      // The service does not report how many genes a set has.
      size: Number.NaN,
      pValue: Number(row[2]),
      adjustedPValue: Number(row[6]),
      oddsRatio: Number(row[3]),
      combinedScore: Number(row[4]),
    };
  });
  return terms.sort((a, b) => a.pValue - b.pValue || (a.term < b.term ? -1 : 1));
}

function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return `none within ${timeoutMs / 1000} s`;
  // fetch reports only that it failed; the reason is in its cause.
  const { cause } = error;
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : undefined;
  const words: Readonly<Record<string, string>> = {
    ENOTFOUND: "no such address: is there a network?",
    EAI_AGAIN: "no such address: is there a network?",
    ECONNREFUSED: "no connection",
    ENETUNREACH: "no network",
  };
  return code === undefined ? error.message : (words[code] ?? code);
}
