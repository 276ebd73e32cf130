import type { Detected } from '../finding.js';
import { quote } from '../proof.js';
import type { Detector } from './detector.js';
import { refusal, refusedCreators } from './creation-refused.js';

/** `exceeded quota: compute, requested: cpu=500m, used: cpu=1800m, limited: cpu=2`. */
const SAYS = /exceeded quota: ([\w.-]+)(?:, requested: (.*?), used: (.*?), limited: (.*?))?$/i;

export const quotaExceeded: Detector = (world) =>
  refusedCreators(world).flatMap((refused): Detected[] => {
    const found = SAYS.exec(refused.message);
    const name = found?.[1];
    if (name === undefined) return [];
    const [requested = '?', used = '?', limited = '?'] = found?.slice(2) ?? [];
    const quota = { kind: 'ResourceQuota', namespace: refused.ref.namespace, name };
    const base = refusal('QuotaExceeded', refused, {
      params: { quota: name, requested, used, limited },
      about: [quota],
    });
    return [
      {
        ...base,
        evidence: [...base.evidence, quote(quota, `used ${used}, requested ${requested}, hard ${limited}`)],
      },
    ];
  });
