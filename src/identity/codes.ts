import { createHash, randomInt } from 'node:crypto';

const DIGITS = 8;

/** A fresh code of eight decimal digits, which can be typed and said alike. Five wrong ones in ten minutes lock out. */
export function newCode(): string {
  return String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');
}

/** The sha256 of a code as people may write it: "1234 5678", "1234-5678". */
export function hashOf(code: string): string {
  return createHash('sha256')
    .update(code.normalize('NFKC').replace(/[^0-9]/g, ''))
    .digest('hex');
}
