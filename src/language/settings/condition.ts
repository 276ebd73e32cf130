import type { NameEntry } from '../../contracts/catalogue.js';
import type { Condition } from '../../contracts/subscription.js';
import { scan, type Item } from './scan.js';

export type Read =
  | { readonly condition: Condition }
  /** The words that mean nothing here; `half`: they hold a parenthesis without its other half. */
  | { readonly unknown: string; readonly half?: 'unopened' | 'unclosed' };

/**
 * Which runs are meant: "checkout or cart fails on main and not by bob". What is listed of one kind belongs together
 * (checkout or cart, neither bob nor kim), then words side by side, "and" and "nor", then "or" between different kinds;
 * parentheses say otherwise.
 */
export function conditionIn(said: string, services: readonly NameEntry[]): Read {
  const alone = halfParenthesis(said);
  if (alone !== undefined) return alone;
  const scanned = scan(said, services);
  if ('unknown' in scanned) return scanned;
  const items = [...scanned.items];
  const condition = alternatives(items);
  return condition === undefined || items.length > 0 ? { unknown: said } : { condition };
}

/** As many words beside a parenthesis show where it stands. */
const WORDS_BESIDE = 3;

function halfParenthesis(said: string): Read | undefined {
  const open: number[] = [];
  for (const { 0: sign, index } of said.matchAll(/[()]/g)) {
    if (sign === '(') open.push(index);
    else if (open.pop() === undefined)
      return {
        unknown: words(said.slice(0, index + 1))
          .slice(-WORDS_BESIDE)
          .join(' '),
        half: 'unopened',
      };
  }
  const at = open.at(-1);
  if (at === undefined) return undefined;
  return { unknown: words(said.slice(at)).slice(0, WORDS_BESIDE).join(' '), half: 'unclosed' };
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/u);

function alternatives(items: Item[]): Condition | undefined {
  const any: Condition[] = [];
  do {
    const one = together(items);
    if (one === undefined) return undefined;
    any.push(one);
  } while (taken(items, 'or'));
  return any.length === 1 ? any[0] : { any };
}

function together(items: Item[]): Condition | undefined {
  const all: Condition[] = [];
  do {
    const one = taken(items, 'unless')
      ? negated(alternatives(items))
      : taken(items, 'nor')
        ? negated(group(items))
        : group(items);
    if (one === undefined) return undefined;
    all.push(one);
  } while (taken(items, 'and') || /^(?:term|nor|not|unless|open)$/.test(items[0]?.kind ?? ''));
  return all.length === 1 ? all[0] : { all };
}

function group(items: Item[]): Condition | undefined {
  if (taken(items, 'not')) return negated(group(items));
  if (taken(items, 'open')) {
    const inner = alternatives(items);
    return taken(items, 'close') ? inner : undefined;
  }
  const first = items.shift();
  if (first?.kind !== 'term') return undefined;
  const any = [first.term];
  for (;;) {
    const [link, next] = items;
    if (link?.kind !== 'or' && link?.kind !== 'nor' && link?.kind !== 'and') break;
    if (next?.kind !== 'term' || next.term.field !== first.term.field) break;
    items.splice(0, 2);
    any.push(next.term);
  }
  return any.length === 1 ? first.term : { any };
}

const negated = (condition: Condition | undefined): Condition | undefined =>
  condition === undefined ? undefined : { not: condition };

function taken(items: Item[], kind: Item['kind']): boolean {
  const found = items[0]?.kind === kind;
  if (found) items.shift();
  return found;
}
