import { describe, expect, it } from 'vitest';
import { replySchema, type ReplyDraft } from '../../src/contracts/reply.js';
import { pagesOf } from '../../src/pipeline/pages.js';
import { startRig } from './rig.js';

const words = { end: 'That is all.', youCanSay: (say: string) => `You can say: ${say}.` };
const pages = (draft: Partial<ReplyDraft>) =>
  pagesOf(
    replySchema.parse({
      ...{ code: 'answered', locale: 'en', tone: 'info', title: 'production: 2 causes', blocks: [] },
      ...{ speech: 'In production, cart is down.' },
      ...draft,
    }),
    words,
  );

describe('the pages of an answer', () => {
  it('hold at most two sentences each, in order, and the last says that it is all', () => {
    expect(
      pages({
        blocks: [
          { kind: 'text', text: 'cart crashes. It began 5 minutes ago. Version 1.4.2 came 6 minutes ago' },
          {
            kind: 'actions',
            actions: [{ label: 'Roll back', say: 'roll back cart', command: { intent: 'x', slots: {} } }],
          },
        ],
      }),
    ).toEqual([
      'cart crashes. It began 5 minutes ago.',
      'Version 1.4.2 came 6 minutes ago. You can say: roll back cart.',
      'That is all.',
    ]);
  });

  it('leave out what was said already', () => {
    expect(pages({ blocks: [{ kind: 'text', text: 'In production, cart is down. Two pods.' }] })).toEqual([
      'Two pods. That is all.',
    ]);
  });

  it('quote one line of a proof without generated names, and no command for hands', () => {
    expect(
      pages({
        blocks: [
          { kind: 'code', text: 'Pod shop/cart-6d5f-x: OOMKilled, exit 137\nPod shop/cart-6d5f-y: same' },
          { kind: 'code', text: 'kubectl edit service cart -n shop' },
        ],
      }),
    ).toEqual(['OOMKilled, exit 137. That is all.']);
  });

  it('read fields, rows and progress', () => {
    expect(
      pages({
        blocks: [
          { kind: 'fields', fields: [{ label: 'Version', value: '1.4.2' }] },
          { kind: 'table', columns: ['a', 'b'], rows: [['cart', '3 of 3']] },
          { kind: 'progress', label: 'cart', done: 1, total: 3, state: 'running' },
        ],
      }),
    ).toEqual(['Version: 1.4.2. cart, 3 of 3.', 'cart: 1/3. That is all.']);
  });

  it('do not count the number of an item as a sentence', () => {
    const text = '1. payments is out of memory.\n2. cart has no pods.';
    expect(pages({ speech: 'Two causes.', blocks: [{ kind: 'text', text }] })[0]).toBe(
      'payments is out of memory. cart has no pods.',
    );
  });

  it('are none where everything was said', () => {
    expect(pages({})).toEqual([]);
  });
});

describe('“say more”', () => {
  it('goes through the last answer page by page, then says that this was all', async () => {
    const rig = await startRig();
    const first = await rig.say('deploy checkout 1.4.2 to production');
    const heard: string[] = [];
    for (let page = 0; page < 20; page++) {
      const { speech, expects } = await rig.say('say more');
      expect(speech.split(/(?<=[.!?])\s+/).length).toBeLessThanOrEqual(2);
      heard.push(speech);
      if (expects !== 'more') break;
    }
    expect(heard.at(-1)).toMatch(/That is all\.$/);
    expect(heard.join(' ')).not.toContain(first.speech);
    expect((await rig.say('say more')).title).toBe('There is nothing more to say about that.');
  });

  it('leaves what waits for a confirmation waiting', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2 to production');
    await rig.say('more details');
    expect(await rig.say('confirm production')).toMatchObject({ code: 'answered', operation: 1 });
  });

  it('goes on after the page was repeated, and belongs to one person', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2 to production');
    const one = await rig.say('say more');
    expect((await rig.say('say that again')).speech).toBe(one.speech);
    expect((await rig.say('say more')).speech).not.toBe(one.speech);
    expect((await rig.say('say more', { as: 'mina' })).title).toBe('I haven’t said anything here yet.');
  });

  it('begins anew with the next answer, in its language', async () => {
    const rig = await startRig();
    await rig.say('deploy checkout 1.4.2 to production');
    await rig.say('say more');
    await rig.say('운영에 checkout 1.4.2 배포해줘');
    const heard: string[] = [];
    for (let page = 0; page < 20 && !heard.at(-1)?.includes('여기까지예요'); page++)
      heard.push((await rig.say('더 자세히')).speech);
    expect(heard.at(-1)).toContain('여기까지예요.');
  });
});
