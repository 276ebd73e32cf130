import { describe, expect, it } from 'vitest';
import { refuse } from '../../src/contracts/outcome.js';
import type { OperationStatus } from '../../src/contracts/operation.js';
import type { ReplyDraft } from '../../src/contracts/reply.js';
import { decorate } from '../../src/registry/decorate.js';
import type { DecoratedOperation } from '../../src/registry/decorate.js';
import { planDigest } from '../../src/registry/digest.js';
import { targetHeld } from '../../src/contracts/holding.js';
import { renderRefusal } from '../../src/registry/render.js';
import { aDraft, aPlan } from '../fakes/drafts.js';

const draft: ReplyDraft = {
  code: 'answered',
  locale: 'en',
  tone: 'info',
  title: 'Deploy checkout',
  blocks: [],
  speech: 'Deploying checkout. It has one replica only.',
};
const operation = (
  status: OperationStatus,
  change: Partial<DecoratedOperation> = {},
): DecoratedOperation => ({
  number: 42,
  status,
  plan: aPlan(),
  skill: 'deploy',
  source: 'chat',
  approvalsNeeded: 2,
  approvedBy: [],
  ...change,
});
const controls = (reply: ReturnType<typeof decorate>) =>
  reply.blocks.flatMap((block) => (block.kind === 'actions' ? block.actions.map(({ label }) => label) : []));

describe('decorating a reply', () => {
  it.each<[OperationStatus, string, string, readonly string[]]>([
    ['awaiting_confirmation', 'confirm', 'awaiting_confirmation', ['Confirm', 'Cancel']],
    ['awaiting_approval', 'approval', 'awaiting_approval', ['Approve', 'Reject', 'Cancel']],
    ['cleared', 'nothing', 'answered', ['Stop']],
    ['running', 'nothing', 'answered', ['Stop']],
    ['interrupted', 'nothing', 'answered', ['Resume', 'Cancel']],
    ['succeeded', 'nothing', 'answered', []],
    ['outcome_unknown', 'nothing', 'answered', []],
  ])('of an operation that is %s', (status, expects, code, labels) => {
    const reply = decorate(draft, { operation: operation(status), sandbox: false });
    expect(reply).toMatchObject({ expects, code, operation: 42, sandbox: false });
    expect(controls(reply)).toEqual(labels);
  });

  it('keeps the skill’s own actions behind the controls, and doubles none', () => {
    const action = (intent: string, label: string) => ({
      label,
      say: label,
      command: { intent, slots: { id: 42 } },
      style: 'plain' as const,
    });
    const own = {
      ...draft,
      blocks: [{ kind: 'actions' as const, actions: [action('cancel', 'Halt'), action('logs', 'Logs')] }],
    };
    expect(controls(decorate(own, { operation: operation('running'), sandbox: false }))).toEqual([
      'Halt',
      'Logs',
    ]);
  });

  it('says at most two sentences: the plan’s first, and what to do', () => {
    const reply = decorate(draft, {
      operation: operation('awaiting_confirmation', { source: 'voice' }),
      sandbox: false,
    });
    expect(reply.speech).toBe('Deploying checkout. Say confirm staging to go on.');
  });

  it('tells who approved and how many are still needed, and who did when it is over', () => {
    const texts = (status: DecoratedOperation['status'], locale: 'en' | 'ko' = 'en') => {
      const approved = operation(status, { approvedBy: ['Mina'] });
      const { blocks } = decorate({ ...draft, locale }, { operation: approved, sandbox: false });
      return blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : []));
    };
    expect(texts('awaiting_approval')).toEqual([
      'Approved by Mina.',
      '#42 waits for the approval of others who may write in staging (1 of 2), within 1 hour: “approve #42”.',
    ]);
    expect(texts('awaiting_approval', 'ko')).toEqual([
      '승인: Mina 님.',
      '#42 작업은 staging을 바꿀 수 있는 다른 분의 승인을 1시간 동안 기다려요(2명 중 1명 승인): “#42 승인”.',
    ]);
    expect(texts('succeeded')).toEqual(['Approved by Mina.']);
  });

  it('marks the sandbox once, aloud, in the reader’s language', () => {
    const marked = decorate(draft, { sandbox: true });
    expect(marked).toMatchObject({ sandbox: true, speech: `Sandbox: ${draft.speech}` });
    expect(decorate(marked, { sandbox: true }).speech).toBe(marked.speech);
    expect(decorate({ ...draft, locale: 'ko' }, { sandbox: true }).speech).toMatch(/^샌드박스: /);
  });

  it('keeps a code that says more than that an answer is awaited', () => {
    const changed = { ...draft, code: 'plan_changed' as const };
    expect(decorate(changed, { operation: operation('awaiting_confirmation'), sandbox: false }).code).toBe(
      'plan_changed',
    );
  });
});

