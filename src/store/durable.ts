/** The disk did not confirm what was committed: what it kept is no longer known until the file is opened anew. */
export class NotDurableError extends Error {
  override readonly name = 'NotDurableError';
  readonly code = 'SQLITE_IOERR_FSYNC';
}

/** Commits that become durable together. */
export interface Durability {
  /** Something was committed, though a power cut may still undo it. */
  readonly committed: () => void;
  /**
   * Resolves once all that was committed before survives a power cut; at once when it does already.
   * Rejects with NotDurableError when the disk failed, and from then on always: a later success would say nothing of
   * what was lost before (fsync(2), "Errors").
   */
  readonly settled: () => Promise<void>;
}

/**
 * Group commit: one `sync` is under way at a time, whoever commits meanwhile shares the next one. A sync runs beside
 * the main thread, which goes on committing.
 */
export function createDurability(sync: () => Promise<void>): Durability {
  let commits = 0;
  let durable = 0;
  let failure: NotDurableError | undefined;
  let running: Promise<void> | undefined;

  const round = async (): Promise<void> => {
    // Everything that this turn of the event loop still commits comes along.
    await new Promise((resolve) => setImmediate(resolve));
    const covered = commits;
    try {
      if (failure === undefined) await sync();
    } catch (error) {
      failure = new NotDurableError('the disk did not confirm a write', { cause: error });
    } finally {
      running = undefined;
    }
    if (failure !== undefined) throw failure;
    durable = covered;
  };
  return {
    committed: () => void (commits += 1),
    async settled() {
      const mine = commits;
      while (durable < mine) await (running ??= round());
    },
  };
}
