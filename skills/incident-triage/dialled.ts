import type { Service } from '../../src/contracts/kubernetes-objects.js';
import type { ContainerAt } from './containers.js';
import { logLines } from './proof.js';
import type { World } from './world.js';

/** A connection that a log says could not be made. */
export interface Dialled {
  readonly line: string;
  readonly service: Service;
  readonly port: number | undefined;
}

const DIAL =
  /dial (?:tcp|udp)|connect(?:ion)? (?:to|refused|timed out|failed|reset)|i\/o timeout|timed? ?out|ETIMEDOUT|ECONNREFUSED|EHOSTUNREACH|no route to host|unreachable|could not connect|failed to connect/i;

/** Services that the container's last log lines name in a dial error: by address, by DNS name or by their plain name. */
export function dialledServices(world: World, container: ContainerAt): readonly Dialled[] {
  const namespace = container.pod.metadata.namespace ?? '';
  const services = world.list('Service');
  const found = new Map<string, Dialled>();
  for (const line of logLines(world, container).slice(-60)) {
    if (!DIAL.test(line)) continue;
    for (const service of services) {
      const hit = mentioned(line, service, namespace);
      if (hit !== undefined)
        found.set(`${service.metadata.namespace ?? ''}/${service.metadata.name}`, { line, service, ...hit });
    }
  }
  return [...found.values()];
}

function mentioned(
  line: string,
  { metadata, spec }: Service,
  from: string,
): { readonly port: number | undefined } | undefined {
  const address = spec?.clusterIP;
  if (address !== undefined && address !== '' && address !== 'None') {
    const at = portAfter(line, address);
    if (at !== undefined) return at;
  }
  const names = [
    `${metadata.name}.${metadata.namespace ?? ''}`,
    ...(metadata.namespace === from ? [metadata.name] : []),
  ];
  for (const name of names) {
    const at = portAfter(line, name);
    if (at !== undefined) return at;
  }
  return undefined;
}

/** Where the host stands as a whole word (`db`, not `db-backup`), the port behind it. */
function portAfter(line: string, host: string): { readonly port: number | undefined } | undefined {
  const at = new RegExp(
    `(?<![\\w.-])${host.replaceAll('.', '\\.')}(?:\\.svc[\\w.]*)?(?![\\w-])(?::(\\d+))?`,
  ).exec(line);
  if (at === null) return undefined;
  return { port: at[1] === undefined ? undefined : Number(at[1]) };
}
