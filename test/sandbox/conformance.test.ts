import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalJson } from '../../src/contracts/json.js';
import { apiOf } from './api-client.js';
import { runSequence, type Trace } from './conformance-sequence.js';
import { givenSandbox, type Given } from './world.js';

/** What a real control plane (v1.20) answered; written by this test with CONTROL_PLANE_KUBECONFIG and RECORD=1. */
const RECORDED = new URL('../fixtures/control-plane-trace.json', import.meta.url);
const { CONTROL_PLANE_KUBECONFIG: real, RECORD } = process.env;

const readTrace = (): Trace =>
  z.record(z.string(), z.unknown()).parse(JSON.parse(readFileSync(RECORDED, 'utf8')));

describe('the sandbox answers as a real control plane does', () => {
  let given: Given;
  let simulated: Trace;
  beforeAll(async () => {
    given = await givenSandbox();
    simulated = await runSequence(given.api, 'conformance');
  });
  afterAll(() => given.cleanUp());

  const recorded = existsSync(RECORDED) ? readTrace() : {};
  it('has a recording to be held against', () => {
    expect(Object.keys(recorded)).toEqual(Object.keys(simulated));
  });
  it.each(Object.keys(recorded))('as recorded: %s', (name) => {
    expect(simulated[name]).toEqual(recorded[name]);
  });
});

describe('a real control plane answers as recorded', () => {
  if (real === undefined || !existsSync(real)) {
    process.stdout.write('skipped: no control plane\n');
    it('is compared where one is at hand', () => expect(real === undefined || !existsSync(real)).toBe(true));
    return;
  }
  it('gives the same trace', async () => {
    const namespace = `conformance-${Date.now().toString(36)}`;
    const trace = await runSequence(apiOf(readFileSync(real, 'utf8')), namespace);
    if (RECORD === '1')
      writeFileSync(RECORDED, `${JSON.stringify(JSON.parse(canonicalJson(trace)), undefined, 2)}\n`);
    expect(trace).toEqual(readTrace());
  }, 600_000);
});
