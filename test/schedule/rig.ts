import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { z } from 'zod';
import type { Person } from '../../src/contracts/policy.js';
import type { ScheduleDraft } from '../../src/contracts/schedule.js';
import { readSkill, type AnySkill, type SkillPorts } from '../../src/contracts/skill.js';
import { createLedger } from '../../src/operations/ledger.js';
import { createRegistry } from '../../src/registry/index.js';
import { createScheduler, type SchedulerParts } from '../../src/schedule/scheduler.js';
import { openDatabase } from '../../src/store/index.js';
import { recordingLog } from '../fakes/log.js';
import { noCluster } from '../fakes/no-cluster.js';
import { NO_PIPELINES } from '../fakes/no-pipelines.js';
import { StoppedClock } from '../fakes/virtual-clock.js';

const phrases = {
  summary: 'sums up',
  cues: ['digest'],
  examples: [{ say: 'digest', means: {} }],
  replies: {},
  speech: {},
};

/** A digest that only says for what it was made. */
export function plainDigest(look: () => Promise<void> = () => Promise.resolve()): AnySkill {
  return readSkill({
    id: 'digest',
    effect: 'read',
    permission: 'read',
    ports: [],
    parameters: z.object({
      environment: z.string().optional(),
      services: z.string().optional(),
      window: z.string().optional(),
    }),
    phrases: { en: phrases, ko: phrases },
    read: async ({ slots, locale }) => {
      await look();
      const title = `digest of the last ${slots.window ?? '?'}`;
      return { code: 'answered', locale, tone: 'info', title, blocks: [], speech: title };
    },
  });
}

const catalogue: SkillPorts['catalogue'] = {
  environments: () => [],
  environment: () => undefined,
  services: () => [],
  service: () => undefined,
  names: () => ({ services: [], environments: [] }),
  refresh: () => Promise.resolve(),
};

const nothing = () => Promise.resolve([]);
const none = () => Promise.resolve(undefined);

/** A scheduler over a real ledger; only time and what is read are played. */
export async function scheduling(now: string, skill: AnySkill = plainDigest()) {
  const folder = mkdtempSync(join(tmpdir(), 'coxswain-schedule-'));
  const clock = new StoppedClock(Date.parse(now));
  const ledger = createLedger(await openDatabase({ home: folder }), clock);
  onTestFinished(async () => {
    await ledger.close();
    rmSync(folder, { recursive: true });
  });
  const people = new Map<string, boolean>();
  const registry = createRegistry([skill]);
  const parts: SchedulerParts = {
    store: ledger,
    registry,
    identity: {
      resolve: ({ id }): Promise<Person> =>
        Promise.resolve({
          id,
          display: id,
          tenant: 'default',
          known: people.get(id) ?? true,
          admin: false,
          guest: false,
        }),
    },
    ports: {
      ...NO_PIPELINES,
      kubernetes: noCluster,
      catalogue,
      history: {
        byNumber: none,
        running: nothing,
        recent: nothing,
        holder: none,
        kept: nothing,
        healthyVersions: nothing,
      },
      registry,
    },
    sandbox: { on: false },
    clock,
    log: recordingLog(),
  };
  return {
    ledger,
    clock,
    people,
    scheduler: createScheduler(parts),
    another: (change: Partial<SchedulerParts> = {}) => createScheduler({ ...parts, ...change }),
    at: (time: string) => (clock.time = Date.parse(time)),
    posts: async (platform = 'slack') => ledger.undelivered(platform, 10_000),
  };
}

export function aSchedule(change: Partial<ScheduleDraft> = {}): ScheduleDraft {
  return {
    id: 'config:morning',
    tenant: 'default',
    cron: '0 9 * * *',
    timezone: 'Asia/Seoul',
    missed: 'latest',
    intent: 'digest',
    slots: {},
    conversation: { platform: 'slack', id: 'C1', tenant: 'default' },
    locale: 'en',
    owner: null,
    createdAt: Date.parse('2026-11-20T01:00Z'),
    ...change,
  };
}

export const ownedBy = (person: string): ScheduleDraft['owner'] => ({
  person,
  actor: { platform: 'slack', id: person },
});
