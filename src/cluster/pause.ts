/** Let waiting events run, an abort among them. */
export async function pause(): Promise<void> {
  await new Promise<void>((resume) => {
    setTimeout(resume, 0);
  });
}
