/**
 * Waits until `work` has settled, at most `ms` milliseconds. Returns whether it has. What it settled to is not looked
 * at; the timer keeps no process alive.
 */
export async function settledWithin(ms: number, work: Promise<unknown>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms).unref();
  });
  const settled = work.then(
    () => true,
    () => true,
  );
  const result = await Promise.race([settled, overdue]);
  clearTimeout(timer);
  return result;
}
