/** Whether a process of this machine is there. */
export function isRunning(processId: number): boolean {
  try {
    // Signal 0 is not delivered; only its possibility is checked.
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code !== "ESRCH";
  }
}
