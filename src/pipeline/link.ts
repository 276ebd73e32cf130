import type { Understanding } from '../contracts/command.js';
import { refuse } from '../contracts/outcome.js';
import type { PipelineDeps } from './deps.js';
import { refused, told } from './respond.js';
import type { Response, Turn } from './turn.js';

/** "the code is 482913": makes an actor known as the person to whom the code was given. */
export async function link(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
): Promise<Response | undefined> {
  if (meaning.decision !== 'act' || meaning.intent !== 'confirm-code') return undefined;
  const { code } = meaning.slots;
  if (turn.degraded) return refused(deps, turn, refuse('ledger_down'));
  const { actor } = turn.message;
  const linked = code !== undefined && (await deps.identity.redeemCode(actor, String(code)));
  if (!linked) return told(deps, turn, 'code_wrong', 'not_permitted');
  const person = await deps.identity.resolve(actor);
  return told(deps, turn, 'linked', 'succeeded', { person: person.display });
}
