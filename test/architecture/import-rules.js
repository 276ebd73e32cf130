/**
 * DESIGN's import table as dependency-cruiser rules. Each has a planted violation in ./planted that proves it can
 * fail (import-rules.test.ts). `$1` is the folder that `from` captured.
 */
const SDK_HOMES = [
  ['slack-sdk', '^(adapters/slack)/', '@slack/[^/]+'],
  ['botbuilder', '^(adapters/teams)/', 'botbuilder|botframework-'],
  ['jose', '^(adapters/teams)/', 'jose'],
  ['kubernetes-sdk', '^(src/integrations/kubernetes)/', '@kubernetes/client-node'],
  ['octokit', '^(src/integrations/github)/', '@octokit/[^/]+'],
  ['axios', '^(src/integrations/jenkins)/', 'axios'],
  ['bullmq', '^(src/queue)/', '(bullmq|ioredis)'],
  ['database', '^(src/store|src/operations|src/identity)/', 'kysely'],
  ['drivers', '^(src/store)/', '(better-sqlite3|pg)'],
  ['node-cron', '^(src/schedule)/', 'node-cron'],
  ['express', '^(src/http)/', 'express'],
];

const anyModule = '(^|node_modules/)';

/** A folder may import only what its list says: its own files, those paths, and the packages named. */
function only(name, from, allowedPaths, allowedPackages = ['zod']) {
  const packages = allowedPackages.map((p) => `${anyModule}${p}(/|$)`);
  return {
    name,
    severity: 'error',
    from: { path: from },
    to: { pathNot: [...allowedPaths, ...packages], dependencyTypesNot: ['core'] },
  };
}

export default {
  forbidden: [
    {
      name: 'no-cycles',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    only('contracts', '^src/contracts/', ['^src/contracts/']),
    only(
      'adapters',
      '^adapters/([^/]+)/',
      ['^src/contracts/', '^adapters/$1/', '^adapters/shared/', '^src/trust-boundaries\\.ts$'],
      ['zod', '@slack/.+', 'botbuilder', 'jose', 'picocolors'],
    ),
    only('skills', '^skills/([^/]+)/', [
      '^src/contracts/',
      '^skills/$1/',
      '^skills/shared/',
      '^src/trust-boundaries\\.ts$',
    ]),
    only(
      'integrations',
      '^src/integrations/([^/]+)/',
      ['^src/contracts/', '^src/integrations/$1/', '^src/trust-boundaries\\.ts$'],
      ['zod', 'yaml', '@kubernetes/client-node', '@octokit/.+', 'axios'],
    ),
    only(
      'language',
      '^src/language/',
      ['^src/contracts/', '^src/language/', '^src/trust-boundaries\\.ts$'],
      ['zod', 'es-hangul', 'double-metaphone'],
    ),
    only('policy', '^src/policy/', ['^src/contracts/', '^src/policy/']),
    only('pipeline', '^src/pipeline/', [
      '^src/contracts/',
      '^src/registry/',
      '^src/language/',
      '^src/policy/',
      '^src/pipeline/',
      '^src/trust-boundaries\\.ts$',
    ]),
    {
      name: 'language-and-policy-do-no-io',
      severity: 'error',
      from: { path: '^src/(language|policy)/' },
      to: { path: '^(node:)?(fs|net|http|https|child_process|dns|tls|process|worker_threads)(/|$)' },
    },
    {
      name: 'core-knows-no-plugin',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(app|main)\\.ts$|^src/app/|^src/integrations/|^src/commands/' },
      to: { path: '^(adapters|skills|src/integrations)/' },
    },
    {
      name: 'config-is-for-the-composition-root',
      severity: 'error',
      from: { path: '^(src|adapters|skills)/', pathNot: '^src/(app|main)\\.ts$|^src/app/|^src/commands/' },
      to: { path: '^config/' },
    },
    only(
      'config',
      '^config/',
      ['^config/', '^src/contracts/', '^src/trust-boundaries\\.ts$'],
      ['zod', 'yaml'],
    ),
    ...SDK_HOMES.map(([name, home, sdk]) => ({
      name: `home-of-${name}`,
      severity: 'error',
      from: { path: '^(src|adapters|skills|config)/', pathNot: home },
      to: { path: `${anyModule}${sdk}(/|$)` },
    })),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
