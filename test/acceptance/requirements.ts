/**
 * Every acceptance line of the project. `proved`: a passing test names the id in its title; `open`: not resolved yet;
 * `not met`: with the reason. `npm run requirements` prints the table from the last test run and fails when a
 * proved line has no passing test, or a failing or skipped one.
 */
export interface Requirement {
  readonly id: string;
  readonly issue: number;
  readonly text: string;
  readonly status: 'proved' | 'open' | 'not met';
  /** Its proof needs what ordinary machines lack, so only `npm run test:full` runs it; without it: `npm test`. */
  readonly run?: 'full';
  /** Why it is not met; required then. */
  readonly reason?: string;
}

export const REQUIREMENTS: readonly Requirement[] = [
  {
    id: 'CORE-1',
    issue: 2,
    text: 'On a fresh clone `npm ci && npm start` is ready within 2 s after install, says where it listens and that it is the sandbox, and gives three sentences to try, which work. `npm ci && npm test` passes. `.ci/run` runs the same, lint and types.',
    status: 'proved',
  },
  {
    id: 'CORE-2',
    issue: 2,
    text: '`coxswain say "deploy checkout 1.4.2 to staging"` rolls out in the sandbox with progress; `--json` gives the operation with its steps. Production waits for `confirm production`, across two invocations, with and without a running server. Every exit code has a test.',
    status: 'proved',
  },
  {
    id: 'CORE-3',
    issue: 2,
    text: 'End-to-end suite (deploy; failed deploy with automatic rollback; rollback; undo twice; scale; restart; paused; HPA conflict; RBAC denial; conflicting writers; two targets with the second failing; Helm-owned; irreversible) passes on the sandbox, and its Deployment core on the real control plane.',
    status: 'proved',
  },
  {
    id: 'CORE-4',
    issue: 2,
    text: 'Kill -9 before, during and after each step of deploy, rollback and scale, restart, and the operation ends right with each effect applied once (a fault test with the sandbox as a process of its own, counting patches at the API, failing on one doubled or lost).',
    status: 'proved',
  },
  {
    id: 'CORE-5',
    issue: 2,
    text: '"stop", `cancel` and `resume` before, during and after each effect leave and say what DESIGN.md promises. Two writes of one target at once: one runs, the other is refused naming who holds it; other targets run side by side; a rollback during a deploy is offered as "cancel #42 and roll back" and does that. A stale operation expires, an old interrupted one asks.',
    status: 'proved',
  },
  {
    id: 'CORE-6',
    issue: 2,
    text: 'A failing rollout (image not found, missing configuration, repeated crash, out of memory) is called within 5 s of the proof, and rolled back; a pod that crashes once and then becomes ready fails nothing.',
    status: 'proved',
  },
  {
    id: 'CORE-7',
    issue: 2,
    text: 'Unknown service or environment, malformed version, missing slot, ambiguous name, no kubeconfig, unreachable or slow API (deadlines, retries), expired credentials, 403, 404, 409, 410, 422, 429, 5xx: each ends in one clear reply, in both languages, with the kubectl command where that helps.',
    status: 'proved',
  },
  {
    id: 'CORE-8',
    issue: 2,
    text: "`coxswain parse` meets `spec/language.md`'s contract, including bad lines; every example of every skill parses to itself, in a test.",
    status: 'proved',
  },
  {
    id: 'CORE-9',
    issue: 2,
    text: 'Import rules, layout rules, requirements gate in place, each proved able to fail. No source file over 300 lines.',
    status: 'proved',
  },
  {
    id: 'CORE-10',
    issue: 2,
    text: 'The `say` acceptance suite also passes with `REDIS_URL` on a real Redis.',
    status: 'proved',
  },
  {
    id: 'CORE-11',
    issue: 2,
    text: '`npm run bench` prints start to ready (goal 2 s) and idle memory in the sandbox (goal: at most 1.5 times a bare process importing the same packages, and under 200 MB).',
    status: 'proved',
  },
  {
    id: 'CORE-12',
    issue: 2,
    text: 'README: what it is, with a real terminal picture; the two commands; connecting a cluster with the exact RBAC.',
    status: 'proved',
  },
  {
    id: 'SLACK-1',
    issue: 3,
    text: "The adapter contract suite passes; every reply form has a golden Block Kit JSON valid by Slack's limits (blocks, lengths, option counts), checked by a validator with a test for each limit.",
    status: 'proved',
  },
  {
    id: 'SLACK-2',
    issue: 3,
    text: 'A fake Slack (Web API, event delivery with signing, Socket Mode) drives whole conversations in both modes: deploy with confirm, approval by another user, ambiguous name, missing slot by modal, cancel mid-rollout, follow-up in thread, App Home. Where an outside Slack emulator exists (`emulate` 0.11.2 covers part of the Web API) it is used too.',
    status: 'proved',
  },
  {
    id: 'SLACK-3',
    issue: 3,
    text: 'Forged, unsigned, stale and future requests: all refused; replayed ones have no second effect (a table test, at least 30 cases, raw HTTP).',
    status: 'proved',
  },
  {
    id: 'SLACK-4',
    issue: 3,
    text: 'Each event delivered 1 to 5 times, out of order, during a restart: one operation, one answer.',
    status: 'proved',
  },
  {
    id: 'SLACK-5',
    issue: 3,
    text: 'Benchmark `slack`: signed slash command to acknowledgement, everything on (ledger write included): at least 50% of the requests/s of a bare Bolt app that only acks, in the same run, and p99 under 300 ms at 100 requests/s.',
    status: 'proved',
    run: 'full',
  },
  {
    id: 'SLACK-6',
    issue: 3,
    text: "Slack Web API down for 60 s, then 429s: none lost, in order, progress coalesced; doubled only where a lost response can't be told from a lost request.",
    status: 'proved',
  },
  {
    id: 'SLACK-7',
    issue: 3,
    text: "README section: from zero to working in a workspace, both modes, every scope's reason; the manifest is valid.",
    status: 'proved',
  },
  {
    id: 'TRIAGE-1',
    issue: 4,
    text: 'Every mode of the list has at least one positive and one near-miss negative test on realistic objects (recorded from the real control plane where it can produce them; recordings/kubernetes-watch has pod and job histories); a test proves the list in code and in the document are the same.',
    status: 'proved',
  },
  {
    id: 'TRIAGE-2',
    issue: 4,
    text: 'Benign states are not findings: completed jobs, HPA at its minimum, WaitForFirstConsumer, ephemeral debug containers, pods in a rollout that progresses, paused CronJobs, nodes cordoned without need, a healthy namespace: zero findings each.',
    status: 'proved',
  },
  {
    id: 'TRIAGE-3',
    issue: 4,
    text: 'Composed incidents (at least 15, in the sandbox and as objects): quota blocking a rollout; a node down under many services; a bad ConfigMap change; a Secret deleted; a Service selector typo; a network policy; a revision that crashes; two independent causes at once; a change after onset (not blamed): first cause right in all, symptoms explained away.',
    status: 'proved',
  },
  {
    id: 'TRIAGE-4',
    issue: 4,
    text: '10,000 pods, 2,000 deployments, 20,000 events: list-based triage within 2 times the time of listing and parsing the same objects alone in the same run; from caches under 100 ms; memory under 2 times the parsed objects. Benchmark `triage`.',
    status: 'proved',
  },
  {
    id: 'TRIAGE-5',
    issue: 4,
    text: '`--from` accepts anything: empty, truncated, unknown kinds, missing fields, wrong types, 100 MB: clear error or partial result with `incomplete`, never a throw.',
    status: 'proved',
  },
  {
    id: 'TRIAGE-6',
    issue: 4,
    text: 'In the sandbox, "what\'s broken in production?" finds both burning incidents, each next action fixes its one, and triage then says healthy.',
    status: 'proved',
  },
  {
    id: 'TRIAGE-7',
    issue: 4,
    text: 'Korean and English answers, written and spoken, for every mode, reviewed for naturalness; golden files.',
    status: 'proved',
  },
  {
    id: 'CHANNELS-1',
    issue: 5,
    text: "One adapter contract suite, one parity test: the same scripted conversation (deploy with confirmation, approval by another person (where a channel can't give it, from another one), ambiguous name, missing slot, refusal, cancel mid-way, triage-like read, long output, file) gives the same operations and the same facts through Slack, Teams, voice and terminal; differences stand in each adapter's capability table, which the README shows.",
    status: 'proved',
  },
  {
    id: 'CHANNELS-2',
    issue: 5,
    text: 'Teams end to end in headless Chromium against the real emulator (`@microsoft/m365agentsplayground`, an optional development tool, see `spec/stack.md`): deploy with confirmation by card, progress replaced in place, ask back, a proactive digest; screenshots looked at.',
    status: 'proved',
    run: 'full',
  },
  {
    id: 'CHANNELS-3',
    issue: 5,
    text: 'A local issuer (JWKS) proves authenticated mode: at least 20 kinds of bad token get 401 and no detail, a good one is served.',
    status: 'proved',
  },
  {
    id: 'CHANNELS-4',
    issue: 5,
    text: "Golden Adaptive Cards valid by schema and Teams' limits for every reply form.",
    status: 'proved',
  },
  {
    id: 'CHANNELS-5',
    issue: 5,
    text: 'A whole incident by transcripts in each language, from "what\'s broken" over "say more" to the verified rollback; and for every voice rule above a test that tries to get around it. Transcripts of `corpus/transcripts-dev.jsonl` played into a session that awaits a confirmation never confirm one by accident.',
    status: 'proved',
  },
  {
    id: 'CHANNELS-6',
    issue: 5,
    text: 'Redelivered activities and transcripts, out of order and across a restart: one operation, one answer.',
    status: 'proved',
  },
  {
    id: 'CHANNELS-7',
    issue: 5,
    text: "A clock-driven test runs a year of schedules across DST in Seoul, New York and Lord Howe, with the bot down at random: each slot once or marked missed by policy; three replicas (processes) on one PostgreSQL post each slot once (bring the ledger's `DATABASE_URL` in for this, as DESIGN.md has it; the whole suite on it is a later issue).",
    status: 'proved',
  },
  {
    id: 'CHANNELS-8',
    issue: 5,
    text: 'README sections: from zero to working in a Teams tenant, for a voice device (curl and a browser snippet with the Web Speech API), and for digests.',
    status: 'proved',
  },
  {
    id: 'PIPE-1',
    issue: 6,
    text: "Contract tests of both clients, and of the sandbox's Jenkins and GitHub, against the real responses in recorded (see its README) and against GitHub's OpenAPI description where a mock server can serve it; a list of each call, its documented errors, and the test.",
    status: 'proved',
  },
  {
    id: 'PIPE-2',
    issue: 6,
    text: 'Every Jenkins trap of `spec/stack.md` has a test: 303 fold, silently dropped parameter, queue item gone, crumb refresh, encoded branch, log offsets with multi-byte characters, missing stage plugin, restart of Jenkins mid-build, abort that does not stop.',
    status: 'proved',
  },
  {
    id: 'PIPE-3',
    issue: 6,
    text: 'Rate limits (primary, secondary, 429 with and without retry-after) slow the bot down and lose nothing; an unchanged status costs a 304.',
    status: 'proved',
  },
  {
    id: 'PIPE-4',
    issue: 6,
    text: 'A worker killed at any point of a Jenkins- or GitHub-driven deploy triggers the external job once, never twice (a unique declared parameter, a marker; `outcome_unknown` where nothing can tell), and follows the right run afterwards.',
    status: 'proved',
  },
  {
    id: 'PIPE-5',
    issue: 6,
    text: '`pipeline-status` with one source down or slow answers within 3 s with what it has and names what is missing.',
    status: 'proved',
  },
  {
    id: 'PIPE-6',
    issue: 6,
    text: 'End to end in the sandbox: commit → GitHub checks → Jenkins build → deploy to staging → promote to production with approval → failure → rollback → GitHub issue, told by chat, with deployments recorded on GitHub.',
    status: 'proved',
  },
  {
    id: 'PIPE-7',
    issue: 6,
    text: 'Webhooks: forged or unsigned refused, redelivered ignored, 1,000 a second absorbed without losing the last state.',
    status: 'proved',
  },
];
