import { slackSchema, slackVariables } from '../../adapters/slack/config.js';
import { slackKorean } from '../../adapters/slack/config.ko.js';
import { teamsSchema, teamsVariables } from '../../adapters/teams/config.js';
import { teamsKorean } from '../../adapters/teams/config.ko.js';
import { terminalKorean, terminalSchema } from '../../adapters/terminal/config.js';
import { voiceSchema, voiceTokens } from '../../adapters/voice/config.js';
import { voiceKorean } from '../../adapters/voice/config.ko.js';
import { loadConfiguration, type Configuration, type Sections } from '../../config/index.js';
import { SKILL_IDS } from '../../skills/ids.js';
import { skillKorean, skillSettings } from '../../skills/settings.js';
import { githubKorean } from '../integrations/github/config.ko.js';
import { githubSchema, githubVariables } from '../integrations/github/config.js';
import { jenkinsKorean } from '../integrations/jenkins/config.ko.js';
import { jenkinsSchema, jenkinsVariables } from '../integrations/jenkins/config.js';
import { imagesKorean } from '../integrations/registry/config.ko.js';
import { imagesSchema, imagesVariables } from '../integrations/registry/config.js';
import { sandboxCatalogue } from '../sandbox/catalogue.js';
import { schedulesKorean, schedulesSchema } from '../schedule/config.js';
import type { Locale } from '../contracts/message.js';
import type { Io } from './io.js';

/** What adapters and skills add to the file. Only their schemas are loaded here, not what they run with. */
export const SECTIONS: Sections = {
  slack: { schema: slackSchema, chat: true, variables: slackVariables, korean: slackKorean },
  teams: { schema: teamsSchema, chat: true, variables: teamsVariables, korean: teamsKorean },
  terminal: { schema: terminalSchema, korean: terminalKorean },
  voice: { schema: voiceSchema, chat: true, complete: voiceTokens, korean: voiceKorean },
  github: { schema: githubSchema, outside: true, variables: githubVariables, korean: githubKorean },
  jenkins: { schema: jenkinsSchema, outside: true, variables: jenkinsVariables, korean: jenkinsKorean },
  images: { schema: imagesSchema, outside: true, variables: imagesVariables, korean: imagesKorean },
  skills: { schema: skillSettings, korean: skillKorean },
  schedules: { schema: schedulesSchema, korean: schedulesKorean },
};

/** What channels may be bound to, beside what the file names itself. */
const NAMES = { skills: SKILL_IDS, sandbox: sandboxCatalogue };

/**
 * The configuration of this process. Throws ConfigurationError with every problem at once, in the language that the
 * command was given, if it was.
 */
export function configurationOf(io: Pick<Io, 'cwd' | 'env'>, locale?: Locale): Configuration {
  return loadConfiguration({ cwd: io.cwd, env: io.env, sections: SECTIONS, names: NAMES, locale });
}
