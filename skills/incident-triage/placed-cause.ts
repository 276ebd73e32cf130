import type { Place } from '../shared/places.js';
import type { Content } from './content.js';
import type { Judged } from './triage.js';

/** A cause and where it was found: the next action must name the place. */
export interface PlacedCause {
  readonly place: Place;
  readonly finding: Judged;
  /** What the blamed version brought, where that is known. */
  readonly content: Content | undefined;
}
