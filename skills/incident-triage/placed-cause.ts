import type { Place } from '../shared/places.js';
import type { Background } from './background.js';
import type { Judged } from './triage.js';

/** A cause and where it was found: the next action must name the place. */
export interface PlacedCause {
  readonly place: Place;
  readonly finding: Judged;
  /** What the blamed version brought and what built it, where that is known. */
  readonly background: Background | undefined;
}
