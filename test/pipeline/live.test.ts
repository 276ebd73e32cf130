import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { ReplyDraft } from '../../src/contracts/reply.js';
import { readSkill } from '../../src/contracts/skill.js';
import { startRig, textOf } from './rig.js';

const phrases = (say: string) => ({
  ...{ summary: 'how it stands', cues: [say], examples: [{ say, means: {} }] },
  ...{ replies: {}, speech: {} },
});

const LOOK = { label: 'Look', say: 'standings', command: { intent: 'standing', slots: {} } };

/** A question whose answer goes on. */
const standing = readSkill({
  ...{ id: 'standing', effect: 'read', permission: 'read', ports: [] },
  parameters: z.object({ service: z.string().optional() }),
  phrases: { en: phrases('standings'), ko: phrases('현황판') },
  read: ({ locale }) => {
    const draft: ReplyDraft = {
      ...{ code: 'answered', locale, tone: 'info', title: 'the build runs', speech: 'It runs.' },
      blocks: [{ kind: 'actions', actions: [LOOK] }],
    };
    const again = () => Promise.reject(new Error('the pipeline looks once'));
    return Promise.resolve({ ...draft, ongoing: { mark: 'm', pause: 5_000, again } });
  },
});

describe('an answer that goes on', () => {
  it('says how current it is, and is kept to be edited: its message is not final', async () => {
    const rig = await startRig({ skills: [standing] });
    const answer = await rig.ask('standings', { eventId: 'live-1' });
    expect(answer?.live).toBe(true);
    expect(answer?.reply.blocks.map(({ kind }) => kind)).toEqual(['text', 'actions']);
    const [entry] = await rig.ledger.undelivered('slack', 10);
    expect(entry).toMatchObject({ key: 'event:slack:live-1', revision: 1, final: false });
    expect(entry === undefined ? '' : textOf(entry.reply)).toMatch(
      /Not settled yet, as of \d\d:\d\d:\d\d UTC\./,
    );
    const [live] = await rig.ledger.liveAnswers();
    expect(live).toMatchObject({
      ...{ key: 'event:slack:live-1', intent: 'standing', slots: {}, person: 'ada', mark: 'm', ended: null },
      ...{ begunAt: rig.clock.now(), lookAt: rig.clock.now() + 5_000 },
    });
    // The line on how current it is belongs to the message, not to what was found.
    expect(live === undefined ? '' : textOf(live.reply)).toBe('the build runs');
  });

  it('is answered in Korean', async () => {
    const rig = await startRig({ skills: [standing] });
    expect(textOf(await rig.say('현황판'))).toMatch(/\d\d:\d\d:\d\d UTC 기준이에요\. 아직 끝나지 않았어요\./);
  });

  it('that is delivered again is one', async () => {
    const rig = await startRig({ skills: [standing] });
    await rig.ask('standings', { eventId: 'live-1' });
    await rig.ask('standings', { eventId: 'live-1' });
    expect(await rig.ledger.liveAnswers()).toHaveLength(1);
  });

  it('is only an answer while the ledger is down', async () => {
    const rig = await startRig({ skills: [standing] });
    rig.outage.ledger = true;
    await rig.say('standings');
    expect(rig.direct).toMatchObject([{ final: true }]);
    rig.outage.ledger = false;
    expect(await rig.ledger.liveAnswers()).toEqual([]);
  });
});
