import type { Asked } from '../../src/contracts/ports/host.js';
import type { Reply } from '../../src/contracts/reply.js';

/** What the live choices of the slot that a reply asks for depend on. */
export function askedBy({ about, locale }: Pick<Reply, 'about' | 'locale'>): Asked | undefined {
  return about === undefined ? undefined : { ...about, locale };
}
