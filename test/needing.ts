import { describe, type TestContext, test } from "vitest";

/** A title that says what is left out where something that its tests need is not there. */
export const titleNeeding = (what: string, here: boolean, title: string): string =>
  here ? title : `${title} (left out: ${what} is not here)`;

/** Tests that need something which not every machine has. Where it is absent they are left out, and leftOut.ts says so at the end. */
export function describeNeeding(what: string, here: boolean, title: string, tests: () => void): void {
  describe.skipIf(!here)(titleNeeding(what, here, title), tests);
}

/** A test that needs something which not every machine has; as `describeNeeding`. */
export function testNeeding(
  what: string,
  here: boolean,
  title: string,
  body: (context: TestContext) => void | Promise<void>,
): void {
  test.skipIf(!here)(titleNeeding(what, here, title), body);
}
