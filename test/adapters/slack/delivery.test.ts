import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/clock.js';
import type { Clock } from '../../../src/contracts/ports/clock.js';
import { createDispatcher } from '../../../src/outbox/index.js';
import { conversationKey } from '../../../src/contracts/message.js';
import type { Delivery } from '../../../src/contracts/ports/host.js';
import type { NextInConversation } from '../../../src/contracts/ports/ledger.js';
import type { Reply } from '../../../src/contracts/reply.js';
import { aReply } from '../../fakes/drafts.js';
import { shown } from '../../fakes/slack.js';
import { startBare } from './bare.js';
import { ADA, OPS, startRig } from './rig.js';

const ada = { user: ADA, channel: OPS };

function delivery(key: string, reply: Reply, change: Partial<Delivery> = {}): Delivery {
  return {
    key,
    revision: 1,
    conversation: { platform: 'slack', id: 'COPS', tenant: 'default' },
    actor: { platform: 'slack', id: 'UADA' },
    reply,
    final: true,
    ...change,
  };
}

describe('each event one to five times, in any order, over a restart [SLACK-4]', () => {
  it('makes one operation and one answer', async () => {
    const rig = await startRig();
    const { slack, workspace, message } = rig;
    const said = {
      type: 'app_mention',
      user: ADA,
      channel: OPS,
      ts: '7.000001',
      text: '<@UBOT> deploy checkout 1.4.2 to production',
    };
    const read = { ...said, ts: '7.000002', text: '<@UBOT> what runs in staging?' };
    await Promise.all([
      slack.event(read, 'Ev2'),
      slack.event(said, 'Ev1'),
      slack.event(said, 'Ev1'),
      slack.event(read, 'Ev2'),
    ]);
    await message('Confirm', { channel: OPS, thread: '7.000001' });
    await rig.stopBot();
    await rig.startBot();
    for (let time = 1; time <= 3; time++) {
      const headers = { 'x-slack-retry-num': String(time), 'x-slack-retry-reason': 'http_timeout' };
      expect(await slack.event(said, 'Ev1', { headers })).toMatchObject({ status: 200 });
    }
    await slack.command('whoami', ada);
    await message('Ada', { channel: OPS });
    expect(await rig.ledger().operationsIn(['awaiting_confirmation'], 'default')).toHaveLength(1);
    expect(workspace.messages.filter(({ thread }) => thread === '7.000001')).toHaveLength(1);
    expect(workspace.messages.filter(({ thread }) => thread === '7.000002')).toHaveLength(1);
  });

  it('a command that was taken before the process died is answered after it', async () => {
    const rig = await startRig();
    await rig.slack.command('deploy checkout 1.4.2 to production', ada, 'trigger-fixed');
    await rig.stopBot();
    await rig.startBot();
    await rig.slack.command('deploy checkout 1.4.2 to production', ada, 'trigger-fixed');
    await rig.message('Confirm', { channel: OPS });
    expect(await rig.ledger().operationsIn(['awaiting_confirmation'], 'default')).toHaveLength(1);
  });
});

describe('Slack down, busy, or answering into the void [SLACK-6]', () => {
  it('after an outage of 60 s and 429s everything arrives, in order, progress as its newest state only', async () => {
    const clock = hurriedClock(20);
    const { workspace, deliver, log } = await startBare({ clock });
    const store = outboxOf(['first', 'second', 'third']);
    workspace.weather = 'down';
    const began = clock.now();
    const dispatcher = createDispatcher({ ledger: store, aloud: (text) => text, clock, log });
    dispatcher.subscribe('slack', deliver);
    for (let progress = 1; progress <= 30; progress++) store.revise('op:1', `progress ${progress}`);
    await clock.sleep(began + 60_000 - clock.now());
    expect(workspace.messages).toEqual([]);
    workspace.weather = { busy: 2 };
    await clock.sleep(30_000);
    expect(workspace.messages).toEqual([]);
    workspace.weather = 'fine';
    await store.drained();
    await dispatcher.stop();
    expect(workspace.messages.map(({ text }) => text)).toEqual(['first', 'second', 'third', 'progress 30']);
    expect(workspace.messages.at(-1)?.versions).toHaveLength(1);
  });

  it('a lost response doubles at most the one message whose fate nobody knows', async () => {
    const { workspace, deliver } = await startBare();
    workspace.weather = 'lost';
    await expect(deliver(delivery('event:slack:1', aReply('once')))).rejects.toMatchObject({
      doubtful: true,
    });
    workspace.weather = 'fine';
    await deliver(delivery('event:slack:1', aReply('once')));
    await deliver(delivery('event:slack:2', aReply('other')));
    expect(workspace.messages.map(({ text }) => text)).toEqual(['once', 'once', 'other']);
  });

  it('progress is slowed to what Slack takes in a channel', async () => {
    const { workspace, deliver } = await startBare();
    workspace.rate = 900;
    let ref = await deliver(delivery('op:1', aReply('0')));
    for (let step = 1; step <= 8; step++) {
      ref = await deliver(
        delivery('op:1', aReply(String(step)), { revision: step + 1, ...(ref === undefined ? {} : { ref }) }),
      );
    }
    expect(workspace.calls.filter(({ answer }) => answer === 'ratelimited')).toEqual([]);
    expect(workspace.messages.map(({ text }) => text)).toEqual(['8']);
  });

  it('Retry-After is kept: nothing is asked of that method before', async () => {
    const { workspace, deliver } = await startBare();
    workspace.weather = { busy: 1 };
    setTimeout(() => (workspace.weather = 'fine'), 300);
    await deliver(delivery('event:slack:1', aReply('patient')));
    const [first, second] = workspace.calls.filter(({ method }) => method === 'chat.postMessage');
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990);
  });

  it('a pause that is too long to wait for is left to the outbox', async () => {
    const { workspace, deliver } = await startBare();
    workspace.weather = { busy: 60 };
    await expect(deliver(delivery('event:slack:1', aReply('later')))).rejects.toMatchObject({
      code: 'rate_limited',
    });
    const asked = workspace.calls.length;
    await expect(deliver(delivery('event:slack:1', aReply('later')))).rejects.toMatchObject({
      code: 'rate_limited',
    });
    expect(workspace.calls).toHaveLength(asked);
  });
});

