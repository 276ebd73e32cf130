import type { types } from '@slack/bolt';
import { DEFAULT_TENANT } from '../../src/contracts/message.js';
import type { Locale } from '../../src/contracts/message.js';
import type { Home } from '../../src/contracts/ports/host.js';
import type { Reply } from '../../src/contracts/reply.js';
import { IDS, pressValue } from './controls.js';
import { SLACK } from './conversation.js';
import { LIMITS } from './limits.js';
import { renderReply, type Block } from './render.js';
import { TEXTS } from './texts.js';

/** What concerns a person now, as the app's Home tab. What is pressed there is answered in their direct message. */
export function homeView(home: Home, user: string, locale: Locale): types.HomeView {
  const texts = TEXTS[locale];
  const at = { platform: SLACK, id: user, tenant: DEFAULT_TENANT };
  const sections = [
    { title: texts.attention, replies: home.attention },
    { title: texts.approvals, replies: home.approvals },
    { title: texts.running, replies: home.running },
  ].filter(({ replies }) => replies.length > 0);
  const shown = sections.flatMap(({ title, replies }, index) => [
    header(title),
    ...replies.flatMap((reply, place) => numbered(reply, `${index}:${place}`, at)),
  ]);
  const quiet = sections.length === 0 ? [line(texts.quiet)] : [];
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
  return { type: 'home', blocks: [...quiet, ...shown.slice(0, LIMITS.viewBlocks - 1), footer] };
}

/** One reply's blocks; the ids of its controls are made different from those of the other replies. */
function numbered(reply: Reply, place: string, at: Parameters<typeof renderReply>[1]): readonly Block[] {
  const blocks = renderReply(reply, at).blocks.map((block, index): Block =>
    block.type === 'actions' ? { ...block, block_id: `home:${place}:${index}` } : block,
  );
  return [...blocks, { type: 'divider' }];
}

function header(text: string): Block {
  return { type: 'header', text: { type: 'plain_text', text, emoji: false } };
}
function line(text: string): Block {
  return { type: 'section', text: { type: 'plain_text', text, emoji: false } };
}
