import { conversationKey } from '../contracts/message.js';
import type { InboundMessage, Locale } from '../contracts/message.js';
import type { StoredDialogue } from '../contracts/ports/ledger.js';
import type { PipelineDeps } from './deps.js';
import type { Dialogues } from './dialogues.js';
import { eventKeyOf } from './turn.js';
import type { Turn } from './turn.js';

/** Who said it, in which language, and what was spoken of before. */
export async function identify(
  deps: PipelineDeps,
  dialogues: Dialogues,
  message: InboundMessage,
  { degraded, again }: Pick<Turn, 'degraded' | 'again'>,
): Promise<Turn> {
  const person = await deps.identity.resolve(message.actor);
  const dialogue = await dialogues.load(conversationKey(message.conversation), person.id);
  const locale = localeOf(message, dialogue);
  return { message, eventKey: eventKeyOf(message), degraded, again, person, locale, dialogue };
}

/** "confirm production" and "no, staging" are answers; "status of cart" is a sentence. */
const SENTENCE_WORDS = 3;

/**
 * The language to answer in: Hangul is Korean, whatever the platform says of the person; then what the platform
 * says; then the language of the open question, for an answer like "staging" tells none; then English for Latin letters.
 * Words make a sentence of their own, whatever is open: what somebody says instead of an answer is answered as it is said.
 */
export function localeOf(message: Pick<InboundMessage, 'text' | 'locale'>, dialogue: StoredDialogue): Locale {
  const { context } = dialogue;
  if (/\p{Script=Hangul}/u.test(message.text)) return 'ko';
  if (message.locale !== undefined) return message.locale;
  const open = context.question !== undefined || context.confirmation !== undefined;
  const words = message.text.split(/\s+/u).filter((word) => /\p{Script=Latin}{2}/u.test(word)).length;
  return words === 0 || (open && words < SENTENCE_WORDS) ? (context.locale ?? 'en') : 'en';
}
