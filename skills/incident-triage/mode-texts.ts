import type { Mode } from './modes.js';

/** How one mode is told: `says` in writing, `speech` aloud where that differs, `step` what to do about it. */
export interface ModeText {
  readonly says: string;
  readonly speech?: string;
  readonly step: string;
}
export type ModeTexts = Readonly<Record<Mode, ModeText>>;
