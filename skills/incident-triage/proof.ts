import { maskSecrets } from '../../src/contracts/masking.js';
import type { Evidence } from '../../src/contracts/operation.js';
import { lastEnd, onsetOf, type ContainerAt } from './containers.js';
import type { Detected, ObjectRef } from './finding.js';
import type { Mode } from './modes.js';
import { refOf, type World } from './world.js';

/** `Pod shop/cart-1`: how evidence names its source. */
export function nameOf({ kind, namespace, name }: ObjectRef): string {
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** A message may be megabytes long in damaged files; what is quoted of it is near its beginning. */
const LOOKED_AT = 4_000;

/** A quotation: one line, masked, at most 300 characters. */
export function quote(ref: ObjectRef, text: string): Evidence {
  const line = maskSecrets(text.slice(0, LOOKED_AT)).replace(/\s+/g, ' ').trim();
  return { object: nameOf(ref), text: line.length > 300 ? `${line.slice(0, 299)}…` : line };
}

/** A finding about one container, quoted from its pod. */
export function ofContainer(
  mode: Mode,
  container: ContainerAt,
  texts: readonly (string | undefined)[],
  more: Pick<Detected, 'params' | 'about' | 'next'> = {},
): Detected {
  const ref = refOf('Pod', container.pod);
  const { name, restartCount } = container.status;
  return {
    mode,
    object: ref,
    onset: onsetOf(container.pod),
    ...more,
    params: { container: name, restarts: restartCount ?? 0, ...more.params },
    evidence: texts.flatMap((text) => (text === undefined || text === '' ? [] : [quote(ref, text)])),
  };
}

/** `container cart: OOMKilled, exit 137, restarts 4`; what is not known is left out. */
export function endText(container: ContainerAt): string {
  const end = lastEnd(container);
  const { name, restartCount } = container.status;
  const reason = end?.reason ?? container.status.state?.waiting?.reason ?? 'not running';
  const exit = end?.exitCode === undefined ? [] : [`exit ${end.exitCode}`];
  const restarts = restartCount === undefined || restartCount === 0 ? [] : [`restarts ${restartCount}`];
  return `container ${name}: ${[reason, ...exit, ...restarts].join(', ')}`;
}

/** The newest event of one of the reasons whose message fits. */
export function eventOf(
  world: World,
  ref: ObjectRef,
  reasons: readonly string[],
  fits: (message: string) => boolean = () => true,
): string | undefined {
  const found = world
    .events(ref)
    .find(({ reason = '', message = '' }) => reasons.includes(reason) && fits(message));
  return found === undefined ? undefined : `event ${found.reason ?? ''}: ${found.message ?? ''}`;
}

/** The container's log lines, newest last; empty when no log was read. */
export function logLines(world: World, container: ContainerAt): readonly string[] {
  const text = world.log(container.pod, container.status.name);
  return text === undefined
    ? []
    : text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => (line.length > LOOKED_AT ? line.slice(0, LOOKED_AT) : line));
}

/** The last line that fits. */
export function lastLine(lines: readonly string[], fits: RegExp): string | undefined {
  return lines.findLast((line) => fits.test(line));
}
