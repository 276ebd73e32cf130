import type { Detector } from './detector.js';
import { refusal, refusedCreators } from './creation-refused.js';

const RULES: readonly (readonly [rule: string, says: RegExp])[] = [
  [
    'LimitRange',
    /must specify|(?:maximum|minimum) (?:cpu|memory|[\w-]+) (?:usage|limit)|is forbidden: \[?(?:maximum|minimum)/i,
  ],
  ['PodSecurity', /violates PodSecurity|unable to validate against any (?:pod )?security/i],
  ['ServiceAccount', /serviceaccount "?[^"\s]+"? not found|error looking up service account/i],
  ['webhook', /failed calling webhook|admission webhook .* denied|denied the request/i],
];

/** Refused by a rule of the cluster that is not a quota: which rule, by the API server's own sentence. */
export const admissionRefused: Detector = (world) =>
  refusedCreators(world).flatMap((refused) => {
    if (/exceeded quota/i.test(refused.message)) return [];
    const rule = RULES.find(([, says]) => says.test(refused.message))?.[0];
    if (rule === undefined) return [];
    const named = /webhook "([^"]+)"/i.exec(refused.message)?.[1];
    return [
      refusal('AdmissionRefused', refused, {
        params: { rule: named === undefined ? rule : `${rule} ${named}` },
      }),
    ];
  });
