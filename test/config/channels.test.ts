import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { skills } from '../../skills/index.js';
import { SKILL_IDS } from '../../skills/ids.js';
import { configurationOf } from '../../src/commands/configuration.js';
import { ConfigurationError } from '../../src/contracts/errors.js';
import type { Locale } from '../../src/contracts/message.js';

/** The remarks about a file, or the problems it is refused with. */
function saidOf(text: string, locale: Locale = 'en'): readonly string[] {
  const cwd = mkdtempSync(join(tmpdir(), 'coxswain-channels-'));
  writeFileSync(join(cwd, 'coxswain.yaml'), text);
  try {
    return configurationOf({ cwd, env: {} }, locale).remarks;
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
}

const slack = (channel: string): string => `slack:
  botToken: xoxb-1
  signingSecret: s
  channels:
    C0SHOP:
${channel}
`;
const CLUSTERS = `kubernetes: { inCluster: true }
environments: { staging: { namespace: shop-staging, aliases: [stg] } }
services: { checkout: { aliases: [pay] } }
`;

describe('what channels are bound to', () => {
  it('is compared with what exists in the sandbox: file, line, value and what would be right', () => {
    const bound = `      environment: stagin
      services: [checkout, chekout]
      skills: [status, deplyo, dance]`;
    expect(saidOf(`sandbox: true\n${slack(bound)}`)).toEqual([
      'coxswain.yaml:7: slack.channels.C0SHOP names the environment "stagin", which does not exist; did you mean "staging"?',
      'coxswain.yaml:8: slack.channels.C0SHOP names the service "chekout", which does not exist; did you mean "checkout"?',
      'coxswain.yaml:9: slack.channels.C0SHOP names the skill "deplyo", which does not exist; did you mean "deploy"?',
      `coxswain.yaml:9: slack.channels.C0SHOP names the skill "dance", which does not exist; known here: ${SKILL_IDS.join(', ')}.`,
    ]);
    expect(saidOf(`sandbox: true\n${slack(bound)}`, 'ko')[0]).toBe(
      'coxswain.yaml:7: slack.channels.C0SHOP에 적힌 "stagin" 환경이 없어요. 혹시 "staging"인가요?',
    );
  });

  it('may be anything that the file or the sandbox knows, environments by an alias too', () => {
    expect(
      saidOf(`sandbox: true\n${slack('      { environment: 운영, services: [cart], skills: [triage] }')}`),
    ).toEqual([]);
    expect(
      saidOf(`${CLUSTERS}${slack('      { environment: stg, services: [checkout], skills: [logs] }')}`),
    ).toEqual([]);
  });

  it('of a real cluster is refused for a wrong environment, and remarked on for a service that may be found there', () => {
    expect(saidOf(`${CLUSTERS}${slack('      { environment: dev }')}`)).toEqual([
      'coxswain.yaml:9: slack.channels.C0SHOP names the environment "dev", which does not exist; known here: staging.',
    ]);
    expect(saidOf(`${CLUSTERS}${slack('      { services: [chekout, ledger] }')}`)).toEqual([
      'coxswain.yaml:9: slack.channels.C0SHOP names the service "chekout", which services: does not list; that is right when a Deployment in your clusters has the label app.kubernetes.io/name=chekout. did you mean "checkout"?',
      'coxswain.yaml:9: slack.channels.C0SHOP names the service "ledger", which services: does not list; that is right when a Deployment in your clusters has the label app.kubernetes.io/name=ledger.',
    ]);
  });

  it('are all skills that there are', () => {
    expect(SKILL_IDS).toEqual(skills.map(({ id }) => id));
  });
});
