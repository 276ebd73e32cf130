import { isEffect } from './actions.js';
import type { Moment, Seen } from './proxy.js';

/** Where the bot is killed: at the n-th effect or at the watch that follows it. */
export interface Point {
  readonly name: string;
  readonly moment: Moment;
  readonly at: (effects: number) => (seen: Seen) => boolean;
}
export const POINTS: readonly Point[] = [
  { name: 'as its last effect leaves', moment: 'before', at: (n) => nth(n, isEffect) },
  {
    name: 'when its last effect was carried out and not answered',
    moment: 'after',
    at: (n) => nth(n, isEffect),
  },
  {
    name: 'while it watches',
    moment: 'after',
    at: () => afterEffects(1, ({ path }) => path.includes('watch=')),
  },
];

function nth(n: number, matches: (seen: Seen) => boolean): (seen: Seen) => boolean {
  let count = 0;
  return (seen) => matches(seen) && ++count === n;
}

export function afterEffects(n: number, matches: (seen: Seen) => boolean): (seen: Seen) => boolean {
  let effects = 0;
  return (seen) => {
    if (isEffect(seen)) effects++;
    return effects >= n && matches(seen);
  };
}
