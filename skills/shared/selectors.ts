import type { LabelSelector } from '../../src/contracts/kubernetes-objects.js';

type Labels = Readonly<Record<string, string>>;

/** A plain map selector (Service, ReplicationController): every pair must be there; an empty one selects nothing. */
export function mapSelects(selector: Labels | undefined, labels: Labels | undefined): boolean {
  const pairs = Object.entries(selector ?? {});
  return pairs.length > 0 && pairs.every(([key, value]) => labels?.[key] === value);
}

/**
 * A label selector of apps/v1 and others. An absent selector selects nothing, an empty one everything
 * (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/). An unknown operator selects nothing.
 */
export function labelsSelect(selector: LabelSelector | undefined, labels: Labels | undefined): boolean {
  if (selector === undefined) return false;
  const own = labels ?? {};
  return (
    Object.entries(selector.matchLabels ?? {}).every(([key, value]) => own[key] === value) &&
    (selector.matchExpressions ?? []).every(({ key, operator, values }) => {
      const value = own[key];
      switch (operator) {
        case 'In':
          return value !== undefined && (values ?? []).includes(value);
        case 'NotIn':
          return value === undefined || !(values ?? []).includes(value);
        case 'Exists':
          return value !== undefined;
        case 'DoesNotExist':
          return value === undefined;
        default:
          return false;
      }
    })
  );
}

/** Written as the API's `labelSelector` query parameter; undefined when it selects nothing. */
export function selectorQuery(selector: LabelSelector | undefined): string | undefined {
  if (selector === undefined) return undefined;
  const pairs = Object.entries(selector.matchLabels ?? {}).map(([key, value]) => `${key}=${value}`);
  const expressions = (selector.matchExpressions ?? []).map(({ key, operator, values }) => {
    if (operator === 'Exists') return key;
    if (operator === 'DoesNotExist') return `!${key}`;
    return `${key} ${operator === 'NotIn' ? 'notin' : 'in'} (${(values ?? []).join(',')})`;
  });
  const terms = [...pairs, ...expressions];
  return terms.length === 0 ? undefined : terms.join(',');
}
