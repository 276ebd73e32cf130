import { conversationKey } from '../contracts/message.js';
import type { Slots } from '../contracts/message.js';
import type { Operation, OperationStatus } from '../contracts/operation.js';
import type { PipelineDeps } from './deps.js';
import type { Turn } from './turn.js';

const RUNNING: readonly OperationStatus[] = ['cleared', 'running'];
const WAITING: readonly OperationStatus[] = ['awaiting_confirmation', 'awaiting_approval', 'interrupted'];

export interface Candidates {
  /** They are the asker's own. */
  readonly own: boolean;
  readonly running: boolean;
  /** All equally likely. */
  readonly choices: readonly Operation[];
}

/**
 * What a "stop" without a number can mean, the likeliest class only: what runs before what waits, the asker's own before
 * others', what began in this conversation before the rest.
 */
export async function candidates(
  { ledger }: Pick<PipelineDeps, 'ledger'>,
  turn: Turn,
  { service, environment }: Slots,
): Promise<Candidates> {
  const there = (await ledger.operationsIn([...RUNNING, ...WAITING], turn.person.tenant)).filter(
    ({ plan }) =>
      (service === undefined || plan.service === service) &&
      (environment === undefined || plan.environment === environment),
  );
  const here = conversationKey(turn.message.conversation);
  const isHere = ({ conversation }: Operation): boolean => conversationKey(conversation) === here;
  const runs = ({ status }: Operation): boolean => RUNNING.includes(status);
  const own = there.filter(({ person }) => person === turn.person.id);
  const likeliest = [
    own.filter((operation) => runs(operation) && isHere(operation)),
    own.filter(runs),
    own.filter(isHere),
    own,
  ].find((choices) => choices.length > 0);
  const choices = likeliest ?? there;
  return { own: likeliest !== undefined, running: choices.some(runs), choices };
}
