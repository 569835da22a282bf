import { expect, test } from "vitest";
import { jointTable } from "../../../src/session/apply/jointTable.ts";
import { memoryHost } from "../memoryHost.ts";

async function joined(tables: Readonly<Record<string, string>>): Promise<string> {
  const { files } = memoryHost(tables);
  const given = Object.keys(tables).map((sample) => ({ sample, open: () => files.openFile(sample) }));
  let text = "";
  for await (const part of jointTable(given)) text += part;
  return text;
}

test("tables of one header become one, with the sample last", async () => {
  expect(await joined({ a: "cell,domain\n1,2\n", b: "cell,domain\n1,1\n2,\n" })).toBe(
    "cell,domain,sample\n1,2,a\n1,1,b\n2,,b\n",
  );
});

test("a line end within quotes belongs to its field, and names with commas are quoted", async () => {
  expect(await joined({ "a,b": 'cell,domain\n"x\ny ""z""",1\n"u",2\n' })).toBe(
    'cell,domain,sample\n"x\ny ""z""",1,"a,b"\n"u",2,"a,b"\n',
  );
});

test("a column sample of the tables stays", async () => {
  expect(await joined({ a: "cell,sample\n1,left\n" })).toBe("cell,sample,input\n1,left,a\n");
});

test("a table longer than a block of reading keeps every line", async () => {
  const lines = Array.from({ length: 200_000 }, (_, i) => `cell-${i},1`);
  const text = await joined({ a: `cell,domain\n${lines.join("\n")}\n` });
  expect(text).toBe(`cell,domain,sample\n${lines.map((line) => `${line},a\n`).join("")}`);
});

test("tables of other columns are refused", async () => {
  await expect(joined({ a: "cell,x\n", b: "cell,y\n" })).rejects.toThrow(/expected the columns cell,x, got cell,y/);
});
