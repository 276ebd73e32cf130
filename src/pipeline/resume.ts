import type { Understanding } from '../contracts/command.js';
import { refuse } from '../contracts/outcome.js';
import type { Operation } from '../contracts/operation.js';
import { askerName } from './operation-reply.js';
import type { PipelineDeps } from './deps.js';
import { openQuestion } from './question.js';
import { refused, told } from './respond.js';
import type { Response, Turn } from './turn.js';

/**
 * "resume #42" for an operation that was interrupted for long: only its asker says so. Everything else that can be
 * resumed (a paused rollout) is a skill's business.
 */
export async function resumeInterrupted(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
): Promise<Response | undefined> {
  if (meaning.decision !== 'act' || meaning.intent !== 'resume' || turn.degraded) return undefined;
  const { id, service, environment } = meaning.slots;
  const number = id ?? turn.message.command?.operation;
  const interrupted = (await deps.ledger.operationsIn(['interrupted'], turn.person.tenant)).filter(
    (operation) =>
      number === undefined
        ? operation.person === turn.person.id &&
          (service === undefined || operation.plan.service === service) &&
          (environment === undefined || operation.plan.environment === environment)
        : operation.number === Number(number),
  );
  const [only] = interrupted;
  if (only === undefined) return undefined;
  if (turn.message.source === 'voice') return told(deps, turn, 'not_by_voice', 'not_permitted');
  if (interrupted.length > 1) {
    const choices = interrupted.map((operation) => operation.number);
    return openQuestion(deps, turn, { intent: 'resume', slots: {}, ask: { slot: 'id', choices } });
  }
  return goOn(deps, turn, only);
}

async function goOn(deps: PipelineDeps, turn: Turn, operation: Operation): Promise<Response> {
  const { id, number, person } = operation;
  if (person !== turn.person.id && !turn.person.admin) {
    const params = {
      person: turn.person.display,
      writers: [askerName(operation)],
      environment: operation.plan.environment,
    };
    return refused(deps, turn, refuse('not_permitted', params));
  }
  await deps.continueInterrupted({ operationId: id, person: turn.person.id });
  const now = (await deps.ledger.operationById(id)) ?? operation;
  return { ...told(deps, turn, 'going_on', 'answered', { operation: number }), operation: now };
}
