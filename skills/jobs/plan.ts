import type { Operation } from '../../src/contracts/operation.js';

/** What waits for a person comes before what runs: only people can move it on. */
const ORDER: readonly Operation['status'][] = [
  'interrupted',
  'awaiting_approval',
  'awaiting_confirmation',
  'running',
  'cleared',
];

export function orderJobs(operations: readonly Operation[]): readonly Operation[] {
  const place = ({ status }: Operation): number => ORDER.indexOf(status);
  return [...operations].sort((a, b) => place(a) - place(b) || a.number - b.number);
}
