import { maskSecrets } from '../../src/contracts/masking.js';
import type { Evidence } from '../../src/contracts/operation.js';
import type { Voice } from '../shared/voice.js';
import type { FailedRun, Subject } from './subject.js';

/** Longer quotations are cut: an issue is no log. */
const QUOTED = 2_000;
const QUOTES = 10;
const TITLE = 120;

/** What people read of the subject in one line: an issue's title. */
export function issueTitle(subject: Subject, voice: Voice): string {
  const line = subjectLine(subject, voice).replace(/\s+/g, ' ').trim();
  return maskSecrets(line).slice(0, TITLE);
}

function subjectLine(subject: Subject, voice: Voice): string {
  if (subject.kind === 'finding') {
    const { place, text } = subject.finding;
    const environment = place.environment.name;
    return voice.text('issue.finding', { service: subject.service, environment, text: text(voice.locale) });
  }
  if (subject.kind === 'run') {
    const { label: run, where } = subject.run;
    const key = where === undefined ? 'issue.run' : 'issue.run_in';
    return voice.text(key, { service: subject.service, run, where: where ?? '' });
  }
  const { number, skill, plan } = subject.operation;
  const { service, environment } = plan;
  return voice.text('issue.operation', { number, skill, service, environment });
}

/** What happened, by whom, when, and the proof, as Markdown. `now`: epoch milliseconds. Every secret is masked. */
export function issueBody(subject: Subject, asker: string, now: number, voice: Voice): string {
  const quotes = evidenceOf(subject, voice).slice(0, QUOTES).map(quoted);
  const parts = [
    ...facts(subject, now, voice),
    ...(quotes.length === 0 ? [] : [`### ${voice.text('issue.evidence')}`, ...quotes]),
    `_${inert(voice.text('issue.footer', { asker }))}_`,
  ];
  return maskSecrets(parts.join('\n\n'));
}

function evidenceOf(subject: Subject, voice: Voice): readonly Evidence[] {
  if (subject.kind === 'operation') return subject.operation.evidence;
  if (subject.kind === 'finding') return subject.finding.evidence;
  const { where, label, lines, tests } = subject.run;
  const log = lines.length === 0 ? [] : [{ object: where ?? label, text: lines.join('\n') }];
  const failed = tests.map(({ suite, name, message }) => {
    return { object: voice.text('issue.test', { suite, name }), text: message };
  });
  return [...log, ...failed];
}

function facts(subject: Subject, now: number, voice: Voice): readonly string[] {
  const line = inert(subjectLine(subject, voice));
  if (subject.kind === 'finding')
    return [line, voice.text('issue.found', { at: new Date(now).toISOString() })];
  if (subject.kind === 'run') return [line, runLines(subject.run, voice)];
  const { plan, createdAt, actor, person, outcomes, code } = subject.operation;
  const at = new Date(createdAt).toISOString();
  const outcome = outcomes
    .map(({ detail, code: each }) => detail ?? each)
    .find((each) => each !== 'succeeded');
  return [
    line,
    inert(voice.text('issue.by', { asker: actor.display ?? person, at })),
    voice.text('issue.change', { from: plan.from, to: plan.to, outcome: outcome ?? code }),
  ];
}

/** What is known of the run, a line each, and its page. */
function runLines({ branch, commit, author, at, url }: FailedRun, voice: Voice): string {
  const known = { branch, commit, author, ended: new Date(at).toISOString(), link: url };
  return Object.entries(known)
    .flatMap(([name, value]) =>
      value === undefined ? [] : [`- ${voice.text(`issue.${name}`)}: ${inert(value)}`],
    )
    .join('\n');
}

/** Nobody is notified and nothing is rendered by what a name or a message happens to contain. */
function inert(text: string): string {
  return text.replace(/@/g, '@\u200b').replace(/[<>]/g, (sign) => (sign === '<' ? '&lt;' : '&gt;'));
}

/** Verbatim, in a fence that the text itself can't close. */
function quoted({ object, text }: Evidence): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `**${inert(object)}**\n${fence}text\n${text.slice(0, QUOTED)}\n${fence}`;
}
