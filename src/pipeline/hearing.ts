import type { Understanding } from '../contracts/command.js';
import type { ReplyDraft } from '../contracts/reply.js';
import type { DialogueKey } from '../registry/replies.js';
import { dialogueDraft } from '../registry/render.js';
import type { PipelineDeps } from './deps.js';
import { isEcho } from './echo.js';
import { answer } from './turn.js';
import type { Response, Turn } from './turn.js';

/** Below these confidences of the recogniser, what would change something is asked for once more. */
const LEAST = { command: 0.3, confirmation: 0.5 } as const;
/** What confirms, or lets something run. */
const AFFIRMING: ReadonlySet<string> = new Set(['confirm-yes', 'confirm-code', 'approve', 'resume']);
/** Understood at any time, whatever is in the air: they only ever stop something. */
const STOPPING: ReadonlySet<string> = new Set(['cancel', 'confirm-no']);

/**
 * What a microphone brings that must not count: the bot's own voice, a confirmation that was heard while it spoke, and
 * what the recogniser itself is unsure of.
 */
export function hearing(deps: PipelineDeps, turn: Turn, meaning: Understanding): Response | undefined {
  const { message } = turn;
  if (message.source !== 'voice' || message.command !== undefined) return undefined;
  const acts = meaning.decision === 'act' ? meaning.intent : undefined;
  if (acts !== undefined && STOPPING.has(acts)) return undefined;
  // The phrase is read out to be repeated: while the bot is silent it is the person who says it.
  const repeats = acts === 'confirm-yes' && !message.whileSpeaking;
  if (!repeats && isOwnVoice(deps, turn)) return aside(deps, turn, 'echo');
  if (meaning.intent === 'none') return undefined;
  const affirms = AFFIRMING.has(meaning.intent);
  if (affirms && message.whileSpeaking) return aside(deps, turn, 'heard_while_speaking');
  const changes = affirms || deps.registry.skill(meaning.intent)?.effect === 'write';
  const least = affirms ? LEAST.confirmation : LEAST.command;
  const doubtful = message.confidence !== undefined && message.confidence < least;
  return changes && doubtful ? aside(deps, turn, 'heard_badly') : undefined;
}

/** What keeps words of confirmation from counting that no command of the language is behind. */
export function misheardYes(deps: PipelineDeps, turn: Turn): Response | undefined {
  const { source, command, whileSpeaking, confidence } = turn.message;
  if (source !== 'voice' || command !== undefined) return undefined;
  if (whileSpeaking) return aside(deps, turn, isOwnVoice(deps, turn) ? 'echo' : 'heard_while_speaking');
  const doubtful = confidence !== undefined && confidence < LEAST.confirmation;
  return doubtful ? aside(deps, turn, 'heard_badly') : undefined;
}

/** Whether what was heard is what the bot has just said. */
export function isOwnVoice(deps: Pick<PipelineDeps, 'aloud'>, { message, dialogue, locale }: Turn): boolean {
  if (message.source !== 'voice') return false;
  const { lastReply } = dialogue;
  const said = [
    ...(message.justSaid ?? []),
    ...(lastReply === null ? [] : [lastReply.speech, deps.aloud(lastReply.speech, lastReply.locale)]),
  ];
  const heard = [message.text, deps.aloud(message.text, locale)];
  return heard.some((text) => isEcho(text, said, message.whileSpeaking));
}

/** Said beside what is spoken of: what waits for an answer goes on waiting for it. An echo is met with silence. */
export function aside(deps: PipelineDeps, turn: Turn, key: DialogueKey): Response {
  const { context, lastReply } = turn.dialogue;
  const open = lastReply !== null && (context.question !== undefined || context.confirmation !== undefined);
  const draft = dialogueDraft(key, 'not_for_me', turn.locale);
  const { speech } = key === 'echo' ? { speech: '' } : draft;
  const said = { ...draft, speech, ...(open ? waiting(lastReply) : {}) };
  return { ...answer(deps, said), aside: true };
}

function waiting({
  expects,
  slot,
  operation,
  blocks,
}: NonNullable<Turn['dialogue']['lastReply']>): Partial<ReplyDraft> {
  return {
    expects,
    ...(slot === undefined ? {} : { slot }),
    ...(operation === undefined ? {} : { operation }),
    blocks: blocks.filter(({ kind }) => kind === 'actions'),
  };
}
