import type { types } from '@slack/bolt';
import { DEFAULT_TENANT } from '../../src/contracts/message.js';
import type { Locale } from '../../src/contracts/message.js';
import type { Home } from '../../src/contracts/ports/host.js';
import type { Reply } from '../../src/contracts/reply.js';
import { IDS, pressValue } from './controls.js';
import { SLACK } from './conversation.js';
import { LIMITS, within } from './limits.js';
import { renderReply, type Block } from './render.js';
import { TEXTS } from './texts.js';

/** What concerns a person now, as the app's Home tab. What is pressed there is answered in their direct message. */
export function homeView(home: Home, user: string, locale: Locale): types.HomeView {
  const texts = TEXTS[locale];
  const at = { platform: SLACK, id: user, tenant: DEFAULT_TENANT };
  const own = [
    { title: texts.attention, replies: home.attention },
    { title: texts.approvals, replies: home.approvals },
    { title: texts.running, replies: home.running },
  ].filter(({ replies }) => replies.length > 0);
  const brought = (home.sections ?? []).map(({ title, reply }) => ({ title, replies: [reply] }));
  const shown = [...own, ...brought].flatMap(({ title, replies }, index) => [
    header(title),
    ...replies.flatMap((reply, place) => numbered(reply, `${index}:${place}`, at)),
  ]);
  const quiet = own.length === 0 ? [line(texts.quiet)] : [];
  const footer: Block = {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: `${IDS.command}:help`,
        text: { type: 'plain_text', text: texts.help },
        value: pressValue({ intent: 'help', slots: {} }, at),
      },
    ],
  };
  const room = LIMITS.viewBlocks - quiet.length - 1;
  const fitting = shown.length <= room ? shown : [...shown.slice(0, room - 1), line(texts.cut)];
  return { type: 'home', blocks: [...quiet, ...fitting, footer] };
}

/** One reply's blocks; the ids of its controls are made different from those of the other replies. */
function numbered(reply: Reply, place: string, at: Parameters<typeof renderReply>[1]): readonly Block[] {
  const blocks = renderReply(reply, at).blocks.map((block, index): Block =>
    block.type === 'actions' ? { ...block, block_id: `home:${place}:${index}` } : block,
  );
  return [...blocks, { type: 'divider' }];
}

function header(text: string): Block {
  const shown = within(text.trim() === '' ? '–' : text, LIMITS.headerText);
  return { type: 'header', text: { type: 'plain_text', text: shown, emoji: false } };
}
function line(text: string): Block {
  return { type: 'section', text: { type: 'plain_text', text, emoji: false } };
}
