import type { Understanding } from '../contracts/command.js';
import { actorKey, conversationKey } from '../contracts/message.js';
import type { InboundMessage } from '../contracts/message.js';
import type { Answer, Receipt } from '../contracts/ports/host.js';
import { renderRefusal } from '../registry/render.js';
import { WINDOWS } from '../registry/windows.js';
import { approve } from './approve.js';
import { createArrivals } from './arrivals.js';
import { meantHere } from './binding.js';
import { cancel } from './cancel.js';
import { runCommand } from './command.js';
import { confirm } from './confirm.js';
import { deliver } from './deliver.js';
import { enterCode } from './enter-code.js';
import type { PipelineDeps } from './deps.js';
import { createDialogues } from './dialogues.js';
import type { Dialogues } from './dialogues.js';
import { refusalOf } from './failure.js';
import { answeringStop } from './halfway.js';
import { hearing } from './hearing.js';
import { identify, localeOf } from './identify.js';
import { link } from './link.js';
import { showHeard } from './linked.js';
import { madeBefore } from './made.js';
import { askBack } from './question.js';
import { createPrecedence } from './precedence.js';
import { repeat } from './repeat.js';
import { more } from './more.js';
import { refused, told } from './respond.js';
import { resumeInterrupted } from './resume.js';
import { overheard, talk } from './talk.js';
import { scheduling } from './schedules/index.js';
import { subscribing } from './subscriptions/index.js';
import { answer, eventKeyOf, SILENCE } from './turn.js';
import type { Response, Turn } from './turn.js';
import { createTurns } from './turns.js';
import { createRefreshNames, understandFresh, unknownWord } from './unknown.js';
import type { RefreshNames } from './unknown.js';
import { withdraw } from './withdraw.js';

export type { PipelineDeps } from './deps.js';

/** The way of a message, from its arrival to its answer. */
export interface Pipeline {
  /** As {@link Host.receive}. */
  receive(message: InboundMessage): Promise<Receipt>;
  /** At start: handles the messages that were recorded but not answered before the process died. */
  resume(): Promise<void>;
}

interface Parts {
  readonly deps: PipelineDeps;
  readonly dialogues: Dialogues;
  readonly refresh: RefreshNames;
}
type Arrival = Pick<Turn, 'degraded' | 'again'>;

type Stage = (
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
) => Promise<Response | undefined> | Response | undefined;

/**
 * Every message is recorded and deduplicated (arrivals.ts), its actor identified (identify.ts) and its text understood
 * (understand.ts). Then these stages are asked in this order; the first that has an answer ends the turn. The last
 * takes a skill's command from names and authorization to its answer or its operation (command.ts).
 */
const STAGES: readonly Stage[] = [
  madeBefore,
  scheduling,
  subscribing,
  overheard,
  hearing,
  enterCode,
  withdraw,
  talk,
  askBack,
  repeat,
  more,
  confirm,
  link,
  approve,
  cancel,
  resumeInterrupted,
  skillCommand,
];

export function createPipeline(deps: PipelineDeps): Pipeline {
  const dialogues = createDialogues(deps.ledger, deps.clock);
  const inTurn = createTurns();
  const precedence = createPrecedence(deps.clock);
  const refresh = createRefreshNames(deps.ports.catalogue, deps.clock, deps.log);
  const handle = (
    message: InboundMessage,
    verdict: Promise<Pick<Arrival, 'degraded'> | undefined>,
    again: boolean,
  ): Promise<Answer | undefined> => {
    const dialogue = JSON.stringify([conversationKey(message.conversation), actorKey(message.actor)]);
    return inTurn(dialogue, async () => {
      const arrival = await verdict;
      if (arrival === undefined) return undefined;
      return precedence.turn(() => carry({ deps, dialogues, refresh }, message, { ...arrival, again }));
    });
  };
  const { receive, resume } = createArrivals(deps, handle);
  return {
    receive(message) {
      const taken = receive(message);
      precedence.arrived(taken);
      return taken;
    },
    resume,
  };
}

/** One message from identification to delivery. Whatever happens, it ends in an answer or in the log. */
async function carry(
  { deps, dialogues, refresh }: Parts,
  message: InboundMessage,
  arrival: Arrival,
): Promise<Answer | undefined> {
  try {
    const turn = await identify(deps, dialogues, message, arrival);
    await showHeard(deps, turn);
    const response = await respond(deps, turn, refresh);
    return await deliver(deps, dialogues, turn, response);
  } catch (error) {
    return lastResort(deps, message, error);
  }
}

async function respond(deps: PipelineDeps, turn: Turn, refresh: RefreshNames): Promise<Response> {
  const { message } = turn;
  if (deps.clock.now() - message.receivedAt > WINDOWS.stale) {
    return told(deps, turn, 'was_down', 'operation_expired', { text: message.text });
  }
  try {
    const said = await understandFresh(deps, turn, refresh);
    const meaning = meantHere(deps, turn, await answeringStop(deps, turn, said));
    for (const stage of STAGES) {
      const response = await stage(deps, turn, meaning);
      if (response !== undefined) return response;
    }
    return SILENCE;
  } catch (error) {
    return refused(deps, turn, refusalOf(deps, error, 'handle a message'));
  }
}

function skillCommand(
  deps: PipelineDeps,
  turn: Turn,
  meaning: Understanding,
): Promise<Response> | Response | undefined {
  if (meaning.decision !== 'act') return undefined;
  const unknown = turn.person.known ? unknownWord(deps, turn, meaning) : undefined;
  if (unknown !== undefined) return refused(deps, turn, unknown, meaning.intent);
  const { intent, slots, fuzzy } = meaning;
  const pressedOn = turn.message.command?.operation;
  return runCommand(deps, turn, { intent, slots, fuzzy, ...(pressedOn === undefined ? {} : { pressedOn }) });
}

/** Identity or delivery failed: the answer goes straight to the platform, and the message stays unfinished in the ledger. */
async function lastResort(
  deps: PipelineDeps,
  message: InboundMessage,
  error: unknown,
): Promise<Answer | undefined> {
  const { conversation, actor } = message;
  const refusal = refusalOf(deps, error, 'carry a message');
  const nobody = { context: {}, confirming: null, questionExpiresAt: null, lastReply: null, updatedAt: 0 };
  const draft = renderRefusal(refusal, localeOf(message, nobody));
  const { reply } = answer(deps, draft);
  if (reply === undefined) return undefined;
  const delivery = {
    key: `event:${eventKeyOf(message)}`,
    revision: 1,
    conversation,
    actor,
    reply,
    final: true,
  };
  try {
    await deps.dispatcher.deliverNow(delivery);
  } catch (undelivered) {
    deps.log.error({ error: undelivered }, 'an answer could not be delivered');
  }
  return { reply };
}
