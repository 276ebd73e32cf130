import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PortError } from '../../src/contracts/errors.js';
import { createLog } from '../../src/observability/log.js';

const lineSchema = z.looseObject({ level: z.number(), time: z.iso.datetime(), msg: z.string() });

function logging(level: 'debug' | 'info' | 'warn' | 'error' | 'silent' = 'info') {
  const text: string[] = [];
  const log = createLog({ level, stream: { write: (line: string) => void text.push(line) } });
  return { log, text, lines: () => text.map((line) => lineSchema.parse(JSON.parse(line))) };
}

describe('the log', () => {
  it('is one JSON object a line, with time, level, fields and message', () => {
    const { log, text, lines } = logging();
    log.warn({ operation: 42, target: { cluster: 'lab' } }, 'two\nlines');
    expect(text).toHaveLength(1);
    expect(text[0]).toMatch(/^[^\n]*\n$/);
    expect(lines()).toMatchObject([
      { level: 40, operation: 42, target: { cluster: 'lab' }, msg: 'two\nlines' },
    ]);
  });

  it('leaves out what is below its level', () => {
    const { log, lines } = logging('warn');
    log.debug({}, 'debug');
    log.info({}, 'info');
    log.warn({}, 'warn');
    log.error({}, 'error');
    expect(lines().map((line) => line.msg)).toEqual(['warn', 'error']);
    const silent = logging('silent');
    silent.log.error({}, 'error');
    expect(silent.text).toEqual([]);
  });

  it('masks secrets in messages and at any depth, by key and by shape', () => {
    const { log, text } = logging();
    const fields = {
      password: 'sesame-1',
      nested: [{ env: 'DB_PASSWORD=sesame-2', headers: { authorization: 'sesame-3' } }],
      databaseUrl: 'postgres://shop:sesame-4@db/shop',
    };
    log.info(fields, 'connecting with token=sesame-5');
    expect(text.join('')).not.toContain('sesame');
    expect(text.join('')).toContain('postgres://shop:***@db/shop');
  });

  it('tells an error with its code, parameters and causes, masked', () => {
    const { log, text, lines } = logging();
    const cause = new Error('redis://:sesame@redis refused');
    log.error(
      { error: new PortError('queue_down', 'no queue', { cluster: 'lab' }, false, { cause }) },
      'failed',
    );
    expect(lines()).toMatchObject([
      {
        error: {
          type: 'PortError',
          code: 'queue_down',
          params: { cluster: 'lab' },
          message: 'no queue',
          cause: { type: 'Error', message: 'redis://:***@redis refused' },
        },
      },
    ]);
    expect(text.join('')).not.toContain('sesame');
  });

  it('survives whatever it is given', () => {
    const { log, lines } = logging();
    const circle: Record<string, unknown> = {
      at: new Date(0),
      bytes: Buffer.from('abc'),
      big: 10n,
      no: undefined,
    };
    circle['self'] = circle;
    log.info(circle, 'odd');
    expect(lines()).toMatchObject([
      {
        at: '1970-01-01T00:00:00.000Z',
        bytes: '3 bytes',
        big: '10',
        self: { self: { at: '1970-01-01T00:00:00.000Z' } },
      },
    ]);
  });
});
