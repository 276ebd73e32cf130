import { setImmediate as loop } from 'node:timers/promises';
import { z } from 'zod';
import { describe, expect, it } from 'vitest';
import { readSkill, type AnySkill, type HomeContext } from '../../src/contracts/skill.js';
import { createHost } from '../../src/pipeline/host.js';
import { createPipeline } from '../../src/pipeline/index.js';
import { ManualClock } from '../fakes/manual-clock.js';
import { startRig } from './rig.js';

const phrases = (words: string) => ({
  ...{ summary: words, cues: [words], examples: [{ say: words, means: {} }], replies: {}, speech: {} },
});
type Home = (context: HomeContext<'catalogue'>) => Promise<string | undefined>;

function skillWith(id: string, home: Home): AnySkill {
  return readSkill({
    ...{ id, effect: 'read', permission: 'read', ports: ['catalogue'], parameters: z.object({}) },
    phrases: { en: phrases(`show ${id}`), ko: phrases(`${id} 보기`) },
    read: () => Promise.reject(new Error('not asked')),
    home: async (context) => {
      const title = await home(context);
      if (title === undefined) return undefined;
      const { locale } = context;
      return {
        title: id,
        reply: { code: 'answered', locale, tone: 'info', title, blocks: [], speech: title },
      };
    },
  });
}

async function hostWith(...skills: AnySkill[]) {
  const rig = await startRig({ skills });
  const clock = new ManualClock(rig.clock.now());
  const host = createHost({
    ...{
      ...rig.deps,
      clock,
      pipeline: createPipeline(rig.deps),
      subscriptions: { subscribe: () => () => undefined },
    },
    news: () => Promise.resolve({ items: [], cursor: '' }),
  });
  return { rig, host, clock };
}
const ada = { platform: 'slack', id: 'ada' };
const titles = (sections: readonly { title: string; reply: { title: string } }[] = []) =>
  sections.map(({ title, reply }) => `${title}: ${reply.title}`);

describe('sections that skills bring to a home page', () => {
  it('come in the order of the skills, in the language asked for, without those that have nothing to say', async () => {
    const { host } = await hostWith(
      skillWith('first', ({ locale }) => Promise.resolve(`in ${locale}`)),
      skillWith('quiet', () => Promise.resolve(undefined)),
      skillWith('last', () => Promise.resolve('too')),
    );
    expect(titles((await host.home(ada, 'ko')).sections)).toEqual(['first: in ko', 'last: too']);
    expect(titles((await host.home(ada)).sections)).toEqual(['first: in en', 'last: too']);
  });

  it('are shown to people the bot knows', async () => {
    const { host } = await hostWith(skillWith('first', () => Promise.resolve('a secret')));
    expect(await host.home({ platform: 'slack', id: 'zoe' })).toEqual({
      ...{ running: [], approvals: [], attention: [] },
    });
  });

  it('leave out what fails, and say so in the log', async () => {
    const { host, rig } = await hostWith(
      skillWith('broken', () => Promise.reject(new Error('the cluster is gone'))),
      skillWith('fine', () => Promise.resolve('here')),
    );
    expect(titles((await host.home(ada)).sections)).toEqual(['fine: here']);
    expect(JSON.stringify(rig.log.lines)).toContain('a section of the home page could not be read');
  });

  it('do not hold up the page: what takes too long is there at the next look', async () => {
    let finish: (title: string) => void = () => undefined;
    const { host, clock } = await hostWith(
      skillWith('slow', () => new Promise((resolve) => (finish = resolve))),
      skillWith('fine', () => Promise.resolve('here')),
    );
    const first = host.home(ada);
    await clock.asleepFor(3_000);
    await loop();
    clock.advance(3_000);
    expect(titles((await first).sections)).toEqual(['fine: here']);
    finish('at last');
    expect(titles((await host.home(ada)).sections)).toEqual(['slow: at last', 'fine: here']);
  });

  it('may reach only the ports that the skill declared', async () => {
    const { host, rig } = await hostWith(
      skillWith('greedy', ({ ports }) => Promise.resolve(typeof Reflect.get(ports, 'kubernetes'))),
    );
    expect(titles((await host.home(ada)).sections)).toEqual([]);
    expect(String(rig.log.lines[0]?.fields.error)).toContain('without declaring it');
  });

  it('are read once for all who look at the same moment', async () => {
    let reads = 0;
    const { host } = await hostWith(skillWith('first', () => Promise.resolve(`read ${(reads += 1)}`)));
    const all = await Promise.all([
      host.home(ada),
      host.home({ platform: 'slack', id: 'bob' }),
      host.home(ada),
    ]);
    expect(all.flatMap(({ sections }) => titles(sections))).toEqual(Array(3).fill('first: read 1'));
  });
});
