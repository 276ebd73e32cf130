import type { Environment } from '../contracts/catalogue.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { KubernetesPort } from '../contracts/ports/kubernetes.js';

/** How long the start waits for a cluster to say whether it is a simulated one, in milliseconds. */
const ASK_WORLD_MS = 1500;
/** One that did not answer is asked again so much later. */
const AGAIN_MS = 5000;

/** Whether what is said is of a simulated world. Known late of a cluster that was slow or down at the start. */
interface Mark {
  on: boolean;
  readonly worldId: null;
}

/**
 * A kubeconfig may name a simulated API server: it says so in `/version`, and every reply must say so too. Who does not
 * answer at the start is asked until it does, or until the world is closed: a slow start must not take the mark away.
 */
export async function simulatedMark(
  kubernetes: Pick<KubernetesPort, 'version'>,
  environments: readonly Environment[],
  clock: Clock,
  closed: AbortSignal,
): Promise<Mark> {
  const mark: Mark = { on: false, worldId: null };
  const clusters = new Set(environments.flatMap(({ targets }) => targets.map(({ cluster }) => cluster)));
  const ask = async (cluster: string): Promise<void> => {
    while (!closed.aborted) {
      const answer = await kubernetes.version(cluster).catch(() => undefined);
      if (answer?.sandbox === true) mark.on = true;
      if (answer !== undefined) return;
      await clock.sleep(AGAIN_MS, closed);
    }
  };
  const all = Promise.all([...clusters].map(ask));
  await Promise.race([all, clock.sleep(ASK_WORLD_MS)]);
  return mark;
}
