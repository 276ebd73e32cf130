import type { Locale } from '../../src/contracts/message.js';
import type { TextParams } from '../../src/contracts/outcome.js';
import { fill } from '../../src/contracts/phrasing.js';
import type { SkillPhrases } from '../../src/contracts/skill.js';
import type { ModeText } from './mode-texts.js';
import type { NextStep } from './finding.js';
import { modesEn } from './modes.en.js';
import { modesKo } from './modes.ko.js';
import type { Judged } from './triage.js';

function textOf({ mode }: Judged, locale: Locale): ModeText {
  return (locale === 'ko' ? modesKo : modesEn)[mode];
}

function paramsOf({ object, service, params }: Judged): TextParams {
  const who = service ?? `${object.kind} ${object.name}`;
  return { kind: object.kind, name: object.name, ...params, who };
}

/** One line without a full stop: what is wrong, with the names that matter. */
export function causeText(finding: Judged, locale: Locale): string {
  return tidy(fill(textOf(finding, locale).says, paramsOf(finding), locale));
}
export function causeSpeech(finding: Judged, locale: Locale): string {
  const { says, speech = says } = textOf(finding, locale);
  return tidy(fill(speech, paramsOf(finding), locale));
}
/** What to do about it, in words. */
export function stepText(finding: Judged, locale: Locale): string {
  return fill(textOf(finding, locale).step, paramsOf(finding), locale);
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
