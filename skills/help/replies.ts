import type { Locale } from '../../src/contracts/message.js';
import type { ReplyBlock, ReplyDraft } from '../../src/contracts/reply.js';
import type { SkillSummary } from '../../src/contracts/skill.js';
import { voiceOf, type Voice } from '../shared/voice.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { HelpPlan } from './plan.js';

/** Examples that are said aloud: more is a lecture. */
const SPOKEN = 3;

export function helpReply(plan: HelpPlan, locale: Locale): ReplyDraft {
  const voice = voiceOf({ en, ko }, locale);
  return plan.kind === 'one' ? aboutOne(plan.skill, voice) : aboutAll(plan, voice);
}

function aboutAll(plan: Exclude<HelpPlan, { kind: 'one' }>, voice: Voice): ReplyDraft {
  const { locale } = voice;
  const examples = plan.skills.slice(0, SPOKEN).map((skill) => exampleOf(skill, locale));
  const params = { wanted: plan.kind === 'unknown' ? plan.wanted : '', examples };
  return {
    code: 'answered',
    locale,
    tone: 'info',
    title: voice.text(plan.kind, params),
    blocks: [
      {
        kind: 'table',
        columns: ['command', 'summary', 'example'].map((name) => voice.text(`column_${name}`)),
        rows: plan.skills.map((skill) => [skill.id, skill.phrases[locale].summary, exampleOf(skill, locale)]),
      },
      { kind: 'text', text: voice.text('any_time') },
    ],
    speech: voice.speech(plan.kind, params),
    visibility: 'asker',
  };
}

function aboutOne(skill: SkillSummary, voice: Voice): ReplyDraft {
  const { locale } = voice;
  const { summary, cues, examples } = skill.phrases[locale];
  const params = { id: skill.id, summary, cues, example: exampleOf(skill, locale) };
  const blocks: ReplyBlock[] = [
    { kind: 'text', text: voice.text('example') },
    { kind: 'code', text: examples.map(({ say }) => say).join('\n') },
    { kind: 'text', text: voice.text('words', params) },
  ];
  if (skill.effect !== 'dialogue') blocks.push({ kind: 'text', text: voice.text(`effect_${skill.effect}`) });
  return {
    code: 'answered',
    locale,
    tone: 'info',
    title: voice.text('one', params),
    blocks,
    speech: voice.speech('one', params),
    visibility: 'asker',
  };
}

function exampleOf({ id, phrases }: SkillSummary, locale: Locale): string {
  return phrases[locale].examples[0]?.say ?? id;
}
