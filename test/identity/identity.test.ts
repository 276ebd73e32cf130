import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { PortError } from '../../src/contracts/errors.js';
import type { ActorRef } from '../../src/contracts/message.js';
import type { IdentityStore } from '../../src/contracts/ports/identity.js';
import type { Ledger } from '../../src/contracts/ports/ledger.js';
import { createIdentity } from '../../src/identity/index.js';
import { createLedger } from '../../src/operations/ledger.js';
import { openDatabase } from '../../src/store/index.js';
import { ManualClock } from '../fakes/manual-clock.js';

const MINUTE = 60_000;
const OWNER: ActorRef = { platform: 'terminal', id: 'ada', display: 'Ada' };
const ADMIN: ActorRef = { platform: 'slack', id: 'U024BE7LH', display: 'Kim' };
const SOMEBODY: ActorRef = { platform: 'slack', id: 'U0SOMEBODY' };
const IN_TEAMS: ActorRef = { platform: 'teams', id: '7f3c', guest: true };

const folders: string[] = [];
const ledgers: Ledger[] = [];
afterAll(async () => {
  await Promise.all(ledgers.map((ledger) => ledger.close()));
  for (const folder of folders) rmSync(folder, { recursive: true });
});

let clock: ManualClock;
let store: IdentityStore;
let down: boolean;
beforeEach(async () => {
  const home = mkdtempSync(join(tmpdir(), 'identity-'));
  folders.push(home);
  clock = new ManualClock();
  const ledger = createLedger(await openDatabase({ home }), clock);
  ledgers.push(ledger);
  down = false;
  store = {
    ...ledger,
    personOf: (actor) =>
      down ? Promise.reject(new PortError('ledger_down', 'the ledger is down')) : ledger.personOf(actor),
  };
});

const identity = (sandbox = false) =>
  createIdentity({ admins: ['slack:U024BE7LH'], store, clock, ownerActor: 'terminal:ada', sandbox });

describe('who somebody is', () => {
  it('the owner of the state folder is admin at the terminal', async () => {
    expect(await identity().resolve(OWNER)).toEqual({
      id: 'terminal:ada',
      display: 'Ada',
      tenant: 'default',
      known: true,
      admin: true,
      guest: false,
    });
    expect(await identity().resolve({ platform: 'terminal', id: 'mallory' })).toMatchObject({ known: false });
  });

  it('a configured admin is known by the id of the platform, never by a name', async () => {
    expect(await identity().resolve(ADMIN)).toMatchObject({
      id: 'slack:U024BE7LH',
      known: true,
      admin: true,
    });
    const impostor = { platform: 'teams', id: 'U024BE7LH', display: 'Kim' };
    expect(await identity().resolve(impostor)).toMatchObject({ known: false, admin: false });
  });

  it('everybody else is unknown', async () => {
    expect(await identity().resolve(SOMEBODY)).toEqual({
      id: 'slack:U0SOMEBODY',
      display: 'U0SOMEBODY',
      tenant: 'default',
      known: false,
      admin: false,
      guest: false,
    });
  });
});

