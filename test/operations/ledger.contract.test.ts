import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IdentityStore } from '../../src/contracts/ports/identity.js';
import type { Ledger, OperationDraft } from '../../src/contracts/ports/ledger.js';
import type { Operation } from '../../src/contracts/operation.js';
import { createLedger } from '../../src/operations/ledger.js';
import { openDatabase, type DatabaseLocation } from '../../src/store/index.js';
import { aDraft, aMessage, aPlan, aReply, aTarget, NOON } from '../fakes/drafts.js';
import { temporaryPostgres } from '../fakes/postgres.js';
import { StoppedClock } from '../fakes/virtual-clock.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const folder = mkdtempSync(join(tmpdir(), 'coxswain-ledger-'));
const postgres = await temporaryPostgres();
const backends: readonly (readonly [string, DatabaseLocation])[] = [
  ['SQLite', { home: folder }],
  ...(postgres === undefined ? [] : [['PostgreSQL', { databaseUrl: postgres.url }] as const]),
];

afterAll(async () => {
  rmSync(folder, { recursive: true });
  await postgres?.drop();
});

describe.each(backends)('the ledger on %s', (_name, location) => {
  const clock = new StoppedClock(NOON);
  let ledger: Ledger & IdentityStore;

  beforeAll(async () => {
    ledger = createLedger(await openDatabase(location), clock);
  });
  afterAll(() => ledger.close());

  const create = async (change: Partial<OperationDraft> = {}): Promise<Operation> => {
    const { operation } = await ledger.createOperation(aDraft(change), (number) => aReply(`#${number}`));
    return operation;
  };
  const outboxOf = async (platform: string) => ledger.undelivered(platform, 100);
  /** A conversation whose outbox nobody else writes into. */
  const onPlatform = (platform: string): Partial<OperationDraft> => ({
    conversation: { platform, id: 'room', tenant: 'default' },
  });

  describe('what adapters keep', () => {
    it('is found again under its key, apart for each adapter, and replaced by what is kept later', async () => {
      const [teams, other] = [ledger.memoryOf('teams'), ledger.memoryOf('other')];
      expect(await teams.recall('conversation:1')).toBeUndefined();
      await teams.keep('conversation:1', { serviceUrl: 'https://one', list: [1, null, 'x'] });
      await other.keep('conversation:1', 'another');
      expect(await teams.recall('conversation:1')).toEqual({
        serviceUrl: 'https://one',
        list: [1, null, 'x'],
      });
      await teams.keep('conversation:1', { serviceUrl: 'https://two' });
      expect(await teams.recall('conversation:1')).toEqual({ serviceUrl: 'https://two' });
      expect(await other.recall('conversation:1')).toBe('another');
    });
  });

  describe('messages', () => {
    it('is recorded once, and a second delivery gets the first answer', async () => {
      const message = aMessage();
      const key = `terminal:${message.eventId}`;
      expect(await ledger.recordEvent(message)).toEqual({ first: true, answer: undefined });
      expect(await ledger.recordEvent(message)).toEqual({ first: false, answer: undefined });
      await ledger.finishEvent(key, { reply: aReply('done'), operationId: 'o1' });
      const again = await ledger.recordEvent(message);
      expect(again).toEqual({ first: false, answer: { reply: aReply('done'), operationId: 'o1' } });
    });

    it('is first for exactly one of many deliveries at once', async () => {
      const message = aMessage();
      const receipts = await Promise.all(Array.from({ length: 10 }, () => ledger.recordEvent(message)));
      expect(receipts.filter((receipt) => receipt.first)).toHaveLength(1);
    });

    it('is unfinished in the order of arrival, also within one millisecond', async () => {
      const arrived = Array.from({ length: 250 }, (_, index) => ({
        ...aMessage(),
        eventId: `order-${(index * 7_919) % 1_000}`,
      }));
      await Promise.all(arrived.map((message) => ledger.recordEvent(message)));
      const unfinished = (await ledger.unfinishedEvents()).map(({ eventId }) => eventId);
      expect(unfinished.filter((id) => id.startsWith('order-'))).toEqual(
        arrived.map(({ eventId }) => eventId),
      );
    });

    it('is unfinished until it is answered, or known to need no answer', async () => {
      const [one, two] = [aMessage(), aMessage()];
      await ledger.recordEvent(one);
      await ledger.recordEvent(two);
      await ledger.finishEvent(`terminal:${one.eventId}`, null);
      const unfinished = await ledger.unfinishedEvents();
      expect(unfinished).toContainEqual(two);
      expect(unfinished).not.toContainEqual(one);
    });

    it('is forgotten after seven days, not before', async () => {
      const message = aMessage();
      await ledger.recordEvent(message);
      clock.time = NOON + 7 * DAY;
      await ledger.recordEvent(aMessage());
      expect((await ledger.recordEvent(message)).first).toBe(false);
      clock.time = NOON + 7 * DAY + 61 * MINUTE;
      await ledger.recordEvent(aMessage());
      expect((await ledger.recordEvent(message)).first).toBe(true);
      clock.time = NOON;
    });
  });

  describe('operations', () => {
    it('come back as they were written, with their number in the reply', async () => {
      const draft = aDraft({
        ...onPlatform('written'),
        plan: aPlan({ warnings: [{ code: 'w', params: { n: 1, l: ['a'] } }] }),
      });
      const { operation, created } = await ledger.createOperation(draft, (number) => aReply(`#${number}`));
      expect(created).toBe(true);
      expect(operation).toMatchObject(draft);
      expect(operation.startedAt).toBeNull();
      expect(await ledger.operationById(draft.id)).toEqual(operation);
      expect(await ledger.operationByNumber('default', operation.number)).toEqual(operation);
      const [entry] = await outboxOf('written');
      expect(entry).toMatchObject({ key: `op:${draft.id}`, revision: 1, final: false, actor: draft.actor });
      expect(entry?.reply.title).toBe(`#${operation.number}`);
    });

    it('count from 1 in each tenant, without a gap for an event that came twice', async () => {
      const tenant = 'counted';
      const first = await create({ tenant });
      await Promise.all([1, 2, 3].map(() => create({ tenant, eventKey: 'x:1' })));
      const third = await create({ tenant });
      expect([first.number, third.number]).toEqual([1, 3]);
      expect((await create({ tenant: 'another' })).number).toBe(1);
    });

    it('have different numbers when many are made at once', async () => {
      const made = await Promise.all(Array.from({ length: 20 }, () => create({ tenant: 'busy' })));
      const numbers = made.map((operation) => operation.number).sort((a, b) => a - b);
      expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    });

    it('are one for one event, however many workers make it at once', async () => {
      const eventKey = 'terminal:the-same';
      const draft = () => aDraft({ eventKey });
      const made = await Promise.all(
        Array.from({ length: 10 }, () => ledger.createOperation(draft(), () => aReply())),
      );
      expect(new Set(made.map(({ operation }) => operation.id)).size).toBe(1);
      expect(made.filter(({ created }) => created)).toHaveLength(1);
    });

    it('change only from the status that was expected, and for one of many that try', async () => {
      const { id } = await create();
      const attempts = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          ledger.transition(id, ['cleared'], {
            status: 'running',
            by: `w${index}`,
            patch: { startedAt: index },
          }),
        ),
      );
      const won = attempts.filter((operation) => operation !== undefined);
      expect(won).toHaveLength(1);
      expect(await ledger.operationById(id)).toEqual(won[0]);
      expect(await ledger.transition(id, ['cleared'], { status: 'expired', by: 'system' })).toBeUndefined();
    });

    it('keep every change in the audit trail, in order', async () => {
      const { id } = await create({ status: 'awaiting_confirmation', code: 'awaiting_confirmation' });
      await ledger.transition(id, ['awaiting_confirmation'], {
        status: 'cleared',
        code: 'answered',
        by: 'ada',
      });
      await ledger.requestCancel(id, 'bob', NOON + 5);
      await ledger.audit({
        at: NOON + 6,
        tenant: 'default',
        by: 'system',
        operationId: id,
        event: 'noted',
        code: 'answered',
        detail: { why: 'a test' },
      });
      const trail = await ledger.auditTrail(id);
      expect(trail.map((entry) => [entry.event, entry.by])).toEqual([
        ['awaiting_confirmation', 'ada'],
        ['cleared', 'ada'],
        ['cancel_requested', 'bob'],
        ['noted', 'system'],
      ]);
      expect(trail[3]?.detail).toEqual({ why: 'a test' });
    });

    it('remember who asked to cancel first, until they have ended', async () => {
      const { id } = await create();
      expect((await ledger.requestCancel(id, 'ada', NOON))?.cancelRequestedBy).toBe('ada');
      expect((await ledger.requestCancel(id, 'bob', NOON))?.cancelRequestedBy).toBe('ada');
      await ledger.transition(id, ['cleared'], { status: 'cancelled', by: 'system' });
      expect(await ledger.requestCancel(id, 'bob', NOON)).toBeUndefined();
    });

    it('let one worker show signs of life, and a successor only after it fell silent', async () => {
      const { id } = await create();
      expect(await ledger.heartbeat(id, NOON, NOON)).toBeUndefined();
      await ledger.transition(id, ['cleared'], {
        status: 'running',
        by: 'system',
        patch: { heartbeatAt: NOON },
      });
      expect((await ledger.heartbeat(id, NOON + 5, NOON))?.heartbeatAt).toBe(NOON + 5);
      expect(await ledger.heartbeat(id, NOON + 6, NOON)).toBeUndefined();
      const takeovers = await Promise.all(
        [50, 51, 52].map((at) => ledger.heartbeat(id, NOON + at, NOON + 5)),
      );
      expect(takeovers.filter((row) => row !== undefined)).toHaveLength(1);
    });

    it('are found by status, and the ended ones by service, environment and time', async () => {
      const tenant = 'history';
      const first = await create({ tenant });
      const second = await create({ tenant, plan: aPlan({ environment: 'production' }) });
      const third = await create({ tenant });
      const end = (operation: Operation, endedAt: number) =>
        ledger.transition(operation.id, ['cleared'], {
          status: 'succeeded',
          by: 'system',
          patch: { endedAt },
        });
      await end(first, NOON + 1);
      await end(second, NOON + 2);
      const ids = async (filter: Partial<Parameters<Ledger['recentOperations']>[0]>) =>
        (await ledger.recentOperations({ tenant, limit: 10, ...filter })).map(({ id }) => id);
      expect((await ledger.operationsIn(['cleared', 'running'], tenant)).map(({ id }) => id)).toEqual([
        third.id,
      ]);
      expect(await ids({})).toEqual([second.id, first.id]);
      expect(await ids({ environment: 'staging' })).toEqual([first.id]);
      expect(await ids({ service: 'cart' })).toEqual([]);
      expect(await ids({ since: NOON + 2 })).toEqual([second.id]);
      expect(await ids({ limit: 1 })).toEqual([second.id]);
    });

    it('take one decision of each person', async () => {
      const { id } = await create();
      const [bob, eve] = [
        { person: 'bob', name: 'Bob' },
        { person: 'eve', name: 'Eve' },
      ];
      expect(await ledger.decide(id, bob, 'approve', NOON)).toBe(true);
      expect(await ledger.decide(id, bob, 'reject', NOON + 1)).toBe(false);
      expect(await ledger.decide(id, eve, 'reject', NOON + 2)).toBe(true);
      expect(await ledger.decisions(id)).toEqual([
        { person: 'bob', verdict: 'approve' },
        { person: 'eve', verdict: 'reject' },
      ]);
    });

    it('know by name who approved, also of people who do so at once', async () => {
      const { id } = await create();
      const people = ['bob', 'mina', 'jun'].map((person) => ({ person, name: person.toUpperCase() }));
      await Promise.all(people.map((by) => ledger.decide(id, by, 'approve', NOON)));
      await ledger.decide(id, { person: 'eve', name: 'EVE' }, 'reject', NOON);
      const { approvedBy } = (await ledger.operationById(id)) ?? { approvedBy: [] };
      expect(approvedBy.toSorted()).toEqual(['BOB', 'JUN', 'MINA']);
    });
  });

  describe('steps', () => {
    it('are kept in the order they began, and updated in place', async () => {
      const { id } = await create(onPlatform('stepping'));
      const record = {
        operationId: id,
        code: null,
        facts: null,
        attempts: 1,
        startedAt: NOON,
        endedAt: null,
      };
      await ledger.saveStep({ ...record, stepId: '0/patch', state: 'applying' });
      await ledger.saveStep({ ...record, stepId: '0/ahead', state: 'applying', attempts: 0 });
      const done = {
        ...record,
        stepId: '0/patch',
        state: 'done',
        facts: { uid: 'u' },
        endedAt: NOON + 9,
      } as const;
      await ledger.saveStep(done, aReply('patched'));
      expect((await ledger.steps(id)).map(({ stepId }) => stepId)).toEqual(['0/patch', '0/ahead']);
      expect((await ledger.steps(id))[0]).toEqual(done);
      expect((await outboxOf('stepping'))[0]?.reply.title).toBe('patched');
      expect((await ledger.auditTrail(id)).at(-1)?.event).toBe('step:0/patch');
    });
  });

  describe('locks', () => {
    const LEASE = 30_000;
    const named = (name: string) => aTarget(name);

    it('are all taken or none, and the refusal names the holder', async () => {
      const [a, b, c] = [named('all-a'), named('all-b'), named('all-c')];
      expect(await ledger.acquireLocks('one', [b], LEASE, NOON)).toEqual({ acquired: true });
      const refused = await ledger.acquireLocks('two', [a, b, c], LEASE, NOON);
      expect(refused).toEqual({ acquired: false, holder: 'one', target: b });
      expect(await ledger.lockHolder(a, NOON)).toBeUndefined();
      expect(await ledger.lockHolder(b, NOON)).toEqual({
        operationId: 'one',
        kept: false,
        until: NOON + LEASE,
      });
    });

    it('go to exactly one of many that ask at once', async () => {
      const targets = [named('race-a'), named('race-b')];
      const asked = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          ledger.acquireLocks(`racer-${index}`, index % 2 ? targets : [...targets].reverse(), LEASE, NOON),
        ),
      );
      expect(asked.filter(({ acquired }) => acquired)).toHaveLength(1);
    });

    it('are taken over when the lease ran out, and always by their own operation', async () => {
      const targets = [named('lease')];
      await ledger.acquireLocks('one', targets, LEASE, NOON);
      expect(await ledger.acquireLocks('one', targets, LEASE, NOON + 1)).toEqual({ acquired: true });
      expect((await ledger.acquireLocks('two', targets, LEASE, NOON + LEASE)).acquired).toBe(false);
      expect((await ledger.acquireLocks('two', targets, LEASE, NOON + LEASE + 1)).acquired).toBe(true);
    });

    it('are renewed together, and not when one is lost', async () => {
      const targets = [named('renew-a'), named('renew-b')];
      const { id } = await create({ plan: aPlan({ targets }) });
      await ledger.acquireLocks(id, targets, LEASE, NOON);
      expect(await ledger.renewLocks(id, LEASE, NOON + 10_000)).toBe(true);
      expect((await ledger.lockHolder(named('renew-b'), NOON))?.until).toBe(NOON + 10_000 + LEASE);
      await ledger.acquireLocks('thief', [named('renew-b')], LEASE, NOON + 50_000);
      expect(await ledger.renewLocks(id, LEASE, NOON + 50_000)).toBe(false);
    });

    it('that are kept outlast the ending and go only to a named successor, or to anybody once they ran out', async () => {
      const targets = [named('kept')];
      const { id } = await create({ plan: aPlan({ targets }) });
      await ledger.acquireLocks(id, targets, LEASE, NOON);
      await ledger.keepLocks(id, NOON + 30 * MINUTE);
      await ledger.transition(id, ['cleared'], { status: 'cancelled', by: 'system' });
      expect(await ledger.lockHolder(named('kept'), NOON + MINUTE)).toMatchObject({
        operationId: id,
        kept: true,
      });
      expect((await ledger.acquireLocks('other', targets, LEASE, NOON + MINUTE)).acquired).toBe(false);
      expect(await ledger.expiredKeptLocks(NOON + 29 * MINUTE)).toEqual([]);
      expect(await ledger.expiredKeptLocks(NOON + 30 * MINUTE)).toEqual([id]);
      expect((await ledger.acquireLocks('heir', targets, LEASE, NOON + MINUTE, id)).acquired).toBe(true);
      expect(await ledger.lockHolder(named('kept'), NOON + MINUTE)).toMatchObject({
        operationId: 'heir',
        kept: false,
      });
    });

    it('are released with the ending in one transaction', async () => {
      const targets = [named('ended')];
      const { id } = await create({ plan: aPlan({ targets }) });
      await ledger.acquireLocks(id, targets, LEASE, NOON);
      await ledger.transition(id, ['cleared'], { status: 'succeeded', by: 'system' });
      expect(await ledger.lockHolder(named('ended'), NOON)).toBeUndefined();
    });

    it('can be released by hand', async () => {
      await ledger.acquireLocks('gone', [named('gone')], LEASE, NOON);
      await ledger.releaseLocks('gone');
      expect(await ledger.lockHolder(named('gone'), NOON)).toBeUndefined();
    });
  });

  describe('dialogues', () => {
    it('are kept for each person in each conversation', async () => {
      const dialogue = {
        context: {
          locale: 'ko',
          last: { intent: 'deploy', slots: { service: 'checkout', replicas: 3 } },
          question: { intent: 'scale', slots: {}, ask: { slot: 'service', choices: ['cart', 2] } },
          confirmation: { intent: 'deploy', slots: {}, environment: 'production' },
        },
        confirming: { operationId: 'o', expiresAt: NOON },
        questionExpiresAt: NOON + 1,
        lastReply: aReply(),
        updatedAt: NOON,
      } as const;
      const of = { conversation: 'room', person: 'ada' };
      await ledger.finishEvent('terminal:a', null, {
        dialogue: { ...of, state: { ...dialogue, context: {} } },
      });
      await ledger.finishEvent('terminal:b', null, { dialogue: { ...of, state: dialogue } });
      expect(await ledger.dialogue('room', 'ada')).toEqual(dialogue);
      expect(await ledger.dialogue('room', 'bob')).toBeUndefined();
    });

    it('are kept with the answer and the mark that it was given, or none of them is', async () => {
      const message = { ...aMessage(), eventId: 'whole' };
      await ledger.recordEvent(message);
      const conversation = { platform: 'answers', id: 'room', tenant: 'default' };
      const actor = { platform: 'answers', id: 'ada' };
      const reply = { key: 'event:terminal:whole', conversation, actor, reply: aReply(), final: true };
      const state = {
        context: {},
        confirming: null,
        questionExpiresAt: null,
        lastReply: null,
        updatedAt: NOON,
      };
      const unwritable = {
        ...state,
        toJSON: () => {
          throw new Error('the process died here');
        },
      };
      const dialogue = { conversation: 'whole', person: 'ada' };
      const half = ledger.finishEvent('terminal:whole', null, {
        reply,
        dialogue: { ...dialogue, state: unwritable },
      });
      await expect(half).rejects.toThrow('the process died here');
      expect(await ledger.undelivered('answers', 10)).toEqual([]);
      expect(await ledger.unfinishedEvents()).toContainEqual(message);
      await ledger.finishEvent('terminal:whole', null, { reply, dialogue: { ...dialogue, state } });
      expect(await ledger.undelivered('answers', 10)).toHaveLength(1);
      expect(await ledger.dialogue('whole', 'ada')).toEqual(state);
      expect(await ledger.unfinishedEvents()).not.toContainEqual(message);
    });
  });

  describe('replies', () => {
    const entry = (platform: string, key = `event:${platform}`) => ({
      key,
      conversation: { platform, id: 'room', tenant: 'default' },
      actor: { platform, id: 'ada' },
      final: true,
    });

    it('that are the same as before are no new revision: what can’t be edited would be shown twice', async () => {
      await ledger.putReply({ ...entry('same'), reply: aReply('one') });
      await ledger.putReply({ ...entry('same'), reply: aReply('one') });
      await ledger.markDelivered('event:same', 1, undefined);
      expect(await ledger.undelivered('same', 10)).toEqual([]);
      await ledger.putReply({ ...entry('same'), reply: aReply('two') });
      expect((await ledger.undelivered('same', 10)).map(({ revision }) => revision)).toEqual([2]);
    });

    it('wait until their newest revision was delivered', async () => {
      await ledger.putReply({ ...entry('edit'), reply: aReply('one'), final: false });
      await ledger.putReply({ ...entry('edit'), reply: aReply('two') });
      await ledger.markDelivered('event:edit', 1, 'message-7');
      const [waiting] = await outboxOf('edit');
      expect(waiting).toMatchObject({ revision: 2, ref: 'message-7', reply: { title: 'two' }, final: true });
      await ledger.markDelivered('event:edit', 2, undefined);
      expect(await outboxOf('edit')).toEqual([]);
    });

    it('are listed oldest first and for their platform only', async () => {
      await ledger.putReply({ ...entry('order', 'event:b'), reply: aReply('first') });
      clock.time = NOON + 1;
      await ledger.putReply({ ...entry('order', 'event:a'), reply: aReply('second') });
      clock.time = NOON;
      expect((await outboxOf('order')).map(({ reply }) => reply.title)).toEqual(['first', 'second']);
      expect(await ledger.undelivered('order', 1)).toHaveLength(1);
    });

    it('of an operation never change after the final one', async () => {
      const { id } = await create(onPlatform('final'));
      await ledger.reviseReply(id, aReply('half-way'), false);
      const ending = { status: 'succeeded', by: 'system', reply: aReply('done') } as const;
      await ledger.transition(id, ['cleared'], ending);
      await ledger.reviseReply(id, aReply('late progress'), false);
      expect(await outboxOf('final')).toMatchObject([{ revision: 3, final: true, reply: { title: 'done' } }]);
    });

    it('are announced after the commit, so that the listener finds them', async () => {
      const found: Promise<number>[] = [];
      const stop = ledger.onReply((platform) =>
        found.push(outboxOf(platform).then((entries) => entries.length)),
      );
      await ledger.putReply({ ...entry('announced'), reply: aReply() });
      stop();
      await ledger.putReply({ ...entry('announced'), reply: aReply() });
      expect(await Promise.all(found)).toEqual([1]);
    });

    it('are not announced when the transaction failed', async () => {
      const heard: string[] = [];
      const stop = ledger.onReply((platform) => heard.push(platform));
      const draft = aDraft({ ...onPlatform('failed') });
      const broken = () => {
        throw new Error('cannot be said');
      };
      await expect(ledger.createOperation(draft, broken)).rejects.toThrow('cannot be said');
      stop();
      expect(heard).toEqual([]);
      expect(await ledger.operationById(draft.id)).toBeUndefined();
    });
  });

  describe('identities', () => {
    it('link actors to people, the last link winning', async () => {
      await ledger.linkActor('slack:U1', 'ada', NOON);
      await ledger.linkActor('slack:U1', 'bob', NOON + 1);
      await ledger.linkActor('teams:T1', 'bob', NOON + 2);
      expect(await ledger.personOf('slack:U1')).toBe('bob');
      expect(await ledger.personOf('slack:U2')).toBeUndefined();
      expect(await ledger.actorsOf('bob')).toEqual(['slack:U1', 'teams:T1']);
      expect(await ledger.actorsOf('ada')).toEqual([]);
    });

    it('give a code away once, and not after it ran out', async () => {
      await ledger.saveCode({ hash: 'h1', person: 'ada', expiresAt: NOON + 10 });
      expect(await ledger.takeCode('h1', NOON + 10)).toBeUndefined();
      const taken = await Promise.all([1, 2, 3].map(() => ledger.takeCode('h1', NOON)));
      expect(taken.filter((person) => person === 'ada')).toHaveLength(1);
    });

    it('count every attempt, made at once or one after the other, within the window', async () => {
      const counts = await Promise.all(
        [1, 2, 3, 4].map(() => ledger.countAttempt('slack:U9', NOON, NOON - 10)),
      );
      expect([...counts].sort()).toEqual([1, 2, 3, 4]);
      expect(await ledger.countAttempt('slack:U9', NOON + 20, NOON + 5)).toBe(1);
      await ledger.clearAttempts('slack:U9');
      expect(await ledger.countAttempt('slack:U9', NOON, NOON - 10)).toBe(1);
    });
  });

  it('is healthy while it answers', async () => {
    expect(await ledger.healthy()).toBe(true);
  });
});
