import type { Refusal } from '../contracts/outcome.js';
import type { Reply } from '../contracts/reply.js';
import type { ReadAnswer, RegisteredRead } from '../contracts/skill.js';
import { skillContext } from '../registry/context.js';
import { liveReply } from '../registry/live.js';
import { sayDialogue } from '../registry/texts.js';
import { historyOf } from './binding.js';
import { byHandOf } from './by-hand.js';
import type { PipelineDeps } from './deps.js';
import { refusalOf } from './failure.js';
import { refused } from './respond.js';
import { answer, withContext } from './turn.js';
import type { Command, DialogueChange, Response, Turn } from './turn.js';

/** A command that only looks: answered at once, with the ledger down too. */
export async function read(
  deps: PipelineDeps,
  turn: Turn,
  skill: RegisteredRead,
  { slots }: Command,
): Promise<Response> {
  const dialogue: DialogueChange = {
    context: withContext(turn, {
      last: { intent: skill.id, slots },
      question: undefined,
      locale: turn.locale,
    }),
    questionExpiresAt: null,
  };
  const found = await look(deps, turn, skill, slots);
  const response =
    'kind' in found
      ? refused(deps, turn, found, skill.id, dialogue)
      : followed(deps, { intent: skill.id, slots }, found, answer(deps, found, dialogue));
  return turn.degraded && response.reply !== undefined
    ? { ...response, reply: noted(response.reply) }
    : response;
}

/** Something goes on: the answer says how current it is, and is edited from now on. */
function followed(
  { clock }: PipelineDeps,
  question: Pick<Command, 'intent' | 'slots'>,
  { ongoing }: ReadAnswer,
  response: Response,
): Response {
  const { reply } = response;
  if (ongoing === undefined || reply === undefined) return response;
  const at = clock.now();
  const { mark, pause } = ongoing;
  const live = { ...question, reply, mark, at, lookAt: at + pause };
  return { ...response, reply: liveReply(reply, 'going', at), live };
}

async function look(
  deps: PipelineDeps,
  turn: Turn,
  skill: RegisteredRead,
  slots: Command['slots'],
): Promise<Awaited<ReturnType<RegisteredRead['read']>> | Refusal> {
  const { person, message, locale } = turn;
  const { clock, log } = deps;
  const { conversation, source, binding } = message;
  const history = historyOf(deps.ports.history, binding?.services);
  const ports = { ...deps.ports, history };
  try {
    return await skill.read(
      skillContext({ skill, slots, person, conversation, locale, source, ports, clock, log }),
    );
  } catch (error) {
    return refusalOf(deps, error, `read ${skill.id}`, byHandOf(deps, turn, skill, slots));
  }
}

/** Says that nothing is remembered and nothing is changed at the moment. */
function noted(reply: Reply): Reply {
  const note = sayDialogue('ledger_note', {}, reply.locale);
  return { ...reply, blocks: [...reply.blocks, { kind: 'warning', text: note.title }] };
}