describe('where a reply goes', () => {
  it('to the asker’s direct message where the bot can’t post, with controls that still belong to the channel', async () => {
    const { slack, workspace, message } = await startRig();
    workspace.closed.add(OPS);
    await slack.command('deploy checkout 1.4.2 to production', ada);
    const plan = await message('Confirm', { channel: 'DADA' });
    await slack.press(plan, 'Confirm', ADA);
    const ended = await message('1.4.2 runs in production', { channel: 'DADA' });
    expect(ended.ts).toBe(plan.ts);
  });

  it('long output is attached as a file in the thread', async () => {
    const { workspace, deliver } = await startBare();
    const content = Array.from({ length: 60 }, (_, line) => `line ${line}`).join('\n');
    await deliver(
      delivery(
        'event:slack:1',
        aReply('Logs', { blocks: [{ kind: 'file', name: 'a.log', mediaType: 'text/plain', content }] }),
      ),
    );
    const [posted] = workspace.messages;
    expect(workspace.files).toEqual([{ name: 'a.log', content, channel: 'COPS', thread: posted?.ts }]);
    expect(posted === undefined ? '' : shown(posted)).toContain('line 0');
  });

  it('a message that can no longer be edited is replaced', async () => {
    const { workspace, deliver } = await startBare();
    await deliver(delivery('op:1', aReply('new'), { ref: 'COPS:1.000009' }));
    expect(workspace.messages.map(({ text }) => text)).toEqual(['new']);
  });
});

/** An outbox in memory whose revisions can be read back once all were delivered. */
function outboxOf(titles: readonly string[]) {
  const entries = new Map<string, Delivery & { delivered: boolean }>();
  const put = (key: string, title: string): void => {
    const before = entries.get(key);
    const revision = (before?.revision ?? 0) + 1;
    const ref = before?.ref;
    entries.set(key, {
      ...delivery(key, aReply(title)),
      revision,
      ...(ref === undefined ? {} : { ref }),
      delivered: false,
    });
  };
  titles.forEach((title, index) => put(`event:slack:${index}`, title));
  const waiting: (() => void)[] = [];
  return {
    revise: put,
    nextInEach: () => {
      const first = new Map<string, NextInConversation>();
      for (const entry of entries.values()) {
        const place = conversationKey(entry.conversation);
        if (!entry.delivered && !first.has(place)) first.set(place, entry);
      }
      return Promise.resolve([...first.values()]);
    },
    undelivered: (_platform: string, limit: number, keys?: readonly string[]) =>
      Promise.resolve(
        [...entries.values()]
          .filter((entry) => !entry.delivered && (keys?.includes(entry.key) ?? true))
          .slice(0, limit)
          .map((entry) => ({ ...entry, ref: entry.ref })),
      ),
    markDelivered: (key: string, revision: number, ref: string | undefined) => {
      const entry = entries.get(key);
      if (entry?.revision === revision)
        entries.set(key, { ...entry, delivered: true, ...(ref === undefined ? {} : { ref }) });
      if ([...entries.values()].every(({ delivered }) => delivered))
        waiting.splice(0).forEach((tell) => tell());
      return Promise.resolve();
    },
    onReply: () => () => undefined,
    putReply: () => Promise.resolve(),
    writtenReply: () => Promise.resolve(undefined),
    drained: () => new Promise<void>((resolve) => waiting.push(resolve)),
  };
}

/** The machine's time, so many times as fast. */
function hurriedClock(times: number): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * times,
    sleep: (ms, signal) => systemClock.sleep(ms / times, signal),
  };
}
