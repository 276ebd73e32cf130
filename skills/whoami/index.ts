import { z } from 'zod';
import { readSkill } from '../../src/contracts/skill.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import { whoamiReply } from './replies.js';
import { readWhoami } from './run.js';

/** Who the bot takes you for, what you may do, and how to become known. */
export const whoami = readSkill({
  id: 'whoami',
  effect: 'read',
  permission: 'anyone',
  ports: ['catalogue'],
  parameters: z.object({}),
  phrases: { en, ko },
  read: ({ ports, person, locale }) =>
    Promise.resolve(whoamiReply(readWhoami(ports.catalogue, person), locale)),
});
