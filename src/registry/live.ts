import { LIVE_FOR_MS } from '../contracts/live.js';
import type { Reply, ReplyBlock } from '../contracts/reply.js';
import { duration, sayDialogue } from './texts.js';

/** `going`: it is not over. The others are said of the last version of a live answer. */
export type LiveKey = 'going' | 'settled' | 'limit' | 'again' | 'crowded' | 'left';

/** What a live answer says, with the line that tells how current it is: nothing else of a message does. `at`: epoch milliseconds. */
export function liveReply(reply: Reply, key: LiveKey, at: number): Reply {
  const time = `${new Date(at).toISOString().slice(11, 19)} UTC`;
  const limit = duration(LIVE_FOR_MS, reply.locale);
  const note: ReplyBlock = {
    kind: 'text',
    text: sayDialogue(`live_${key}`, { time, limit }, reply.locale).title,
  };
  const controls = reply.blocks.filter(({ kind }) => kind === 'actions');
  const rest = reply.blocks.filter(({ kind }) => kind !== 'actions');
  const overtaken = key === 'again' || key === 'crowded';
  return {
    ...reply,
    ...(overtaken ? { code: 'superseded' as const } : {}),
    blocks: [...rest, note, ...controls],
  };
}
