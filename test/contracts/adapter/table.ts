import { ABILITIES, type AbilityName, type Capabilities } from '../../../src/contracts/adapter.js';

/** README.md's table of what each channel can do: a row an ability, a column a channel. */
export function capabilityTable(channels: Readonly<Record<string, Capabilities>>): string {
  const names = Object.keys(channels);
  const rows = Object.entries(ABILITIES).map(([ability, meaning]) => [
    meaning,
    ...Object.values(channels).map((can) => cell(can, ability)),
  ]);
  return [['', ...names], ['', ...names].map(() => '---'), ...rows]
    .map(
      (row) =>
        `|${row.map((each) => (each === '---' ? each : ` ${each} `.replace(/^ {2}$/, ' '))).join('|')}|`,
    )
    .join('\n');
}

function cell(can: Capabilities, ability: string): string {
  if (!isAbility(ability)) return '';
  const { has, how } = can[ability];
  return has ? `✓ ${how}` : `– ${how}`;
}

function isAbility(name: string): name is AbilityName {
  return name in ABILITIES;
}
