import { z } from 'zod';
import { deploySettings } from './deploy/settings.js';
import { triageSettings } from './incident-triage/settings.js';

/** The skills' section of the configuration; every value has a default. */
export const skillSettings = z.strictObject(
  { deploy: deploySettings.prefault({}), triage: triageSettings.prefault({}) },
  { error: 'a section such as { deploy: { onFailure: leave } }' },
);
export type SkillSettings = z.infer<typeof skillSettings>;

/** What its values must be, in Korean as the object of "적어 주세요", by the schemas' words. */
export const skillKorean = {
  'a section such as { deploy: { onFailure: leave } }': '{ deploy: { onFailure: leave } } 같은 항목을',
  'rollback or leave': 'rollback이나 leave를',
  'required or ignored': 'required나 ignored를',
} as const;
