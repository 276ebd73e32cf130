import type { Detector } from './detector.js';
import { pullFailures } from './image-pull.js';

export const registryUnreachable: Detector = (world) => pullFailures(world, 'RegistryUnreachable');
