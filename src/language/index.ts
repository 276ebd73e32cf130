export { createEngine } from './engine.js';
export type { Engine } from './engine.js';
export { BUILT_IN_INTENTS } from './intents.js';
export { MAX_LENGTH } from './normalize.js';
export { parseLine } from './parse.js';
