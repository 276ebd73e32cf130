import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, mayWrite } from '../../src/policy/index.js';
import type { PolicyFacts } from '../../src/policy/index.js';
import type { Person, PolicyDecision } from '../../src/contracts/policy.js';

const nobody: Person = { id: 'x', display: 'X', tenant: 'default', known: false, admin: false, guest: false };
const known: Person = { ...nobody, id: 'bob', display: 'Bob', known: true };
const admin: Person = { ...known, id: 'ada', display: 'Ada', admin: true };
const guest: Person = { ...known, id: 'gil', display: 'Gil', guest: true };

const staging = { name: 'staging', protected: false, approvals: 0 };
const production = { name: 'production', protected: true, approvals: 0 };

const write: PolicyFacts = {
  intent: 'deploy',
  effect: 'write',
  permission: 'write',
  person: known,
  actor: { platform: 'slack', id: 'U1' },
  environment: staging,
  source: 'chat',
  fuzzy: [],
};
const look: PolicyFacts = { ...write, intent: 'status', effect: 'read', permission: 'read' };
const confirm = (change: Partial<Extract<PolicyDecision, { kind: 'confirm' }>> = {}) => ({
  kind: 'confirm',
  phrase: false,
  factor: false,
  approvals: 0,
  ...change,
});
const proceed = { kind: 'proceed' };
const refuse = (code: string): unknown => expect.objectContaining({ kind: 'refuse', code });

const TABLE: readonly [situation: string, facts: PolicyFacts, decision: unknown][] = [
  // who may look
  ['a known person looks at production', { ...look, environment: production }, proceed],
  ['a guest whom the bot knows looks', { ...look, person: guest }, proceed],
  ['an unknown person looks', { ...look, person: nobody }, refuse('unknown_person')],
  ['an unknown person asks for help', { ...look, person: nobody, permission: 'anyone' }, proceed],
  ['a look by voice needs no confirmation', { ...look, source: 'voice', environment: production }, proceed],
  ['a look that was not said exactly needs none', { ...look, fuzzy: ['service'] }, proceed],
  // who may write, until roles are configured
  ['a known person writes in an unprotected environment', write, proceed],
  [
    'a known person writes in a protected one',
    { ...write, environment: production },
    refuse('not_permitted'),
  ],
  ['an admin writes in a protected one', { ...write, person: admin, environment: production }, confirm()],
  ['an unknown person writes', { ...write, person: nobody }, refuse('unknown_person')],
  ['a guest writes', { ...write, person: guest }, refuse('not_permitted')],
  [
    'an unknown person uses a write that claims to be for anyone',
    { ...write, person: nobody, permission: 'anyone' },
    refuse('unknown_person'),
  ],
  [
    'an unknown person who is called an admin',
    { ...write, person: { ...nobody, admin: true } },
    refuse('unknown_person'),
  ],
  [
    'a writer by person id in a protected environment',
    { ...write, environment: { ...production, writers: ['bob'] } },
    confirm(),
  ],
  [
    'a writer by actor key in a protected environment',
    { ...write, environment: { ...production, writers: ['slack:U1'] } },
    confirm(),
  ],
  [
    'somebody beside the writers of an unprotected environment',
    { ...write, environment: { ...staging, writers: ['eve'] } },
    refuse('not_permitted'),
  ],
  [
    'a guest who is named as writer',
    { ...write, person: guest, environment: { ...staging, writers: ['gil'] } },
    proceed,
  ],
  ['a write that names no environment', withoutPlace(write), refuse('not_permitted')],
  [
    'a look that only writers may take',
    { ...look, permission: 'write', environment: production },
    refuse('not_permitted'),
  ],
  // what must be confirmed
  ['an exact typed write in an unprotected environment', write, proceed],
  ['one that was not said exactly', { ...write, fuzzy: ['service'] }, confirm()],
  ['one whose plan asks for it', { ...write, mustConfirm: true }, confirm()],
  ['one with a high risk', { ...write, risk: 'high' }, confirm()],
  ['one with a medium risk', { ...write, risk: 'medium' }, proceed],
  [
    'one that needs approvals',
    { ...write, environment: { ...staging, approvals: 2 } },
    confirm({ approvals: 2 }),
  ],
  ['a spoken write in an unprotected environment', { ...write, source: 'voice' }, confirm({ phrase: true })],
  [
    'a spoken write in a protected environment',
    { ...write, person: admin, source: 'voice', environment: production },
    confirm({ phrase: true, factor: true }),
  ],
  [
    'an approved environment asks for approvals after the confirmation',
    { ...write, person: admin, environment: { ...production, approvals: 1 } },
    confirm({ approvals: 1 }),
  ],
  [
    'the person on call goes back to the last healthy version',
    {
      ...write,
      person: admin,
      intent: 'rollback',
      onCallRollback: true,
      environment: { ...production, approvals: 1 },
    },
    confirm(),
  ],
  ['a change of the bot itself', { ...write, person: admin, effect: 'setting' }, confirm()],
  // freezes
  [
    'a deploy in a freeze',
    { ...write, freeze: { intents: ['deploy'], reason: 'migration' } },
    refuse('environment_frozen'),
  ],
  [
    'an admin deploys in a freeze',
    { ...write, person: admin, freeze: { intents: ['deploy'], reason: 'migration' } },
    refuse('environment_frozen'),
  ],
  [
    'a rollback in a freeze',
    { ...write, intent: 'rollback', freeze: { intents: ['deploy'], reason: 'migration' } },
    proceed,
  ],
  [
    'a look in a freeze',
    { ...look, freeze: { intents: ['deploy', 'status'], reason: 'migration' } },
    proceed,
  ],
];

