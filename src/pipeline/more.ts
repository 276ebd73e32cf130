import type { Understanding } from '../contracts/command.js';
import { dialogueDraft } from '../registry/render.js';
import type { PipelineDeps } from './deps.js';
import { pagesOf } from './pages.js';
import { told } from './respond.js';
import { answer } from './turn.js';
import type { Response, Turn } from './turn.js';

/** "say more": the next page of the last answer to this person in this conversation. */
export function more(deps: PipelineDeps, turn: Turn, meaning: Understanding): Response | undefined {
  if (meaning.decision !== 'act' || meaning.intent !== 'more') return undefined;
  const { lastReply, telling = lastReply === null ? undefined : { reply: lastReply, pages: 0 } } =
    turn.dialogue;
  if (telling === undefined) return told(deps, turn, 'nothing_to_repeat', 'nothing_pending');
  const { reply, pages } = telling;
  const say = (key: 'that_is_all' | 'you_can_say', params = {}): string =>
    dialogueDraft(key, 'answered', reply.locale, params).title;
  const all = pagesOf(reply, {
    end: say('that_is_all'),
    youCanSay: (sentence) => say('you_can_say', { say: sentence }),
  });
  const page = all[pages];
  if (page === undefined) return { ...told(deps, turn, 'nothing_more', 'nothing_pending'), telling };
  const expects = pages + 1 < all.length ? 'more' : 'nothing';
  const { locale, tone } = reply;
  const said = answer(deps, {
    code: 'answered',
    locale,
    tone,
    title: page,
    blocks: [],
    speech: page,
    expects,
  });
  return { ...said, telling: { reply, pages: pages + 1 } };
}
