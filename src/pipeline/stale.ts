import { ENDED } from '../contracts/operation.js';
import type { Operation } from '../contracts/operation.js';
import type { Locale } from '../contracts/message.js';
import { sayDialogue, sayOutcome } from '../registry/texts.js';
import type { PipelineDeps } from './deps.js';
import { told } from './respond.js';
import type { Command, Response, Turn } from './turn.js';

/** An old control can't act on what a newer operation left: "roll back" under #41 means #41. */
export async function staleControl(
  deps: PipelineDeps,
  turn: Turn,
  { pressedOn, slots }: Command,
): Promise<Response | undefined> {
  const { service, environment } = slots;
  if (pressedOn === undefined || service === undefined || environment === undefined) return undefined;
  const { tenant } = turn.person;
  const place = { service: String(service), environment: String(environment) };
  const ended = await deps.ledger.recentOperations({ tenant, ...place, limit: 1 });
  const open = (await deps.ledger.operationsIn(['cleared', 'running', 'interrupted'], tenant)).filter(
    ({ plan }) => plan.service === place.service && plan.environment === place.environment,
  );
  const [newest] = [...ended, ...open].sort((a, b) => b.number - a.number);
  if (newest === undefined || newest.number <= pressedOn) return undefined;
  const what = `#${newest.number}: ${standing(newest, turn.locale)}`;
  return told(deps, turn, 'stale_button', 'nothing_pending', { operation: pressedOn, what });
}

/** A control of an operation that no longer waits for it. */
export function pastThat(deps: PipelineDeps, turn: Turn, operation: Operation): Response {
  const what = standing(operation, turn.locale);
  const response = told(deps, turn, 'stale_button', 'nothing_pending', { operation: operation.number, what });
  return { ...response, operation };
}

/** Where an operation stands, in a few words, for a sentence that has named it. */
export function standing(operation: Operation, locale: Locale): string {
  const { status, code, plan } = operation;
  const place = { service: plan.service, environment: plan.environment };
  const running = !ENDED.has(status) && status !== 'awaiting_approval' && status !== 'awaiting_confirmation';
  const { title } = running ? sayDialogue('under_way', {}, locale) : sayOutcome(code, place, locale);
  return title.replace(/[.!]$/u, '');
}
