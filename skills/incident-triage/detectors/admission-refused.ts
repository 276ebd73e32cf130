import type { ObjectRef } from '../finding.js';
import type { Detector } from './detector.js';
import { refusal, refusedCreators } from './creation-refused.js';

const RULES: readonly (readonly [rule: string, says: RegExp])[] = [
  [
    'LimitRange',
    /must specify|(?:maximum|minimum) (?:cpu|memory|[\w-]+) (?:usage|limit)|is forbidden: \[?(?:maximum|minimum)|max limit to request ratio/i,
  ],
  [
    'PodSecurity',
    /violates PodSecurity|PodSecurityPolicy: unable to admit|unable to validate against any (?:pod )?security/i,
  ],
  ['ServiceAccount', /serviceaccount "?[^"\s]+"? not found|error looking up service account/i],
  ['ValidatingAdmissionPolicy', /ValidatingAdmissionPolicy '[^']*' .*denied request/i],
  ['PriorityClass', /no PriorityClass with name/i],
  ['RuntimeClass', /RuntimeClass "?[^"\s]+"? not found/i],
  ['webhook', /failed calling webhook|admission webhook .* denied|denied the request/i],
];

/** The Service behind a webhook, by the address that the API server called in vain. */
export function calledService(message: string): readonly ObjectRef[] {
  const [, name, namespace] = /https:\/\/([\w-]+)\.([\w-]+)\.svc\b/.exec(message) ?? [];
  return name === undefined || namespace === undefined ? [] : [{ kind: 'Service', namespace, name }];
}

/** Refused by a rule of the cluster that is not a quota: which rule, by the API server's own sentence. */
export const admissionRefused: Detector = (world) =>
  refusedCreators(world).flatMap((refused) => {
    if (/exceeded quota/i.test(refused.message)) return [];
    const rule = RULES.find(([, says]) => says.test(refused.message))?.[0];
    if (rule === undefined) return [];
    const named =
      /(?:webhook|PriorityClass with name|RuntimeClass|ValidatingAdmissionPolicy) ["']?([^"'\s]+)/i.exec(
        refused.message,
      )?.[1];
    return [
      refusal('AdmissionRefused', refused, {
        params: { rule: named === undefined ? rule : `${rule} ${named}` },
        about: calledService(refused.message),
      }),
    ];
  });
