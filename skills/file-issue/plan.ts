import { z } from 'zod';
import type { PlanDraft } from '../../src/contracts/operation.js';
import { refuse, type Refusal } from '../../src/contracts/outcome.js';
import type { SkillContext } from '../../src/contracts/skill.js';
import { leastGuarded } from '../shared/pipeline/place.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { issueBody, issueTitle } from './body.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { findSubject, type IssueSources, type Subject } from './subject.js';

export const issueData = z.object({
  repository: z.string(),
  marker: z.string(),
  title: z.string(),
  body: z.string(),
});
export type IssueData = z.infer<typeof issueData>;

export interface IssueSlots {
  readonly service?: string | undefined;
  readonly id?: number | undefined;
}
export type IssueContext = SkillContext<
  IssueSlots,
  'kubernetes' | 'catalogue' | 'history' | 'jenkins' | 'github'
>;

/** What is at hand, where its service's code is, and the issue as it would be written. Undone work is planned once. */
export async function planIssue(context: IssueContext, sources: IssueSources): Promise<PlanDraft | Refusal> {
  const { ports, person, operation: own } = context;
  // Planned again by the worker: the issue is the one that was shown, whatever happened meanwhile.
  if (own !== undefined) return own.plan;
  const subject = await findSubject(context, sources);
  if (subject.kind === 'refusal') return subject;
  const name = subject.kind === 'operation' ? subject.operation.plan.service : subject.service;
  const service = ports.catalogue.service(person.tenant, name);
  const where = `GitHub ${name}`;
  if (ports.github === undefined) return refuse('run_not_startable', { where, unconnected: 'GitHub' });
  const { repository } = service ?? {};
  const found = repository === undefined ? undefined : await ports.github.repository(repository);
  if (repository === undefined || found?.issues !== true || found.archived)
    return refuse('run_not_startable', { where, gone: repository ?? where });
  const environment = leastGuarded(ports.catalogue, person.tenant);
  if (environment === undefined) return refuse('unknown_environment', { environment: '' });
  return draft(context, subject, { name, repository, environment: environment.name });
}

function draft(
  { locale, person, clock }: IssueContext,
  subject: Subject,
  { name, repository, environment }: { name: string; repository: string; environment: string },
): PlanDraft {
  const voice = voiceOf({ en, ko }, locale);
  const { marker } = subject;
  const title = issueTitle(subject, voice);
  const body = issueBody(subject, person.display, clock.now(), voice);
  const what = subjectName(subject, voice);
  const data: IssueData = { repository, marker, title, body };
  return {
    ...{ skill: 'file-issue', service: name, environment, from: what, to: what, risk: 'low', warnings: [] },
    targets: [{ cluster: 'github', namespace: repository, kind: 'Issue', name: marker }],
    observed: { marker },
    data,
  };
}

function subjectName(subject: Subject, voice: Voice): string {
  switch (subject.kind) {
    case 'operation':
      return voice.text('subject.operation', { number: subject.operation.number });
    case 'run':
      return subject.run.label;
    case 'finding':
      return voice.text('subject.finding', { environment: subject.finding.place.environment.name });
  }
}