describe('linking by a code', () => {
  it('makes somebody known as that person, wherever they were linked', async () => {
    const people = identity();
    for (const actor of [SOMEBODY, IN_TEAMS]) {
      expect(await people.redeemCode(actor, await people.issueCode('jo'))).toBe(true);
    }
    expect(await people.resolve(SOMEBODY)).toMatchObject({ id: 'jo', known: true, admin: false });
    expect(await people.resolve(IN_TEAMS)).toMatchObject({
      id: 'jo',
      known: true,
      admin: false,
      guest: true,
    });
  });

  it('gives an admin their rights on another platform too', async () => {
    const people = identity();
    await people.redeemCode(IN_TEAMS, await people.issueCode('slack:U024BE7LH'));
    expect(await people.resolve(IN_TEAMS)).toMatchObject({ id: 'slack:U024BE7LH', admin: true });
    await people.redeemCode(ADMIN, await people.issueCode('kim'));
    await people.redeemCode(SOMEBODY, await people.issueCode('kim'));
    expect(await people.resolve(SOMEBODY)).toMatchObject({ id: 'kim', admin: true });
  });

  it('takes the code as people write it', async () => {
    const people = identity();
    const code = await people.issueCode('jo');
    expect(code).toMatch(/^\d{8}$/);
    const sloppy = ` ${code.slice(0, 4)} - ${code.slice(4)} `;
    expect(await people.redeemCode(SOMEBODY, sloppy)).toBe(true);
  });

  it('works once, and for ten minutes', async () => {
    const people = identity();
    const code = await people.issueCode('jo');
    expect(await people.redeemCode(SOMEBODY, code)).toBe(true);
    expect(await people.redeemCode(IN_TEAMS, code)).toBe(false);
    const late = await people.issueCode('jo');
    clock.advance(10 * MINUTE);
    expect(await people.redeemCode(IN_TEAMS, late)).toBe(false);
  });

  it('locks out whoever guesses five times in ten minutes, and nobody else', async () => {
    const people = identity();
    for (let guess = 0; guess < 5; guess++) {
      expect(await people.redeemCode(SOMEBODY, `0000-000${guess}`)).toBe(false);
    }
    const code = await people.issueCode('jo');
    expect(await people.redeemCode(SOMEBODY, code)).toBe(false);
    expect(await people.redeemCode(IN_TEAMS, code)).toBe(true);
    clock.advance(10 * MINUTE + 1);
    expect(await people.redeemCode(SOMEBODY, await people.issueCode('jo'))).toBe(true);
  });

  it('counts guesses that are made at the same time', async () => {
    const people = identity();
    const code = await people.issueCode('jo');
    const guesses = Array.from({ length: 30 }, (_, guess) => people.redeemCode(SOMEBODY, `1111-11${guess}`));
    await Promise.all(guesses);
    expect(await people.redeemCode(SOMEBODY, code)).toBe(false);
  });

  it('forgets wrong guesses after a right one', async () => {
    const people = identity();
    for (let round = 0; round < 3; round++) {
      for (let guess = 0; guess < 4; guess++) await people.redeemCode(SOMEBODY, '0000-0000');
      expect(await people.redeemCode(SOMEBODY, await people.issueCode('jo'))).toBe(true);
    }
  });
});

describe('acting for somebody else at the terminal', () => {
  const JO: ActorRef = { platform: 'terminal', id: 'as:jo' };

  it('is possible in the sandbox, without admin rights', async () => {
    expect(await identity(true).resolve(JO)).toEqual({
      id: 'as:jo',
      display: 'jo',
      tenant: 'default',
      known: true,
      admin: false,
      guest: false,
    });
  });

  it('is nobody on real clusters, and from other platforms', async () => {
    expect(await identity(false).resolve(JO)).toMatchObject({ known: false, admin: false });
    expect(await identity(true).resolve({ ...JO, platform: 'slack' })).toMatchObject({ known: false });
  });

  it('never becomes anybody by a code', async () => {
    const people = identity(false);
    expect(await people.redeemCode(JO, await people.issueCode('slack:U024BE7LH'))).toBe(false);
  });
});

describe('with the ledger down', () => {
  it('people are who they were, for 15 minutes', async () => {
    const people = identity();
    await people.redeemCode(SOMEBODY, await people.issueCode('jo'));
    await people.resolve(SOMEBODY);
    down = true;
    clock.advance(15 * MINUTE);
    expect(await people.resolve(SOMEBODY)).toMatchObject({ id: 'jo', known: true });
    clock.advance(1);
    expect(await people.resolve(SOMEBODY)).toMatchObject({ known: false });
  });

  it('owner and configured admins are known all the same, others are not', async () => {
    down = true;
    const people = identity();
    expect(await people.resolve(OWNER)).toMatchObject({ admin: true });
    expect(await people.resolve(ADMIN)).toMatchObject({ admin: true });
    expect(await people.resolve(SOMEBODY)).toMatchObject({ known: false });
  });
});
