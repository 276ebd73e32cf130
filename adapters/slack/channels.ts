import type { Reply, ReplyBlock } from '../../src/contracts/reply.js';
import type { People } from './people.js';

const CHANNEL = /<#([CG][A-Z0-9]{2,})>/g;

/**
 * A reply with the names of channels where Slack would show their marks: it turns `<#C…>` into a name in titles and
 * fields, but neither in monospace nor in plain paragraphs.
 */
export async function withChannelNames(reply: Reply, people: Pick<People, 'channelName'>): Promise<Reply> {
  const ids = new Set<string>();
  const note = (text: string): string => {
    for (const [, id = ''] of text.matchAll(CHANNEL)) ids.add(id);
    return text;
  };
  reply.blocks.forEach((block) => rewritten(block, note));
  if (ids.size === 0) return reply;
  const names = new Map(
    await Promise.all([...ids].map(async (id) => [id, await people.channelName(id)] as const)),
  );
  const named = (text: string): string =>
    text.replace(CHANNEL, (mark, id: string) => `#${names.get(id) ?? mark}`);
  return { ...reply, blocks: reply.blocks.map((block) => rewritten(block, named)) };
}

function rewritten(block: ReplyBlock, text: (text: string) => string): ReplyBlock {
  switch (block.kind) {
    case 'text':
    case 'warning':
    case 'code':
      return { ...block, text: text(block.text) };
    case 'table':
      return { ...block, rows: block.rows.map((row) => row.map(text)) };
    case 'file':
      return { ...block, content: text(block.content) };
    default:
      return block;
  }
}
