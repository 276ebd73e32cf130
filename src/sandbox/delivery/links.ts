import type { Cluster } from '../cluster.js';
import type { Build } from './state.js';

/** What a build that ended means for the rest of the world. */
export function buildEnded(_cluster: Cluster, _build: Build): void {
  // GitHub learns of it here.
}
