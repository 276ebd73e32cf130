import { isReady } from '../../shared/doom.js';
import type { Pod } from '../../../src/contracts/kubernetes-objects.js';
import type { Evidence } from '../../../src/contracts/operation.js';
import type { Detected, ObjectRef } from '../finding.js';
import { lastLine, logLines, nameOf, ofContainer, quote } from '../proof.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';

const RESOLVER =
  /\blookup [\w.-]+ on [\w.:[\]]+:\d+: |no such host|server misbehaving|temporary failure in name resolution|could not resolve host|getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|name or service not known|UnknownHostException|nodename nor servname/i;
const DNS_LABEL = 'k8s-app';

/** The resolver's errors in a log, and DNS pods of which none is ready, which explain those. */
export const dnsFailing: Detector = (world) => {
  const servers = world
    .podsIn('kube-system')
    .filter(({ metadata }) => metadata.labels?.[DNS_LABEL] === 'kube-dns');
  const [first] = servers;
  if (first === undefined) return failedLookups(world, []);
  const object = serverRef(world, first);
  const state = `${servers.filter(isReady).length} of ${servers.length} DNS pods are ready`;
  const logged = failedLookups(world, [quote(object, state)]);
  if (servers.some(isReady)) return logged;
  const down = `no DNS pod is ready: ${servers.map((pod) => nameOf(refOf('Pod', pod))).join(', ')}`;
  const affected = logged.map((each) => each.object);
  return [
    { mode: 'DnsFailing', object, params: { host: '?' }, about: affected, evidence: [quote(object, down)] },
    ...logged,
  ];
};

function failedLookups(world: World, state: readonly Evidence[]): readonly Detected[] {
  return world.logged().flatMap((container): Detected[] => {
    const lines = logLines(world, container).slice(-60);
    const line = lastLine(lines, RESOLVER);
    // One failed lookup of a container that is well is over; a container that is not well, or several, are not.
    const repeated = lines.filter((each) => RESOLVER.test(each)).length > 1;
    if (line === undefined || (container.status.ready === true && !repeated)) return [];
    const host =
      /lookup ([\w.-]+)|(?:ENOTFOUND|EAI_AGAIN|resolve host:?|UnknownHostException:?) ([\w.-]+)/i.exec(line);
    const found = ofContainer('DnsFailing', container, [`log: ${line}`], {
      params: { host: host?.[1] ?? host?.[2] ?? '?' },
    });
    return [{ ...found, evidence: [...found.evidence, ...state] }];
  });
}

/** What answers for DNS: its Service, else what makes its pods. */
function serverRef(world: World, pod: Pod): ObjectRef {
  if (world.find('Service', 'kube-system', 'kube-dns') !== undefined)
    return { kind: 'Service', namespace: 'kube-system', name: 'kube-dns' };
  return world.workloadOf(pod) ?? refOf('Pod', pod);
}
