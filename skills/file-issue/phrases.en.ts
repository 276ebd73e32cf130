import type { SkillPhrases } from '../../src/contracts/skill.js';
import { writeRepliesEn, writeSpeechEn } from '../shared/write-phrases.en.js';

export const en: SkillPhrases = {
  summary: 'file the failure, operation or finding at hand as a GitHub issue, with its evidence',
  cues: ['file an issue', 'open a ticket', 'file this as an issue'],
  examples: [
    { say: 'file an issue for checkout', means: { service: 'checkout' } },
    { say: 'file an issue for #42', means: { id: 42 } },
    { say: 'open a ticket for this', means: {} },
  ],
  replies: {
    ...writeRepliesEn,
    nothing_pending: 'There is no failure or finding at hand. Name an operation: “file an issue for #42”.',
    'plan.title': 'File an issue about {from} in {repository}?',
    'plan.issue': 'Its title: {title}',
    'progress.title': 'Filing an issue about {from}',
    'ending.succeeded': 'The issue about {from} is filed.',
    'ending.filed': 'Issue #{issue} about {from} is filed: {url}',
    'ending.found': 'There is an issue about {from} already: #{issue}, {url}',
    'ending.failed': 'The issue about {from} could not be filed: {reason}.',
    'ending.rolled_back': 'The issue about {from} could not be filed: {reason}. {back}',
    'ending.rolled_back_somewhere': 'The issue about {from} could not be filed: {reason}.',
    'issue.operation': 'Operation #{number}: {skill} of {service} in {environment}',
    'issue.finding': '{service} in {environment}: {text}',
    'issue.by': 'Asked for by {asker}, at {at}.',
    'issue.change': 'Change: {from} → {to}. Outcome: {outcome}.',
    'issue.found': 'Found by Coxswain at {at}.',
    'issue.evidence': 'Evidence',
    'issue.footer': 'Filed by Coxswain for {asker}. Secrets are masked.',
    'subject.operation': 'operation #{number}',
    'subject.finding': 'the finding in {environment}',
  },
  speech: {
    ...writeSpeechEn,
    'ending.filed': 'Issue {issue} is filed.',
    'ending.found': 'There is an issue already, number {issue}.',
  },
};
