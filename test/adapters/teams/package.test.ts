import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { colorIcon, outlineIcon } from '../../../adapters/teams/icons.js';
import { SCOPES, teamsManifest, teamsPackage } from '../../../adapters/teams/manifest.js';

const choices = {
  appId: '99999999-9999-4999-8999-999999999999',
  website: 'https://ops.example.com/',
  developer: 'Ops',
};
const commands = Array.from({ length: 14 }, (_, index) => ({
  ...{ intent: `command-${index}`, usage: '', summary: 'does it '.repeat(30) },
}));

describe('the app package', () => {
  it('is a zip that an independent reader opens, with manifest and both icons', () => {
    const folder = mkdtempSync(join(tmpdir(), 'coxswain-package-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'app.zip');
    writeFileSync(file, teamsPackage(commands, choices));
    const script =
      'import sys, zipfile, json; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(json.dumps({n: z.read(n).hex() for n in z.namelist()}))';
    const read = z
      .record(z.string(), z.string())
      .parse(JSON.parse(execFileSync('python3', ['-c', script, file], { encoding: 'utf8' })));
    expect(Object.keys(read)).toEqual(['manifest.json', 'color.png', 'outline.png']);
    expect(JSON.parse(Buffer.from(read['manifest.json'] ?? '', 'hex').toString())).toEqual(
      teamsManifest(commands, choices),
    );
  });

  it('names the bot, its conversations and ten commands within their limits', () => {
    const { bots, id } = teamsManifest(commands, choices);
    expect(id).toBe(choices.appId);
    expect(bots[0]).toMatchObject({ botId: choices.appId, scopes: ['personal', 'groupChat', 'team'] });
    expect(bots[0]?.commandLists[0]?.commands).toHaveLength(10);
  });

  it.each([
    ['an id that is none', { appId: 'bot' }],
    ['a website without https', { website: 'http://ops.example.com' }],
    ['a name too long', { developer: 'x'.repeat(33) }],
  ])('is refused with %s', (_name, change) => {
    expect(() => teamsManifest(commands, { ...choices, ...change })).toThrow(z.ZodError);
  });

  it.each([
    ['color', colorIcon(), 192],
    ['outline', outlineIcon(), 32],
  ])('the %s icon is a picture of its size', (_name, icon, size) => {
    expect(icon.subarray(1, 4).toString()).toBe('PNG');
    expect([icon.readUInt32BE(16), icon.readUInt32BE(20)]).toEqual([size, size]);
    const length = icon.readUInt32BE(33);
    expect(inflateSync(icon.subarray(41, 41 + length))).toHaveLength(size * (size * 4 + 1));
  });

  it('the README explains every scope', () => {
    const readme = readFileSync('adapters/teams/README.md', 'utf8');
    for (const [scope, reason] of Object.entries(SCOPES))
      expect(readme).toContain(`| \`${scope}\` | ${reason} |`);
  });
});
