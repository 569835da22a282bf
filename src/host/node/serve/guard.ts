import type { IncomingHttpHeaders } from "node:http";
import { sameToken } from "./token.ts";

/** What a request has to show. */
export interface Guard {
  /** Values of Host that are this server's. */
  readonly hosts: readonly string[];
  readonly token: string;
  /** Name of the cookie that holds the token. */
  readonly cookie: string;
}

/**
 * Whether a request comes from where it says it does: a page of another site, and a name of another site that was pointed at
 * this machine (DNS rebinding), are refused.
 *
 * @returns why it is refused, in words.
 */
export function strangerIn(headers: IncomingHttpHeaders, { hosts }: Guard): string | undefined {
  const { host, origin } = headers;
  const site = headers["sec-fetch-site"];
  if (host === undefined || !hosts.includes(host)) return "Host: expected the address of this server";
  if (origin !== undefined && !hosts.some((each) => origin === `http://${each}`))
    return "Origin: expected this server's own pages";
  if (site !== undefined && site !== "same-origin" && site !== "none")
    return "Sec-Fetch-Site: expected this server's own pages";
  return undefined;
}

/** Whether a request knows the token: in the cookie of this server, or as `Authorization: token TOKEN`. */
export function isKnown({ authorization, cookie: cookies = "" }: IncomingHttpHeaders, guard: Guard): boolean {
  const given = /^token (\S+)$/i.exec(authorization ?? "")?.[1];
  if (given !== undefined) return sameToken(given, guard.token);
  const start = `${guard.cookie}=`;
  const kept = cookies
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each.startsWith(start));
  return kept.some((each) => sameToken(each.slice(start.length), guard.token));
}
