import type { Ask } from '../contracts/command.js';
import { refuse } from '../contracts/outcome.js';
import type { Refusal } from '../contracts/outcome.js';
import type { PipelineDeps } from './deps.js';
import type { Turn } from './turn.js';

/** A version with a slip in it: `1..4`, `v2.0..1`. */
const SLIPPED = /(?<![\p{L}\p{N}.])v?\d[\d.]*\.\.[\d.]*\d/iu;
/** A tag as pipelines write them, and the language does not: `main-3f2a9c1`, `release_42`. */
const TAG = /(?<![\w.-])(?=[\w.-]*\d)(?=[\w.-]*[a-z])[a-z\d]+(?:[-_.][a-z\d]+)+(?![\w.-])/giu;
const ONE_WORD = /^\S+$/u;

/** What stands where a version is wanted and is none: said so, instead of asking as if nothing had been said. */
export function malformedVersion(
  { ports: { catalogue } }: Pick<PipelineDeps, 'ports'>,
  { message, person }: Turn,
  ask: Ask,
): Refusal | undefined {
  if (!('slot' in ask) || ask.slot !== 'version') return undefined;
  const { services, environments } = catalogue.names(person.tenant);
  const names = new Set([...services, ...environments].flatMap(({ name, aliases }) => [name, ...aliases]));
  const tags = message.source === 'voice' ? [] : (message.text.match(TAG) ?? []);
  const version = SLIPPED.exec(message.text)?.[0] ?? tags.find((tag) => !names.has(tag.toLowerCase()));
  return version === undefined ? undefined : refuse('malformed_version', { version });
}

/** A single word that answers the question for a version and can't be one; the question stays open. */
export function malformedAnswer(turn: Turn): Refusal | undefined {
  const { question } = turn.dialogue.context;
  const word = turn.message.text.trim();
  if (question === undefined || !('slot' in question.ask) || question.ask.slot !== 'version')
    return undefined;
  return ONE_WORD.test(word) ? refuse('malformed_version', { version: word }) : undefined;
}
