import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createKubernetes } from '../../../src/integrations/kubernetes/index.js';
import { sandboxCatalogue } from '../../../src/sandbox/index.js';
import { gather } from '../../../skills/incident-triage/gather.js';
import { jsonReport, type JsonReport } from '../../../skills/incident-triage/report.js';
import { examine } from '../../../skills/incident-triage/triage.js';
import { eventually, givenSandbox, pods, realClock, silent, type Given } from '../../sandbox/world.js';
import { DEV, PLAYED, type Played, type Step } from './played.js';

const MERGE = 'application/strategic-merge-patch+json';
const JSON_MERGE = 'application/merge-patch+json';

async function take({ api }: Given, step: Step): Promise<void> {
  if ('deploy' in step) {
    const path = `/apis/apps/v1/namespaces/${DEV}/deployments/${step.deploy}`;
    const containers = [{ name: step.deploy, image: step.image }];
    await must(
      api.send('PATCH', path, { body: { spec: { template: { spec: { containers } } } }, type: MERGE }),
    );
  } else if ('patch' in step) {
    const type = step.patch.includes('/deployments/') ? MERGE : JSON_MERGE;
    await must(api.send('PATCH', step.patch, { body: step.with, type }));
  } else if ('apply' in step)
    await must(api.send('POST', '/sandbox/apply', { body: { objects: step.apply } }));
  else if ('behaves' in step)
    await must(api.send('POST', '/sandbox/behaviour', { body: { image: step.behaves, behaviour: step.as } }));
  else await restart(api, step.restart);
}

async function restart(api: Given['api'], service: string): Promise<void> {
  const { body } = await api.send('GET', pods(DEV));
  for (const { metadata } of body.items ?? [])
    if (metadata.name.startsWith(`${service}-`))
      await must(api.send('DELETE', `${pods(DEV)}/${metadata.name}`));
}

async function must(sent: ReturnType<Given['api']['send']>): Promise<void> {
  const { status, body } = await sent;
  if (status >= 300) throw new Error(`${status}: ${JSON.stringify(body).slice(0, 300)}`);
}

const causesOf = ({ findings }: JsonReport) => findings.filter(({ role }) => role === 'cause');
const tell = (report: JsonReport) =>
  causesOf(report).map(({ mode, service, object }) => [mode, service ?? object.name]);

describe.each(Object.entries(PLAYED))('%s, played in the sandbox [TRIAGE-3]', (_name, incident: Played) => {
  let given: Given;
  let report: JsonReport;

  beforeAll(async () => {
    given = await givenSandbox();
    const kubeconfig = { yaml: given.sandbox.kubeconfig() };
    const kubernetes = createKubernetes({ kubeconfig, clock: realClock, log: silent });
    const environment = sandboxCatalogue.environments.find(({ name }) => name === 'dev');
    const [target] = environment?.targets ?? [];
    if (environment === undefined || target === undefined) throw new Error('the sandbox has no dev');
    const look = async (): Promise<JsonReport> =>
      jsonReport(
        examine(await gather(kubernetes, { environment, target }, { now: Date.now(), secrets: false })),
        'en',
      );
    expect(tell(await look())).toEqual([]);
    for (const step of incident.steps) await take(given, step);
    const expected = JSON.stringify(incident.causes);
    report = await eventually(
      look,
      (seen) => {
        const symptoms = new Set(
          seen.findings.filter(({ role }) => role === 'symptom').map(({ mode }) => mode),
        );
        return (
          JSON.stringify(tell(seen)) === expected &&
          (incident.symptoms ?? []).every((mode) => symptoms.has(mode))
        );
      },
      45_000,
    );
  });
  afterAll(() => given.cleanUp());

  it('names the right cause first, and no other', () => {
    expect(tell(report)).toEqual(incident.causes);
  });

  it('explains every symptom by a cause', () => {
    const explained = new Set(
      causesOf(report).flatMap(({ explains }) =>
        explains.map(({ mode, object }) => `${mode} ${object.name}`),
      ),
    );
    for (const { mode, object, role } of report.findings)
      if (role === 'symptom') expect(explained).toContain(`${mode} ${object.name}`);
  });

  const { change, next } = incident;
  if (change !== undefined)
    it(change === null ? 'blames no change' : `says what changed: ${change}`, () => {
      const what = causesOf(report)[0]?.change?.what ?? null;
      if (change === null) expect(what).toBeNull();
      else expect(what).toContain(change);
    });
  if (next !== undefined)
    it(`offers “${next}”`, () => {
      expect(causesOf(report)[0]?.next[0]?.say).toContain(next);
    });
});
