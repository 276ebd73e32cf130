import type { Detector } from './detector.js';
import { pullFailures } from './image-pull.js';

export const imageUnauthorized: Detector = (world) => pullFailures(world, 'ImageUnauthorized');
