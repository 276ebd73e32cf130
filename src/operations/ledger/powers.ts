const LARGEST = 128;

/**
 * A list in pieces of 128, 64, 32, … 1: statements are kept prepared by their text, and a list of values makes a text
 * of its own for every length.
 */
export function inPowers<T>(list: readonly T[]): readonly (readonly T[])[] {
  const pieces: (readonly T[])[] = [];
  let size = LARGEST;
  for (let start = 0; start < list.length; start += size) {
    while (size > list.length - start) size /= 2;
    pieces.push(list.slice(start, start + size));
  }
  return pieces;
}
