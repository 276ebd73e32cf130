import type { Detector } from './detector.js';
import { pullFailures } from './image-pull.js';

export const imageNotFound: Detector = (world) => pullFailures(world, 'ImageNotFound');
