import type { Card } from './cards.js';
import { remembered } from '../shared/remembered.js';

/** What is on show: the newest card of operations, for cards that ask for their newest state. */
export interface Board {
  shown(operation: number): Card | undefined;
  show(operation: number, card: Card): void;
}

export function createBoard(): Board {
  const cards = remembered<Card>(500);
  return {
    shown: (operation) => cards.get(String(operation)),
    show: (operation, card) => cards.set(String(operation), card),
  };
}
