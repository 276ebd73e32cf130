import type { Operation } from '../contracts/operation.js';
import { refuse } from '../contracts/outcome.js';
import type { Slots } from '../contracts/message.js';
import { confirmPhrase, controlsBlock } from '../registry/decorate.js';
import type { PipelineDeps } from './deps.js';
import { refused } from './respond.js';
import { aboutOperation } from './turn.js';
import type { Response, Turn } from './turn.js';

export type Verdict =
  | 'confirmed'
  /** A bare yes where the phrase is needed. */
  | { readonly wrong: 'bare' }
  /** It names another environment or another act than what waits. */
  | { readonly wrong: 'other'; readonly said: string; readonly needed: string };

export interface YesFacts {
  readonly text: string;
  /** A control was pressed; nothing was said. */
  readonly pressed: boolean;
  readonly source: 'chat' | 'voice';
}

/**
 * Whether a yes confirms this operation (DESIGN.md, Policy). Typed, a bare yes does; by voice only the phrase that
 * names the environment; a bare Korean 네 or 확인 never does, for it is how listening is shown.
 */
export function judgeConfirmation(
  yes: YesFacts,
  slots: Slots,
  operation: Pick<Operation, 'plan' | 'skill'>,
): Verdict {
  const { environment, act } = slots;
  const needed = { environment: operation.plan.environment, act: operation.skill };
  if (environment !== undefined && environment !== needed.environment) {
    return { wrong: 'other', said: String(environment), needed: needed.environment };
  }
  if (act !== undefined && act !== needed.act)
    return { wrong: 'other', said: String(act), needed: needed.act };
  if (yes.pressed) return 'confirmed';
  if (yes.source === 'voice' && environment === undefined) return { wrong: 'bare' };
  const bareKorean = environment === undefined && act === undefined && /\p{Script=Hangul}/u.test(yes.text);
  return bareKorean ? { wrong: 'bare' } : 'confirmed';
}

/** Says what is waiting and how to confirm it; the operation goes on waiting. */
export function wrongConfirmation(
  deps: PipelineDeps,
  turn: Turn,
  operation: Operation,
  verdict: Exclude<Verdict, 'confirmed'>,
): Response {
  const phrase = confirmPhrase(operation, turn.locale, deps.registry);
  const mixedUp = verdict.wrong === 'other' ? { said: verdict.said, needed: verdict.needed } : {};
  const refusal = refuse('wrong_confirmation', { operation: operation.number, phrase, ...mixedUp });
  const { reply, dialogue } = refused(deps, turn, refusal);
  if (reply === undefined) return { stored: false, dialogue };
  // Its controls stay at hand, and aloud the phrase stays among the likely words.
  const blocks = [...reply.blocks, controlsBlock(operation, turn.locale, deps.registry)];
  const waiting = { ...reply, blocks, expects: 'confirm' as const, operation: operation.number };
  return { ...aboutOperation(turn, operation, waiting, dialogue), stored: false };
}
