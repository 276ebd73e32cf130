import type { Capabilities } from '../../../src/contracts/adapter.js';
import type { Reply, ReplyBlock } from '../../../src/contracts/reply.js';

/** What a person must be able to tell from a reply, however its channel shows it. */
export function factsOf(reply: Reply, capabilities: Capabilities): readonly string[] {
  return [reply.title, ...reply.blocks.flatMap((block) => facts(block, capabilities))];
}

function facts(block: ReplyBlock, { buttons, files }: Capabilities): readonly string[] {
  switch (block.kind) {
    case 'text':
    case 'warning':
    case 'code':
      return block.text.split('\n').map((line) => line.trim());
    case 'fields':
      return block.fields.flatMap(({ label, value }) => [label, value]);
    case 'table':
      return [...block.columns, ...block.rows.flat()];
    case 'progress':
      return [block.label, ...(block.detail === undefined ? [] : [block.detail])];
    case 'chart':
      return block.points.length === 0 ? [] : [String(Math.max(...block.points)), block.unit];
    case 'actions':
      return block.actions.map(({ label, say }) => (buttons.has ? label : say));
    case 'file':
      return [files.has ? (block.content.split('\n')[0] ?? '') : block.name];
  }
}

/** The contents of a reply's files. */
export function contentsOf({ blocks }: Reply): readonly string[] {
  return blocks.flatMap((block) => (block.kind === 'file' ? [block.content] : []));
}

/** Text without what only shapes it: line ends, runs of spaces, zero-width marks. */
export function plainly(text: string): string {
  return text.replace(/\u200b/g, '').replace(/\s+/g, ' ');
}
