/** What was asked for: so many replicas, or so many more or fewer. */
export type Wish =
  { readonly kind: 'absolute'; readonly count: number } | { readonly kind: 'relative'; readonly by: number };

/** `5`, `"5"`, `"+2"`, `"-1"`; undefined for anything else, and for what is no whole number. */
export function parseReplicas(value: string | number): Wish | undefined {
  const text = String(value).trim().replace('−', '-');
  const found = /^([+-]?)(\d{1,5})$/.exec(text);
  if (found === null) return undefined;
  const [, sign, digits] = found;
  const count = Number(digits);
  if (sign === '') return { kind: 'absolute', count };
  return { kind: 'relative', by: sign === '-' ? -count : count };
}

/** A relative number never goes below zero; reaching zero is asked about like every zero. */
export function resolveReplicas(wish: Wish, from: number): number {
  return wish.kind === 'absolute' ? wish.count : Math.max(0, from + wish.by);
}

/** The configured bounds that a number breaks; undefined when it breaks none. */
export function boundsProblem(
  to: number,
  bounds: { readonly min: number; readonly max: number } | undefined,
): { readonly min: number; readonly max: number } | undefined {
  if (bounds === undefined || (to >= bounds.min && to <= bounds.max)) return undefined;
  return bounds;
}

const MANY = 10;
const TIMES = 3;

/** A number so much higher that it may have been misheard or mistyped: asked about everywhere. */
export function isLarge(from: number, to: number): boolean {
  return to >= MANY && to > from * TIMES;
}
