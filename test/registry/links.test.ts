import { expect, it } from 'vitest';
import { renderReply as slackBlocks } from '../../adapters/slack/render.js';
import { renderReply as terminalLines } from '../../adapters/terminal/index.js';
import { decorate } from '../../src/registry/decorate.js';
import { linksOf } from '../../src/registry/links.js';
import { aPlan, aReply } from '../fakes/drafts.js';
import { messageProblems } from '../fakes/slack-limits.js';

const templates = {
  cluster: 'https://dash.example.com/{cluster}/{namespace}/{name}',
  console: 'https://ops.example.com/operations/{number}',
};
const operation = { number: 42, plan: aPlan() };

it('an operation is linked to its own page and to each workload', () => {
  expect(linksOf(templates, operation, 'en')).toEqual([
    { label: 'Console', url: 'https://ops.example.com/operations/42' },
    { label: 'lab/shop-staging/checkout', url: 'https://dash.example.com/lab/shop-staging/checkout' },
  ]);
  expect(linksOf({}, operation, 'en')).toEqual([]);
});

it('names cannot leave their place in an address', () => {
  const plan = aPlan({ targets: [{ cluster: 'a/../b?x#', namespace: 'n', kind: 'Deployment', name: 'c' }] });
  const [link] = linksOf({ cluster: templates.cluster }, { number: 1, plan }, 'ko');
  expect(link?.url).toBe('https://dash.example.com/a%2F..%2Fb%3Fx%23/n/c');
});

it('replies about an operation carry them, and Slack and the terminal show them', () => {
  const about = {
    ...operation,
    status: 'running',
    skill: 'deploy',
    source: 'chat',
    approvalsNeeded: 0,
    approvedBy: [],
  } as const;
  const reply = decorate(aReply('Deploying'), { sandbox: false, operation: about, links: templates });
  const { text, blocks } = slackBlocks(reply);
  expect(messageProblems({ text, blocks })).toEqual([]);
  expect(JSON.stringify(blocks)).toContain('<https://ops.example.com/operations/42|Console>');
  expect(terminalLines(reply, { colors: false, fancy: false, width: 80 }).join('\n')).toContain(
    'Console: https://ops.example.com/operations/42',
  );
  expect(decorate(aReply('Hello'), { sandbox: false, links: templates }).links).toBeUndefined();
});
