import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { prerequisite } from '../prerequisites.js';
import { createTestRedis, redisInstalled, WHY_NO_REDIS, type TestRedis } from '../queue/redis.js';
import { coreSuite } from './core.js';
import { sandboxStage } from './stage/sandbox.js';

const named = process.env.TEST_REDIS_URL;
const here = named !== undefined || redisInstalled;

if (prerequisite('Redis', here, `TEST_REDIS_URL names one, or ${WHY_NO_REDIS}`)) {
  let own: TestRedis | undefined;
  beforeAll(async () => {
    if (named !== undefined) return;
    own = await createTestRedis();
    await own.start();
  });
  afterAll(() => own?.remove());
  coreSuite('with the queue on a real Redis', 'CORE-10', sandboxStage, () => ({
    env: { REDIS_URL: named ?? own?.url ?? '' },
    config: { redis: { prefix: `core-${randomUUID()}` } },
  }));
}
