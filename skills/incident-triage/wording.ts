import type { Locale } from '../../src/contracts/message.js';
import type { TextParams } from '../../src/contracts/outcome.js';
import { fill } from '../../src/contracts/phrasing.js';
import type { SkillPhrases } from '../../src/contracts/skill.js';
import type { ModeText } from './mode-texts.js';
import type { Finding, NextStep } from './finding.js';
import { modesEn } from './modes.en.js';
import { modesKo } from './modes.ko.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { Change } from './what-changed.js';

function textOf({ mode }: Finding, locale: Locale): ModeText {
  return (locale === 'ko' ? modesKo : modesEn)[mode];
}

function paramsOf({ object, service, params }: Finding): TextParams {
  const who = service ?? `${object.kind} ${object.name}`;
  return { kind: object.kind, name: object.name, ...params, who };
}

/** One line without a full stop: what is wrong, with the names that matter. */
export function causeText(finding: Finding, locale: Locale): string {
  return tidy(fill(textOf(finding, locale).says, paramsOf(finding), locale));
}
/** As {@link causeText}, short enough to be heard. */
export function causeSpeech(finding: Finding, locale: Locale): string {
  const { says, speech = says } = textOf(finding, locale);
  return tidy(fill(speech, paramsOf(finding), locale));
}
/** As {@link causeText}, to begin a sentence with: a name keeps its small letter. */
export function causeSentence(finding: Finding, locale: Locale): string {
  const text = causeText(finding, locale);
  return textOf(finding, locale).says.startsWith('{')
    ? text
    : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
/** What to do about it, as a sentence without its full stop. */
export function stepText(finding: Finding, locale: Locale): string {
  return fill(textOf(finding, locale).step, paramsOf(finding), locale);
}

/** As {@link stepText}, as one sentence: what comes behind a semicolon or a full stop is for eyes. */
export function spokenStep(finding: Finding, locale: Locale): string {
  return stepText(finding, locale).split(/[;.]/)[0] ?? '';
}
/** What a change changed, by which operation of this bot, and who did it. */
export function changeText({ kind, said, operation, who }: Change, locale: Locale): string {
  const { replies } = locale === 'ko' ? ko : en;
  const say = (key: string, params: TextParams): string => fill(replies[key] ?? key, params, locale);
  const parts = said.map(({ key, params = {} }) => say(key, params)).join(', ');
  const what = operation === undefined ? parts : say('numbered_change', { what: parts, number: operation });
  if (who === undefined) return what;
  if (operation !== undefined) return say('by', { what, who });
  return say(kind === 'revision' || kind === 'restart' ? 'by_cause' : 'by_program', { what, who });
}

/** A value that is empty leaves a gap. */
function tidy(text: string): string {
  return text
    .replace(/ ?\(\)/g, '')
    .replace(/\s+/g, ' ')
    .replace(/ ([:,])/g, '$1')
    .trim();
}

/** The sentence that takes a step when typed or said; the command itself where it is done by hand. */
export function sayStep(step: NextStep, environment: string, phrases: SkillPhrases, locale: Locale): string {
  if (step.kind === 'kubectl') return step.command;
  const replicas = step.kind === 'scale' ? { replicas: step.replicas } : {};
  return fill(
    phrases.replies[`say_${step.kind}`] ?? '',
    { service: step.service, environment, ...replicas },
    locale,
  );
}
