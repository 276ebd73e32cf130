import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Understanding } from '../../src/contracts/command.js';
import { NO_CONTEXT } from '../../src/contracts/command.js';
import { BUILT_IN_INTENTS, createEngine } from '../../src/language/index.js';
import { createRegistry } from '../../src/registry/index.js';
import { skills } from '../../skills/index.js';
import { SHOP_NAMES } from '../fixtures/catalogue.js';

/** As the product has it: the built-in intents with what the skills add. */
const intents = createRegistry(skills).intents();
const engine = createEngine({ intents, names: () => SHOP_NAMES });
const CHANGING = new Set(['approve', 'reject', 'confirm-yes', 'confirm-code', 'resume']);
for (const { id, effect } of [...BUILT_IN_INTENTS, ...intents])
  if (effect !== 'read' && effect !== 'dialogue') CHANGING.add(id);

interface Said {
  readonly by: 'chat' | 'voice';
  readonly text: string;
  readonly wanted: string;
}
interface Section {
  readonly title: string;
  readonly said: Said[];
}

function sectionsOf(file: string): readonly Section[] {
  const sections: Section[] = [];
  const lines = readFileSync(new URL(`../fixtures/language/${file}`, import.meta.url), 'utf8').split('\n');
  for (const line of lines) {
    if (line.startsWith('## ')) sections.push({ title: line.slice(3), said: [] });
    const [, by, text, wanted] = /^(chat|voice): (.*) => ([^>]+)$/u.exec(line) ?? [];
    if (text === undefined || wanted === undefined) continue;
    sections.at(-1)?.said.push({ by: by === 'voice' ? 'voice' : 'chat', text: unescaped(text), wanted });
  }
  return sections;
}

function unescaped(text: string): string {
  return text
    .replaceAll(String.raw`\n`, '\n')
    .replaceAll(String.raw`\r`, '\r')
    .replace(/\\u([0-9a-f]{4})/gu, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** The meaning in the words of the fixture, as closely as the expectation looks. */
function seenAs(meaning: Understanding, wanted: string): string {
  const { decision, intent, slots } = meaning;
  if (wanted === 'not-acted' && decision !== 'act') return wanted;
  if (wanted === 'not-written' && !(decision === 'act' && CHANGING.has(intent))) return wanted;
  if (decision === 'ask')
    return `ask ${intent} ${'slot' in meaning.ask ? meaning.ask.slot : meaning.ask.intents.join('|')}`;
  if (decision === 'reject') return `reject ${intent} ${meaning.reason}`;
  if (decision === 'ignore') return 'ignore';
  const said = Object.entries(slots).map(([name, value]) => `${name}=${quoted(String(value))}`);
  return ['act', intent, ...inOrder(said)].join(' ');
}

function quoted(value: string): string {
  return value.includes(' ') ? `"${value}"` : value;
}

/** Slots may be written in any order. */
function inOrder(slots: readonly string[]): readonly string[] {
  return [...slots].sort((a, b) => a.localeCompare(b));
}

function normal(wanted: string): string {
  const [decision, intent, ...slots] = wanted.match(/(?:[^\s"]|"[^"]*")+/gu) ?? [];
  return decision === 'act' ? [decision, intent, ...inOrder(slots)].join(' ') : wanted;
}

describe.each(['said.en.txt', 'said.ko.txt'])('%s', (file) => {
  describe.each(sectionsOf(file).map((section) => [section.title, section] as const))(
    '%s',
    (_title, section) => {
      it.each(section.said.map((said) => [`${said.by}: ${said.text} => ${said.wanted}`, said] as const))(
        '%s',
        (_line, { by, text, wanted }) => {
          const meaning = engine.understand({ text, alternatives: [], source: by }, NO_CONTEXT);
          expect(seenAs(meaning, wanted)).toBe(normal(wanted));
        },
      );
    },
  );
});
