import type { IntentDeclaration, IntentEffect, SlotDeclaration } from '../contracts/command.js';
import { EN_CUES } from './en/intents.js';
import { KO_CUES } from './ko/intents.js';

/** `name` is a required slot, `name?` one that may be left out. */
type SlotNote = string;

/** Effect and slots of every intent; what people say is in `en/intents.ts` and `ko/intents.ts`. */
const SHAPES: Readonly<Record<string, readonly [effect: IntentEffect, ...slots: readonly SlotNote[]]>> = {
  deploy: ['write', 'service', 'environment', 'version', 'strategy?', 'reason?'],
  rollback: ['write', 'service', 'environment', 'version?'],
  scale: ['write', 'service', 'environment', 'replicas'],
  restart: ['write', 'service', 'environment'],
  triage: ['read', 'service?', 'environment?'],
  status: ['read', 'service?', 'environment?'],
  'version-query': ['read', 'service', 'environment?'],
  'replica-query': ['read', 'service', 'environment?'],
  'pipeline-status': ['read', 'service?', 'environment?', 'branch?', 'standing?'],
  'pipeline-run': ['write', 'service', 'branch?'],
  changes: ['read', 'service?', 'environment?', 'since?'],
  logs: ['read', 'service', 'environment?'],
  metrics: ['read', 'service', 'environment?', 'window?'],
  incidents: ['read', 'environment?', 'id?'],
  ack: ['write', 'environment?', 'id?'],
  oncall: ['read', 'service'],
  page: ['write', 'service'],
  digest: ['read', 'environment?', 'window?'],
  approve: ['dialogue', 'id?', 'service?'],
  reject: ['dialogue', 'id?', 'service?'],
  cancel: ['dialogue', 'id?', 'service?', 'environment?', 'then?'],
  'confirm-yes': ['dialogue', 'environment?', 'act?', 'code?'],
  'confirm-no': ['dialogue'],
  'confirm-code': ['dialogue', 'code'],
  resume: ['write', 'id?', 'service?', 'environment?'],
  'file-issue': ['write', 'service?', 'id?'],
  jobs: ['read', 'person?', 'intent?'],
  whoami: ['read', 'person?', 'intent?'],
  policy: ['read', 'person?', 'intent?', 'service?', 'environment?'],
  lock: ['setting', 'service?', 'environment', 'reason?', 'duration?'],
  unlock: ['setting', 'service?', 'environment', 'reason?', 'duration?'],
  declare: ['setting', 'service?', 'environment?', 'reason?'],
  resolve: ['setting', 'id?', 'service?', 'environment?'],
  mute: ['setting', 'service?', 'environment?', 'duration?'],
  notify: ['setting', 'service?', 'environment?'],
  schedule: ['setting', 'service?', 'environment?'],
  more: ['dialogue'],
  help: ['read', 'intent?'],
  repeat: ['dialogue'],
};

function slotOf(note: SlotNote): SlotDeclaration {
  const required = !note.endsWith('?');
  const name = required ? note : note.slice(0, -1);
  return name === 'strategy'
    ? { name, required, values: ['rolling', 'canary', 'blue-green'] }
    : { name, required };
}

/** The built-in set of spec'd intents. Skills add to it, and their own declaration of the same id wins. */
export const BUILT_IN_INTENTS: readonly IntentDeclaration[] = Object.entries(SHAPES).map(
  ([id, [effect, ...slots]]) => ({
    id,
    effect,
    slots: slots.map(slotOf),
    cues: { en: EN_CUES[id] ?? [], ko: KO_CUES[id] ?? [] },
  }),
);
