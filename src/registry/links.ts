import type { Link, LinkTemplates } from '../contracts/links.js';
import type { Locale } from '../contracts/message.js';
import type { Operation } from '../contracts/operation.js';

/** More targets than these are not linked one by one. */
const MOST = 5;
const CONSOLE: Readonly<Record<Locale, string>> = { en: 'Console', ko: '콘솔' };

/** The configured addresses, filled for one operation: its own page, and each workload's. */
export function linksOf(
  { cluster, console }: LinkTemplates,
  { number, plan }: Pick<Operation, 'number' | 'plan'>,
  locale: Locale,
): readonly Link[] {
  const own = console === undefined ? [] : [{ label: CONSOLE[locale], url: filled(console, { number }) }];
  const workloads = plan.targets.slice(0, MOST).map((target) => ({
    label: `${target.cluster}/${target.namespace}/${target.name}`,
    url: filled(cluster ?? '', { ...target, number }),
  }));
  return cluster === undefined ? own : [...own, ...workloads];
}

function filled(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    values[name] === undefined ? whole : encodeURIComponent(values[name]),
  );
}
