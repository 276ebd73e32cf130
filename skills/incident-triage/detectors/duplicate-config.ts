import type { Container, Pod } from '../../../src/contracts/kubernetes-objects.js';
import { when, YES } from '../collection.js';
import type { Detected } from '../finding.js';
import { isActive } from '../containers.js';
import { lastLine, logLines, ofContainer, quote } from '../proof.js';
import { refOf } from '../world.js';
import type { Detector } from './detector.js';

const IN_USE = /address already in use|EADDRINUSE|port is already allocated/i;

/** A name that a container's environment gives twice with different values: the last one wins silently. */
function repeatedName({ env = [] }: Container): string | undefined {
  if (env.length < 2 || new Set(env.map(({ name }) => name)).size === env.length) return undefined;
  const seen = new Map<string, string>();
  for (const { name, value, valueFrom } of env) {
    const text = JSON.stringify([value, valueFrom]);
    const before = seen.get(name);
    if (before !== undefined && before !== text) return name;
    seen.set(name, text);
  }
  return undefined;
}

const REPEATING = when<Pod>((pod) => repeatingContainer(pod) !== undefined);

function repeatingContainer({ spec }: Pod): Container | undefined {
  return spec?.containers?.find((each) => repeatedName(each) !== undefined);
}

export const duplicateConfig: Detector = (world) => {
  const repeated = world.having('Pod', REPEATING, YES).flatMap((pod): Detected[] => {
    if (!isActive(pod)) return [];
    const container = repeatingContainer(pod);
    const name = container === undefined ? undefined : repeatedName(container);
    if (container === undefined || name === undefined) return [];
    const ref = refOf('Pod', pod);
    const text = `container ${container.name} sets ${name} twice with different values`;
    return [
      {
        mode: 'DuplicateConfig',
        object: ref,
        params: { field: `env ${name}`, container: container.name },
        evidence: [quote(ref, text)],
      },
    ];
  });
  const ports = world.troubled().flatMap((container): Detected[] => {
    const line = lastLine(logLines(world, container).slice(-60), IN_USE);
    if (line === undefined) return [];
    const port = /:(\d{2,5})\b/.exec(line)?.[1] ?? '?';
    return [
      ofContainer('DuplicateConfig', container, [`log: ${line}`], { params: { field: `port ${port}` } }),
    ];
  });
  return [...repeated, ...ports];
};
