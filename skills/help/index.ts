import { z } from 'zod';
import { readSkill } from '../../src/contracts/skill.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { helpReply } from './replies.js';
import { readHelp } from './run.js';

/** What the bot can do, generated from the declared skills; with `intent`, one command in detail. */
export const help = readSkill({
  id: 'help',
  effect: 'read',
  permission: 'anyone',
  ports: ['registry'],
  parameters: z.object({ intent: z.string().optional() }),
  phrases: { en, ko },
  read: ({ ports, slots, locale }) =>
    Promise.resolve(helpReply(readHelp(ports.registry, slots.intent), locale)),
});