function withoutPlace({ environment: _environment, ...facts }: PolicyFacts): PolicyFacts {
  return facts;
}

describe('policy decides', () => {
  it.each(TABLE)('%s', (_situation, facts, decision) => {
    expect(decide(facts)).toEqual(decision);
  });

  it('a refusal names who asked, where, and who may', () => {
    const environment = { ...production, writers: ['eve', 'slack:U7'] };
    expect(decide({ ...write, environment })).toEqual({
      kind: 'refuse',
      code: 'not_permitted',
      params: { person: 'Bob', environment: 'production', writers: ['eve', 'slack:U7'] },
    });
  });
});

describe('whatever the facts', () => {
  const person = fc.record({
    id: fc.constantFrom('ada', 'bob'),
    display: fc.string(),
    tenant: fc.constant('default'),
    known: fc.boolean(),
    admin: fc.boolean(),
    guest: fc.boolean(),
  });
  const environment = fc.record(
    {
      name: fc.string(),
      protected: fc.boolean(),
      approvals: fc.nat(3),
      writers: fc.array(fc.constantFrom('ada', 'slack:U1', 'eve')),
    },
    { requiredKeys: ['name', 'protected', 'approvals'] },
  );
  const anyFacts: fc.Arbitrary<PolicyFacts> = fc.record(
    {
      intent: fc.constantFrom('deploy', 'rollback', 'scale'),
      effect: fc.constantFrom('read', 'write', 'setting'),
      permission: fc.constantFrom('anyone', 'read', 'write'),
      person,
      actor: fc.constant({ platform: 'slack', id: 'U1' }),
      environment,
      source: fc.constantFrom('chat', 'voice'),
      fuzzy: fc.array(fc.constantFrom('service', 'version')),
      risk: fc.constantFrom('low', 'medium', 'high'),
      mustConfirm: fc.boolean(),
      onCallRollback: fc.boolean(),
      freeze: fc.constant({ intents: ['deploy'], reason: 'x' }),
    },
    { requiredKeys: ['intent', 'effect', 'permission', 'person', 'actor', 'source', 'fuzzy'] },
  );
  const holds = (rule: (facts: PolicyFacts, decision: PolicyDecision) => boolean) =>
    fc.assert(
      fc.property(anyFacts, (facts) => rule(facts, decide(facts))),
      { numRuns: 2_000 },
    );

  it('a protected write never proceeds unconfirmed', () => {
    holds(
      (facts, { kind }) =>
        !(facts.effect === 'write' && facts.environment?.protected === true) || kind !== 'proceed',
    );
  });
  it('a spoken write never proceeds without its phrase', () => {
    holds((facts, decision) => {
      if (facts.effect !== 'write' || facts.source !== 'voice') return true;
      return decision.kind === 'refuse' || (decision.kind === 'confirm' && decision.phrase);
    });
  });
  it('nobody unknown ever writes', () => {
    holds((facts, { kind }) => facts.effect !== 'write' || facts.person.known || kind === 'refuse');
  });
  it('nobody writes who may not', () => {
    holds((facts, { kind }) => {
      const may = mayWrite(facts.person, facts.actor, facts.environment);
      return facts.effect !== 'write' || may || kind === 'refuse';
    });
  });
  it('approvals are never fewer than the environment asks for, save for the rollback of the person on call', () => {
    holds((facts, decision) => {
      if (decision.kind !== 'confirm' || facts.onCallRollback === true) return true;
      return decision.approvals === (facts.environment?.approvals ?? 0);
    });
  });
});
