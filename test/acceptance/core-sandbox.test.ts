import { coreSuite } from './core.js';
import { sandboxStage } from './stage/sandbox.js';

coreSuite('on the sandbox', 'CORE-2, CORE-3, CORE-5, CORE-6', sandboxStage);
