import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { teamsPackage } from '../../adapters/teams/manifest.js';
import { skills } from '../../skills/index.js';
import { createRegistry } from '../registry/index.js';
import { commandHints } from '../registry/usage.js';
import { EXIT } from './exit-codes.js';
import type { Io } from './io.js';

export interface PackageOptions {
  readonly appId?: string;
  readonly website: string;
  readonly developer: string;
  readonly out: string;
}

/** `coxswain teams package`: writes the app package with this bot's commands, to be uploaded to Teams. Returns the exit code. */
export function writePackage(
  io: Pick<Io, 'cwd' | 'env' | 'stdout' | 'stderr'>,
  { appId = io.env['MICROSOFT_APP_ID'], website, developer, out }: PackageOptions,
): number {
  if (!z.guid().safeParse(appId).success || appId === undefined) {
    io.stderr.write("The bot's application ID is needed, a GUID: --app-id, or MICROSOFT_APP_ID.\n");
    return EXIT.usage;
  }
  if (!z.url({ protocol: /^https$/ }).safeParse(website).success || developer.length > 32) {
    io.stderr.write(
      '--website must be an address that begins with https://, --developer a name of at most 32 letters.\n',
    );
    return EXIT.usage;
  }
  const commands = commandHints(createRegistry(skills).skills(), 'en');
  const file = resolve(io.cwd, out);
  writeFileSync(file, teamsPackage(commands, { appId, website, developer }));
  io.stdout.write(`${file}\nUpload it in Teams: Apps → Manage your apps → Upload an app.\n`);
  return EXIT.succeeded;
}
