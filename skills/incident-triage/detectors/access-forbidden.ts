import { lastLine, logLines, ofContainer } from '../proof.js';
import type { Detector } from './detector.js';

const SAYS = /forbidden: User "system:serviceaccount:([^":]+):([^"]+)" cannot (\w+) resource "([^"]+)"/i;
const LOOSE = /forbidden: User "system:serviceaccount:[^"]+"/i;

export const accessForbidden: Detector = (world) =>
  world.logged().flatMap((container) => {
    const line = lastLine(logLines(world, container).slice(-60), LOOSE);
    if (line === undefined) return [];
    const [, namespace, account, verb = '?', resource = '?'] = SAYS.exec(line) ?? [];
    const name = account ?? container.pod.spec?.serviceAccountName ?? 'default';
    return [
      ofContainer('AccessForbidden', container, [`log: ${line}`], {
        params: { account: name, verb, resource },
        about: [
          { kind: 'ServiceAccount', namespace: namespace ?? container.pod.metadata.namespace ?? '', name },
        ],
      }),
    ];
  });
