import { setImmediate as loop } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createHomes } from '../../../adapters/slack/homes.js';
import type { Locale } from '../../../src/contracts/message.js';
import { aReply } from '../../fakes/drafts.js';
import { recordingLog } from '../../fakes/log.js';
import { ManualClock } from '../../fakes/manual-clock.js';

function setUp() {
  const clock = new ManualClock();
  const published: string[] = [];
  const asked: (Locale | undefined)[] = [];
  const world = { broken: 'checkout' };
  const homes = createHomes({
    host: {
      home: (_actor, locale) => {
        asked.push(locale);
        const sections = [{ title: 'What is broken', reply: aReply(world.broken) }];
        return Promise.resolve({ running: [], approvals: [], attention: [], sections });
      },
    },
    api: {
      call: (method, { view }) => {
        published.push(`${method} ${/checkout|cart/.exec(JSON.stringify(view))?.[0] ?? ''}`);
        return Promise.resolve({});
      },
      upload: () => Promise.resolve(),
    },
    people: {
      profile: () => Promise.resolve({ display: 'Mina', locale: 'ko', guest: false, stranger: false }),
      isShared: () => Promise.resolve(false),
      channelName: (channel) => Promise.resolve(channel),
    },
    clock,
    log: recordingLog(),
  });
  const pass = async (ms: number) => {
    clock.advance(ms);
    for (let turn = 0; turn < 20; turn++) await loop();
  };
  return { homes, published, asked, world, pass };
}

describe('Home tabs', () => {
  it('are shown when they are opened, in the language of the person', async () => {
    const { homes, published, asked } = setUp();
    await homes.opened('UMINA');
    expect([published, asked]).toEqual([['views.publish checkout'], ['ko']]);
    homes.stop();
  });

  it('follow what the bot does, and the world without it, and are left alone while nothing changed', async () => {
    const { homes, published, world, pass } = setUp();
    await homes.opened('UMINA');
    homes.changed();
    await pass(2_000);
    await pass(60_000);
    expect(published).toHaveLength(1);
    world.broken = 'cart';
    await pass(60_000);
    expect(published).toEqual(['views.publish checkout', 'views.publish cart']);
    world.broken = 'checkout';
    homes.changed();
    await pass(2_000);
    expect(published).toHaveLength(3);
    homes.stop();
  });

  it('are no longer looked at an hour after they were opened', async () => {
    const { homes, asked, pass } = setUp();
    await homes.opened('UMINA');
    await pass(60 * 60_000 + 1);
    const looked = asked.length;
    await pass(60_000);
    await pass(60_000);
    expect(asked).toHaveLength(looked);
    homes.stop();
  });
});
