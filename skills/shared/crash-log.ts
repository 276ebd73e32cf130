import type { Target } from '../../src/contracts/catalogue.js';
import { PortError } from '../../src/contracts/errors.js';
import { maskSecrets } from '../../src/contracts/masking.js';
import type { Evidence } from '../../src/contracts/operation.js';
import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';

const TAIL = 20;
const QUOTED = 3;
const FAILURE = /error|exception|fatal|panic|fail|cannot|refused/i;

/** The lines that say most: the last ones that speak of a failure, else simply the last ones. */
export function tellingLines(lines: readonly string[]): readonly string[] {
  const written = lines.map((line) => line.trim()).filter((line) => line !== '');
  const failures = written.filter((line) => FAILURE.test(line));
  return (failures.length > 0 ? failures : written).slice(-QUOTED);
}

/** What a crashed container said last, secrets masked; nothing when it said nothing or its log can't be read. */
export async function crashLog(
  kubernetes: KubernetesPort,
  target: Target,
  pod: string,
  container: string | undefined,
): Promise<readonly Evidence[]> {
  const which = container === undefined ? {} : { container };
  try {
    const lines = await kubernetes.logs(target, pod, { ...which, previous: true, tail: TAIL });
    const text = tellingLines(lines).map(maskSecrets).join('\n');
    return text === '' ? [] : [{ object: `log of pod/${pod}`, text }];
  } catch (error) {
    // A log is a bonus: the verdict stands without it.
    if (error instanceof PortError) return [];
    throw error;
  }
}
