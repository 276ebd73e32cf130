import type { Detected } from '../finding.js';
import type { World } from '../world.js';

/** Looks for one mode in the whole world. Pure; reports nothing without proof. */
export type Detector = (world: World) => readonly Detected[];
