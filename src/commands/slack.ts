import { stringify } from 'yaml';
import { slackManifest } from '../../adapters/slack/manifest.js';
import { skills } from '../../skills/index.js';
import { createRegistry } from '../registry/index.js';
import { commandHints } from '../registry/usage.js';
import { EXIT } from './exit-codes.js';
import type { Io } from './io.js';

export interface ManifestOptions {
  readonly command: string;
  readonly url?: string;
}

/** `coxswain slack manifest`: the app manifest with this bot's commands, to be pasted at api.slack.com. Returns the exit code. */
export function printManifest(io: Pick<Io, 'stdout'>, options: ManifestOptions): number {
  io.stdout.write(manifestYaml(options));
  return EXIT.succeeded;
}

/** What config/slack-manifest.yaml holds when it is of now. */
export function manifestYaml(options: ManifestOptions): string {
  const commands = commandHints(createRegistry(skills).skills(), 'en');
  return `# Made by "coxswain slack manifest"; change the skills, not this file.\n${stringify(slackManifest(commands, options), { singleQuote: true, lineWidth: 0 })}`;
}
