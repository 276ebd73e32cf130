import { isReady } from '../../shared/doom.js';
import type { Detected } from '../finding.js';
import { lastLine, logLines, nameOf, ofContainer, quote } from '../proof.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';

const RESOLVER =
  /no such host|server misbehaving|temporary failure in name resolution|could not resolve host|getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|name or service not known|UnknownHostException|nodename nor servname/i;
const DNS_LABEL = 'k8s-app';

/** The resolver's errors in a log; with the DNS pods' state where it could be seen. */
export const dnsFailing: Detector = (world) => {
  const servers = world
    .podsIn('kube-system')
    .filter(({ metadata }) => metadata.labels?.[DNS_LABEL] === 'kube-dns');
  const down = servers.length > 0 && !servers.some(isReady);
  const state =
    servers.length === 0
      ? []
      : [
          quote(
            { kind: 'Pod', namespace: 'kube-system', name: 'kube-dns' },
            `${servers.filter(isReady).length} of ${servers.length} DNS pods are ready`,
          ),
        ];
  const logged = world.logged().flatMap((container): Detected[] => {
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
  return down
    ? [
        ...serverDown(
          world,
          servers.map((pod) => refOf('Pod', pod)),
        ),
        ...logged,
      ]
    : logged;
};

function serverDown(world: World, pods: readonly ReturnType<typeof refOf>[]): readonly Detected[] {
  const [first] = pods;
  if (first === undefined) return [];
  const object =
    world.find('Service', 'kube-system', 'kube-dns') === undefined
      ? first
      : { kind: 'Service', namespace: 'kube-system', name: 'kube-dns' };
  return [
    {
      mode: 'DnsFailing',
      object,
      params: { host: '?' },
      about: pods,
      evidence: [quote(object, `no DNS pod is ready: ${pods.map(nameOf).join(', ')}`)],
    },
  ];
}
