import { describe, expect, it } from 'vitest';
import { pipelineStatus } from '../../../skills/pipeline-status/index.js';
import { NOON } from '../../fakes/drafts.js';
import { VirtualClock } from '../../fakes/virtual-clock.js';
import { atHome, block, texts } from '../asking.js';
import { aService, githubWith, jenkinsWith, registry } from './world.js';

const services = [aService('checkout')];
const clock = () => new VirtualClock(NOON);
const failing = { jenkins: jenkinsWith('failed'), github: githubWith('succeeded'), images: registry };

describe('pipelines on a home page', () => {
  it('are those that failed, each with the way to it, in both languages', async () => {
    const section = await atHome(pipelineStatus, { services, clock: clock(), pipelines: failing });
    if (section === undefined) throw new Error('no section');
    expect(section).toMatchObject({
      title: 'Pipelines that fail',
      reply: { title: 'The pipeline of checkout failed', tone: 'danger' },
    });
    expect(texts(section.reply, 'text')[0]).toMatch(/^• checkout: build #45.* failed/);
    expect(block(section.reply, 'actions').actions).toMatchObject([
      {
        label: 'Pipeline of checkout',
        command: { intent: 'pipeline-status', slots: { service: 'checkout' } },
      },
    ]);
    const korean = await atHome(pipelineStatus, {
      services,
      clock: clock(),
      pipelines: failing,
      locale: 'ko',
    });
    expect(korean).toMatchObject({
      title: '실패한 파이프라인',
      reply: { title: 'checkout 파이프라인이 실패했어요' },
    });
  });

  it('are not spoken of while none failed, or none is connected', async () => {
    const fine = { jenkins: jenkinsWith('succeeded'), github: githubWith('succeeded'), images: registry };
    expect(await atHome(pipelineStatus, { services, clock: clock(), pipelines: fine })).toBeUndefined();
    expect(await atHome(pipelineStatus, { services, clock: clock() })).toBeUndefined();
  });
});
