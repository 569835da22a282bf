import { signal } from "@preact/signals";
import { expect, test } from "vitest";
import { showNewest } from "../../app/state/newest.ts";

/** An answer that arrives when the test says so. */
function later(): { answer: () => Promise<string>; arrive: (text: string) => void; fail: () => void } {
  let arrive = (_: string) => {};
  let fail = () => {};
  const promise = new Promise<string>((resolve, reject) => {
    arrive = resolve;
    fail = () => reject(new Error("lost"));
  });
  return { answer: () => promise, arrive, fail };
}

test("an answer that a newer one has overtaken is not shown", async () => {
  const shown = signal("");
  const [first, second] = [later(), later()];
  const both = [showNewest(shown, first.answer), showNewest(shown, second.answer)];
  second.arrive("new");
  await both[1];
  first.arrive("old");
  await both[0];
  expect(shown.value).toBe("new");
});

test("answers in order are all shown, and one that fails leaves what is shown", async () => {
  const shown = signal("");
  const [first, second] = [later(), later()];
  const both = [showNewest(shown, first.answer), showNewest(shown, second.answer)];
  first.arrive("old");
  await both[0];
  expect(shown.value).toBe("old");
  second.fail();
  await expect(both[1]).rejects.toThrow("lost");
  expect(shown.value).toBe("old");
});
