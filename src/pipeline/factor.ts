import type { Operation } from '../contracts/operation.js';
import type { Reply } from '../contracts/reply.js';
import { confirmPhrase } from '../registry/decorate.js';
import { dialogueDraft } from '../registry/render.js';
import { duration } from '../registry/texts.js';
import { WINDOWS } from '../registry/windows.js';
import type { PipelineDeps } from './deps.js';
import { decorate } from '../registry/decorate.js';
import type { Turn } from './turn.js';

/** An operation of this person whose phrase was said aloud and that waits for the second yes; typed anywhere in chat. */
export async function factorAsked(deps: PipelineDeps, turn: Turn): Promise<Operation | undefined> {
  if (turn.degraded || turn.message.source === 'voice') return undefined;
  const waiting = await deps.ledger.operationsIn(['awaiting_confirmation'], turn.person.tenant);
  const own = waiting.filter(
    ({ person, source, code }) =>
      person === turn.person.id && source === 'voice' && code === 'awaiting_answer',
  );
  return own.length === 1 ? own[0] : undefined;
}

export function factorReply(deps: PipelineDeps, operation: Operation): Reply {
  const { locale, number, plan } = operation;
  const params = {
    operation: number,
    environment: plan.environment,
    phrase: confirmPhrase(operation, locale, deps.registry),
    time: duration(WINDOWS.factor, locale),
  };
  const draft = dialogueDraft('confirm_factor', 'awaiting_confirmation', locale, params, 'question');
  const reply = decorate(draft, { sandbox: deps.sandbox.on });
  return { ...reply, expects: 'factor', operation: number };
}
