import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { capabilities as slack } from '../../../adapters/slack/capabilities.js';
import { capabilities as teams } from '../../../adapters/teams/capabilities.js';
import { capabilities as terminal } from '../../../adapters/terminal/capabilities.js';
import { capabilities as voice } from '../../../adapters/voice/capabilities.js';
import type { Capabilities } from '../../../src/contracts/adapter.js';
import { capabilityTable } from './table.js';

/** Every channel, by its folder, in the order of README's columns. */
const CHANNELS: Readonly<Record<string, Capabilities>> = { slack, teams, terminal, voice };

it('every adapter has its column [CHANNELS-1]', () => {
  const folders = readdirSync('adapters', { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
    .map(({ name }) => name);
  expect(Object.keys(CHANNELS).toSorted()).toEqual(folders.toSorted());
});

it('README shows what each channel can do, as the adapters say it themselves [CHANNELS-1]', () => {
  const named = Object.fromEntries(
    Object.entries(CHANNELS).map(([id, can]) => [`${id.charAt(0).toUpperCase()}${id.slice(1)}`, can]),
  );
  expect(readFileSync('README.md', 'utf8')).toContain(capabilityTable(named));
});
