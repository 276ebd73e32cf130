import type { OutcomeCode, Refusal, TextParams } from '../contracts/outcome.js';
import { renderRefusal } from '../registry/render.js';
import { dialogueDraft, outcomeDraft } from '../registry/render.js';
import type { DialogueKey } from '../registry/replies.js';
import type { PipelineDeps } from './deps.js';
import { answer } from './turn.js';
import type { DialogueChange, Response, Turn } from './turn.js';

type Speaks = Pick<PipelineDeps, 'sandbox' | 'registry'>;

/** A refusal in this conversation; `skill` brings its own words. */
export function refused(
  deps: Speaks,
  turn: Turn,
  refusal: Refusal,
  skill?: string,
  dialogue: DialogueChange = {},
): Response {
  const phrases = skill === undefined ? undefined : deps.registry.skill(skill)?.phrases[turn.locale];
  return answer(deps, renderRefusal(refusal, turn.locale, phrases, deps.registry), dialogue);
}

/** A text of the dialogue in this conversation. */
export function told(
  deps: Speaks,
  turn: Turn,
  key: DialogueKey,
  code: OutcomeCode,
  params: TextParams = {},
  dialogue: DialogueChange = {},
): Response {
  return answer(deps, dialogueDraft(key, code, turn.locale, params), dialogue);
}

/** What only the person of the turn needs to read, where the channel can do that: everybody else sees the operation's message. */
export function toldThem(...said: Parameters<typeof told>): Response {
  const response = told(...said);
  return response.reply === undefined
    ? response
    : { ...response, reply: { ...response.reply, visibility: 'asker' } };
}

/** The text of an outcome in this conversation, where it is no refusal. */
export function toldOutcome(
  deps: Speaks,
  turn: Turn,
  code: OutcomeCode,
  params: TextParams = {},
  dialogue: DialogueChange = {},
): Response {
  return answer(deps, outcomeDraft(code, turn.locale, params), dialogue);
}

/** A sentence that this bot understands, to be tried. */
export function exampleSentence({ registry }: Pick<PipelineDeps, 'registry'>, turn: Turn): string {
  const skills = registry.skills();
  const best = skills.find(({ effect }) => effect === 'write') ?? skills[0];
  return best?.phrases[turn.locale].examples[0]?.say ?? '';
}

/** What this bot can do, by the words that ask for it. */
export function abilities({ registry }: Pick<PipelineDeps, 'registry'>, turn: Turn): readonly string[] {
  return registry.skills().map((skill) => skill.phrases[turn.locale].cues[0] ?? skill.id);
}
