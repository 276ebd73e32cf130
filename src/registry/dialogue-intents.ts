/** Intents that are stages of the pipeline and belong to no skill. */
const DIALOGUE_INTENTS = [
  'confirm-yes',
  'confirm-no',
  'confirm-code',
  'approve',
  'reject',
  'cancel',
  'repeat',
] as const;
export type DialogueIntent = (typeof DIALOGUE_INTENTS)[number];

export function isDialogueIntent(intent: string): intent is DialogueIntent {
  return DIALOGUE_INTENTS.some((known) => known === intent);
}
