import { spawn } from "node:child_process";

const openers: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

/** Whether this session comes from another machine, whose browser is the one to open. */
export const isRemote = () => process.env.SSH_CONNECTION !== undefined;

/** Open an address in the user's browser, as far as there is one. */
export function openBrowser(address: string): void {
  const [program, ...before] = openers[process.platform] ?? ["xdg-open"];
  const child = spawn(program, [...before, address], { stdio: "ignore", detached: true });
  // The address is printed anyway.
  child.on("error", () => undefined);
  child.unref();
}
