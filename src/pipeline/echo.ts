/** As many units in the same order, of those heard, make it the bot's own words while it speaks. */
const ALIKE = 0.8;
/** So few units must stand next to each other in what was said. */
const FEW = 3;
/** While it is silent only a longer stretch of its very words is an echo: phrases and choices are repeated on purpose. */
const STRETCH = { en: 4, ko: 8 } as const;

/**
 * Whether what was heard is what was said aloud just now, by the bot itself. Both are compared as words (Hangul as
 * syllables), without case and punctuation.
 * @param said what may still be in the air
 * @param speaking the device was speaking while it heard this
 */
export function isEcho(heard: string, said: readonly string[], speaking: boolean): boolean {
  const units = unitsOf(heard);
  if (units.length === 0) return false;
  const stretch = /\p{Script=Hangul}/u.test(heard) ? STRETCH.ko : STRETCH.en;
  return said.map(unitsOf).some((own) => {
    if (contains(own, units)) return speaking || units.length >= stretch;
    return speaking && units.length > FEW && inOrder(own, units) / units.length >= ALIKE;
  });
}

function unitsOf(text: string): readonly string[] {
  return (
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(/\p{Script=Hangul}|[\p{L}\p{N}]+/gu) ?? []
  );
}

function contains(own: readonly string[], units: readonly string[]): boolean {
  return own.some((_, from) => units.every((unit, index) => own[from + index] === unit));
}

/** Length of the longest common subsequence. */
function inOrder(own: readonly string[], units: readonly string[]): number {
  let row: readonly number[] = new Array<number>(units.length + 1).fill(0);
  for (const word of own) {
    const next = [0];
    units.forEach((unit, index) => {
      next.push(unit === word ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    });
    row = next;
  }
  return row.at(-1) ?? 0;
}
