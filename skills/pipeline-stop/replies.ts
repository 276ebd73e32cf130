import { actionReplies } from '../shared/pipeline/replies.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';

/** As every write on a pipeline is told, in this skill's words. */
export const replies = actionReplies({ en, ko });
