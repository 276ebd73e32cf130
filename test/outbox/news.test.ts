import { expect, it } from 'vitest';
import type { WrittenReply } from '../../src/contracts/ports/ledger.js';
import { replySchema, type Reply } from '../../src/contracts/reply.js';
import { createNews } from '../../src/outbox/news.js';

const conversation = { platform: 'voice', id: 's-1', tenant: 'default' };
const written = (key: string, code: Reply['code'], title: string): WrittenReply => ({
  ...{ key, revision: 2, conversation, final: true, writtenAt: 1_000 },
  reply: replySchema.parse({ code, locale: 'en', tone: 'info', title, blocks: [], speech: title }),
});

it('an operation that gave way to another request is no news: the answer to that request told it', async () => {
  const store = {
    writtenSince: () =>
      Promise.resolve([
        written('op:1', 'superseded', 'I dropped the earlier request.'),
        written('op:2', 'succeeded', 'cart is back on 3.1.0.'),
      ]),
  };
  const { items } = await createNews(store)(conversation, undefined);
  expect(items.map(({ reply }) => reply.title)).toEqual(['cart is back on 3.1.0.']);
});
