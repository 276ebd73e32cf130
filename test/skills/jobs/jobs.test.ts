import { describe, expect, it } from 'vitest';
import { jobs } from '../../../skills/jobs/index.js';
import { aPlan, aTarget } from '../../fakes/drafts.js';
import { anOperation, ask, block } from '../asking.js';

const running = anOperation({ number: 42, status: 'running' });
const waiting = anOperation({ number: 43, status: 'awaiting_confirmation', startedAt: null });

describe('jobs', () => {
  it('says that nothing is going on', async () => {
    const reply = await ask(jobs, { locale: 'ko' });
    expect(reply.title).toBe('진행 중이거나 기다리는 작업이 없어요.');
    expect(reply.blocks).toEqual([]);
  });

  it('tells one operation in the title', async () => {
    const reply = await ask(jobs, { running: [running] });
    expect(reply.title).toBe('One operation: #42 deploy checkout in staging, 1.4.1 → 1.4.2, running');
    expect(reply.speech).toBe('One operation, number 42: deploy checkout in staging, running.');
  });

  it('calls what an operation does by its Korean word', async () => {
    const reply = await ask(jobs, { locale: 'ko', running: [running] });
    expect(reply.title).toBe('작업 1건: #42 staging checkout 배포, 1.4.1 → 1.4.2, 진행 중');
    expect(reply.speech).toBe('작업이 하나 있어요. 42번 staging checkout 배포, 진행 중.');
  });

  it('lists what waits for people before what runs, with who and since when', async () => {
    const reply = await ask(jobs, { running: [running, waiting] });
    expect(reply.title).toBe('2 operations: 1 waiting for confirmation and 1 running');
    expect(block(reply, 'table').rows).toEqual([
      ['#43', 'deploy checkout in staging, 1.4.1 → 1.4.2', 'waiting for confirmation', 'Ada', 'just now'],
      ['#42', 'deploy checkout in staging, 1.4.1 → 1.4.2', 'running', 'Ada', 'a minute ago'],
    ]);
  });

  it('offers to cancel each by its number', async () => {
    const { actions } = block(await ask(jobs, { running: [running] }), 'actions');
    expect(actions.map(({ command }) => command)).toEqual([
      { intent: 'cancel', slots: { id: 42 }, operation: 42 },
    ]);
  });

  it('counts finished targets of a running one and says when it is stopping', async () => {
    const twice = anOperation({
      plan: aPlan({ targets: [aTarget('checkout', 'lab'), aTarget('checkout', 'cloud')] }),
      status: 'running',
      outcomes: [{ target: aTarget('checkout', 'lab'), code: 'succeeded' }],
    });
    const stopping = { ...running, number: 44, cancelRequestedBy: 'ada' };
    const reply = await ask(jobs, { running: [twice, stopping] });
    expect(block(reply, 'table').rows.map((row) => row[2])).toEqual(['running, 1 of 2 targets', 'stopping']);
  });

  describe('with a rollout that was stopped half-way', () => {
    const stopped = anOperation({ id: 'stopped', number: 41, status: 'cancelled' });

    it('says which target is held, and how it is let go', async () => {
      const reply = await ask(jobs, { kept: [stopped] });
      expect(reply).toMatchObject({
        tone: 'warning',
        title: 'Nothing is running, but #41 was stopped half-way and holds checkout in staging.',
        speech: 'Nothing is running, but checkout in staging is paused and held. Resume it or roll it back.',
      });
      expect(block(reply, 'actions').actions.map(({ say }) => say)).toEqual([
        'resume #41',
        'roll back checkout in staging',
      ]);
    });

    it('lists it beside what runs, in Korean too', async () => {
      const reply = await ask(jobs, { running: [running], kept: [stopped], locale: 'ko' });
      expect(block(reply, 'warning').text).toContain('#41 작업이 중간에 멈춰서 staging checkout이');
      expect(block(reply, 'actions').actions.map(({ say }) => say)).toEqual([
        '41번 계속',
        'staging checkout 롤백해 줘',
        '42번 취소',
      ]);
    });

    it('is told once, however many targets it holds', async () => {
      const reply = await ask(jobs, { kept: [stopped, stopped] });
      expect(reply.blocks.filter(({ kind }) => kind === 'warning')).toHaveLength(1);
    });

    it('is silent once the target is free', async () => {
      const reply = await ask(jobs, { ended: [stopped] });
      expect(reply.title).toBe('Nothing is running and nothing is waiting.');
    });
  });
});
