import { PortError } from '../contracts/errors.js';
import type { LiveAnswer } from '../contracts/live.js';
import type { Refusal } from '../contracts/outcome.js';
import type { Clock } from '../contracts/ports/clock.js';
import type { IdentityPort } from '../contracts/ports/identity.js';
import type { LiveNews, LiveStore } from '../contracts/ports/live.js';
import type { Log } from '../contracts/ports/log.js';
import type { ReadAnswer, SkillDirectory } from '../contracts/skill.js';
import { decorate } from '../registry/decorate.js';
import { liveReply, type LiveKey } from '../registry/live.js';
import { isOver, isWorthShowing, nextLook } from './due.js';

export interface TellParts {
  readonly store: LiveStore;
  readonly registry: SkillDirectory;
  readonly identity: Pick<IdentityPort, 'resolve'>;
  readonly sandbox: { readonly on: boolean; readonly worldId: string | null };
  readonly clock: Clock;
  readonly log: Log;
}

/** By then whoever took one has looked at it and written what was found. */
const TAKEN_MS = 20_000;
/** After a look that failed, in milliseconds. */
const AFTER_FAILURE_MS = 15_000;

/** Looks once for all that ask the same, and tells each. `ask` gives undefined when the process ends meanwhile. */
export async function tellAll(
  parts: TellParts,
  group: readonly LiveAnswer[],
  ask: (live: LiveAnswer) => Promise<ReadAnswer | Refusal | undefined>,
): Promise<void> {
  const taken: LiveAnswer[] = [];
  for (const live of group) {
    const until = parts.clock.now() + TAKEN_MS;
    if (!(await parts.store.claimLive(live, until))) continue;
    const end = await endOf(parts, live);
    if (end === undefined) taken.push({ ...live, lookAt: until });
    else await parts.store.tellLive({ key: live.key, lookAt: until }, ended(live, end));
  }
  const [first] = taken;
  if (first === undefined) return;
  const found = await asked(parts, first, ask);
  if (found === undefined) return;
  for (const live of taken) await parts.store.tellLive(live, newsOf(parts, live, found));
}

/** Why one is not looked at any more, whatever goes on. */
async function endOf({ identity, sandbox }: TellParts, live: LiveAnswer): Promise<LiveKey | undefined> {
  if (live.ended !== null) return live.ended;
  if (live.world !== sandbox.worldId) return 'left';
  return (await identity.resolve(live.actor)).known ? undefined : 'left';
}

type Found = ReadAnswer | Refusal | 'failed';

async function asked(
  { log }: TellParts,
  live: LiveAnswer,
  ask: (live: LiveAnswer) => Promise<ReadAnswer | Refusal | undefined>,
): Promise<Found | undefined> {
  try {
    return await ask(live);
  } catch (error) {
    if (error instanceof PortError)
      log.warn({ intent: live.intent, code: error.code }, 'a live answer could not be read');
    else log.error({ intent: live.intent, error }, 'reading a live answer failed');
    return 'failed';
  }
}

/** What a look means for one of those who asked. The last that was known stays where nothing newer was read. */
function newsOf(parts: TellParts, live: LiveAnswer, found: Found): LiveNews {
  const now = parts.clock.now();
  if (found === 'failed')
    return isOver(live, now)
      ? ended(live, 'left')
      : { kind: 'same', lookAt: nextLook(live, AFTER_FAILURE_MS, now) };
  if ('kind' in found) return ended(live, 'left');
  const reply = decorate(found, { sandbox: parts.sandbox.on, directory: parts.registry });
  const { ongoing } = found;
  if (ongoing === undefined) return ended({ reply, at: now }, 'settled');
  if (isOver(live, now)) return ended({ reply, at: now }, 'limit');
  const { mark, pause } = ongoing;
  const lookAt = nextLook(live, pause, now);
  if (!isWorthShowing(live, mark, now)) return { kind: 'same', lookAt };
  return { kind: 'changed', lookAt, reply, shown: liveReply(reply, 'going', now), mark, at: now };
}

function ended({ reply, at }: Pick<LiveAnswer, 'reply' | 'at'>, key: LiveKey): LiveNews {
  return { kind: 'ended', shown: liveReply(reply, key, at) };
}