describe('rendering a refusal', () => {
  it('says what, why and what helps, with the command to do it by hand', () => {
    const refusal = refuse(
      'unknown_service',
      { service: 'chekout', nearest: ['checkout'], first: 'checkout' },
      {
        actions: [{ label: 'status', intent: 'status', slots: { service: 'checkout' } }],
        kubectl: 'kubectl get deployments',
      },
    );
    expect(renderRefusal(refusal, 'en')).toEqual({
      code: 'unknown_service',
      locale: 'en',
      tone: 'warning',
      visibility: 'asker',
      title: 'I don’t know a service called “chekout”.',
      speech: 'I don’t know that service. The closest is checkout.',
      blocks: [
        { kind: 'text', text: 'Did you mean checkout?' },
        { kind: 'text', text: 'By hand:' },
        { kind: 'code', text: 'kubectl get deployments' },
        {
          kind: 'actions',
          actions: [
            {
              label: 'Status',
              say: 'status checkout',
              command: { intent: 'status', slots: { service: 'checkout' } },
              style: 'plain',
            },
          ],
        },
      ],
    });
  });

  it('fills a label with what the refusal is about', () => {
    const actions = [{ label: 'cancel_then_rollback', intent: 'cancel', slots: { id: 7, then: 'rollback' } }];
    const labels = (['en', 'ko'] as const).map((locale) =>
      renderRefusal(refuse('target_held', { holder: 7 }, { actions }), locale).blocks.flatMap((block) =>
        block.kind === 'actions' ? block.actions.map(({ label }) => label) : [],
      ),
    );
    expect(labels).toEqual([['Cancel #7 and roll back'], ['#7 취소하고 롤백']]);
  });

  it('lets a skill say it in its own words, spoken too', () => {
    const phrases = {
      summary: '',
      cues: [],
      examples: [],
      replies: { no_room: 'No node has {free} free.', again: 'Try {version}' },
      speech: { no_room: 'No room.' },
    };
    const actions = [{ label: 'again', intent: 'deploy', slots: {}, params: { version: '2.0' } }];
    const reply = renderRefusal(refuse('no_room', { free: '2 GiB' }, { actions }), 'en', phrases);
    expect(reply).toMatchObject({ title: 'No node has 2 GiB free.', speech: 'No room.' });
    expect(JSON.stringify(reply.blocks)).toContain('"label":"Try 2.0"');
    expect(renderRefusal(refuse('no_room'), 'en', phrases).title).toBe('No node has room for the new pods.');
  });
});

describe('a held target', () => {
  const holder = {
    ...aDraft(),
    number: 7,
    outcomes: [],
    evidence: [],
    cancelRequestedBy: null,
    startedAt: null,
    endedAt: null,
    heartbeatAt: null,
  };
  it('names its holder', () => {
    expect(targetHeld(holder, 'deploy').params).toEqual({
      service: 'checkout',
      environment: 'staging',
      holder: 7,
      asker: 'Ada',
      what: '1.4.1 → 1.4.2',
    });
  });
  it('offers to cancel it first, to a rollback of anything but a rollback', () => {
    expect(targetHeld(holder, 'rollback').actions).toMatchObject([
      { intent: 'cancel', slots: { id: 7, then: 'rollback' } },
    ]);
    const cancel = [{ intent: 'cancel', slots: { id: 7 } }];
    expect(targetHeld({ ...holder, skill: 'rollback' }, 'rollback').actions).toMatchObject(cancel);
    expect(targetHeld(holder, 'scale').actions).toMatchObject(cancel);
  });
  it('offers what may follow a stopped rollout', () => {
    expect(targetHeld({ ...holder, status: 'cancelled' }, 'deploy').actions).toMatchObject([
      { intent: 'rollback' },
      { intent: 'resume', slots: { id: 7 } },
    ]);
  });
});

describe('the digest of a plan', () => {
  const slots = { service: 'checkout', version: '1.4.2' };
  const digest = planDigest(slots, aPlan());
  it.each([
    ['slots', planDigest({ ...slots, version: '1.4.3' }, aPlan())],
    ['targets', planDigest(slots, aPlan({ targets: [] }))],
    ['what it rests on', planDigest(slots, aPlan({ observed: { uid: 'u2' } }))],
    ['data', planDigest(slots, aPlan({ data: { container: 'app' } }))],
    ['from', planDigest(slots, aPlan({ from: '1.4.0' }))],
    ['to', planDigest(slots, aPlan({ to: '1.5.0' }))],
    ['skill', planDigest(slots, aPlan({ skill: 'rollback' }))],
  ])('changes with %s', (_what, changed) => {
    expect(changed).not.toBe(digest);
  });
  it('does not change with the order of keys, with risk or with warnings', () => {
    const judged = aPlan({ risk: 'high', warnings: [{ code: 'single_replica', params: {} }] });
    expect(planDigest({ version: '1.4.2', service: 'checkout' }, judged)).toBe(digest);
  });
});
