#!/usr/bin/env node
import { userInfo } from 'node:os';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { EXIT } from './commands/exit-codes.js';
import type { Io } from './commands/io.js';
import type { TriageOptions } from './commands/triage.js';
import type { VoiceOptions } from './commands/voice.js';

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  user: userInfo().username,
  onSignal(handler) {
    process.on('SIGINT', handler);
    process.on('SIGTERM', handler);
    return () => {
      process.off('SIGINT', handler);
      process.off('SIGTERM', handler);
    };
  },
  exit: (code) => process.exit(code),
};

/** Whoever read along is gone (`| head`): what runs is still finished. Anything else wrong with an output is a bug. */
for (const output of [process.stdout, process.stderr]) {
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

/** A command that has answered may still hold open connections; they get this long, in milliseconds. */
const LINGER_MS = 1000;

function end(code: number): void {
  process.exitCode = code;
  setTimeout(() => process.exit(code), LINGER_MS).unref();
}

/** Runs a command's file, loaded only now, so that `--help` and `parse` start fast. */
function run(command: () => Promise<number>): () => Promise<void> {
  return async () => {
    try {
      end(await command());
    } catch (error) {
      const { reportFailure } = await import('./commands/face.js');
      end(reportFailure(io, error));
    }
  };
}

function portNumber(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new InvalidArgumentError('It must be a port from 0 (any free one) to 65535.');
  }
  return port;
}

function sayable(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It says nothing.');
  return text;
}

/** `say status of staging`: what the shell took apart is one sentence. */
function oneSentence(text: string, before?: string): string {
  if (before !== undefined)
    throw new InvalidArgumentError(`Put the whole sentence in quotes: coxswain say "${before} ${text}"`);
  return sayable(text);
}

const localeOption = () =>
  new Option('--locale <language>', 'language of the answers; detected from the text otherwise').choices([
    'en',
    'ko',
  ]);

function commandLine(): Command {
  const program = new Command('coxswain')
    .description('Steers Kubernetes services by plain sentences, in English and Korean.')
    .version('0.1.0')
    .addHelpText(
      'after',
      '\nExamples:\n  $ coxswain start\n  $ coxswain chat\n  $ coxswain say "deploy checkout 1.4.2 to staging"\n  $ coxswain say "운영 상태 알려줘"',
    );
  addServer(program);
  addTalk(program);
  addVoice(program);
  addSandbox(program);
  addSlack(program);
  addTeams(program);
  addRest(program);
  for (const command of [
    program,
    ...program.commands,
    ...program.commands.flatMap((each) => each.commands),
  ]) {
    command.exitOverride().showHelpAfterError();
  }
  return program;
}

function addServer(program: Command): void {
  program
    .command('start')
    .description('run the server: chat platforms, the public listener and the state folder')
    .option('--port <port>', 'port of the public listener (default: PORT, or 3000)', portNumber)
    .option('--host <address>', 'address to listen on (default: HOST, or 127.0.0.1)')
    .addHelpText('after', '\nExamples:\n  $ coxswain start\n  $ coxswain start --port 8080 --host 0.0.0.0')
    .action((options: { port?: number; host?: string }) =>
      run(async () => (await import('./commands/start.js')).start(io, options))(),
    );
}

interface TalkOptions {
  as?: string;
  conversation?: string;
  locale?: 'en' | 'ko';
  json?: boolean;
}

function addTalk(program: Command): void {
  program
    .command('chat')
    .description('talk with the bot; on a pipe, one message a line')
    .option('--as <person>', 'speak as somebody else (sandbox only)', sayable)
    .option('--conversation <id>', "another conversation than this user's own")
    .addOption(localeOption())
    .addHelpText('after', '\nExamples:\n  $ coxswain chat\n  $ echo "status of staging" | coxswain chat')
    .action((options: TalkOptions) =>
      run(async () => (await import('./commands/chat.js')).chat(io, options))(),
    );
  program
    .command('say')
    .description('say one sentence and wait for what becomes of it')
    .argument('<sentence...>', 'what you would tell a colleague, in quotes', oneSentence)
    .option('--as <person>', 'speak as somebody else (sandbox only)', sayable)
    .option('--conversation <id>', "another conversation than this user's own")
    .addOption(localeOption())
    .option('--json', 'one JSON object: the last reply and the operation with its steps')
    .addHelpText(
      'after',
      '\nExit codes: 0 succeeded, 2 usage, 3 refused, 4 failed, 5 cancelled or expired, 6 unknown outcome, 10 an answer is awaited' +
        '\n\nExamples:\n  $ coxswain say "deploy checkout 1.4.2 to production"\n  $ coxswain say "confirm production"\n  $ coxswain say --json "status of staging"',
    )
    .action((sentence: string, options: TalkOptions) =>
      run(async () => (await import('./commands/say.js')).say(io, sentence, options))(),
    );
}

function addVoice(program: Command): void {
  program
    .command('voice')
    .description('play a file of transcripts, in its timing, as a voice device would post them')
    .argument('<script>', 'JSON Lines, or - for standard input')
    .option('--url <address>', 'another bot, e.g. http://127.0.0.1:3000 (default: that of this state folder)')
    .option(
      '--token-variable <name>',
      "environment variable with the device's token, for --url",
      'VOICE_TOKEN',
    )
    .addOption(localeOption())
    .option('--json', 'one JSON object a line: what is heard, said and told later')
    .addHelpText('after', VOICE_HELP)
    .action((script: string, options: VoiceOptions) =>
      run(async () => (await import('./commands/voice.js')).voice(io, script, options))(),
    );
}

const VOICE_HELP = `
A line is one of
  {"alternatives": [{"text": "...", "confidence": 0.9}], "after": 1500}
      said 1500 ms after the line before was answered; also "id", "session", "locale", "speaking"
  {"wait": "news", "within": 60000}    until what runs has ended or asks something
  {"chat": "confirm production"}       typed in the chat that is linked to the microphone
Empty lines and lines that begin with # are passed over. Exit codes are those of say, of the last thing that was said.

Examples:
  $ coxswain voice docs/voice-incident.jsonl
  $ echo '{"alternatives": [{"text": "운영 뭐가 문제야"}]}' | coxswain voice -
  $ coxswain voice docs/voice-incident.jsonl --url https://ops.example.com --token-variable VOICE_TOKEN_ADA`;

function addSandbox(program: Command): void {
  const sandbox = program
    .command('sandbox')
    .description('run the simulated world alone, for kubectl and tests')
    .option('--kubeconfig <file>', 'where to write a kubeconfig (default: kubeconfig in the state folder)')
    .option('--port <port>', 'port of the simulated API (default: any free one)', portNumber)
    .addHelpText(
      'after',
      '\nExamples:\n  $ coxswain sandbox --kubeconfig ./kubeconfig\n  $ coxswain sandbox reset',
    )
    .action((options: { kubeconfig?: string; port?: number }) =>
      run(async () => (await import('./commands/sandbox.js')).runSandbox(io, options))(),
    );
  sandbox
    .command('reset')
    .description('begin a new world at the next start')
    .addHelpText('after', '\nExample:\n  $ coxswain sandbox reset')
    .action(() => run(async () => (await import('./commands/sandbox.js')).resetSandbox(io))());
}

function addTriage(program: Command): void {
  program
    .command('triage')
    .description('say what is wrong in saved Kubernetes objects, without a cluster')
    .requiredOption('--from <path>', 'file or folder of YAML or JSON, or - for standard input')
    .option('--environment <name>', 'how the answer calls the place')
    .option('--json', 'findings as one JSON object')
    .addOption(localeOption())
    .addHelpText(
      'after',
      '\nExamples:\n  $ kubectl get all,events,nodes,configmaps -n shop -o yaml | coxswain triage --from -\n  $ coxswain triage --from ./dump --environment production --json',
    )
    .action((options: TriageOptions) =>
      run(async () => (await import('./commands/triage.js')).triage(io, options))(),
    );
}

const EXAMPLES_MANIFEST =
  '\nExamples:\n  $ coxswain slack manifest\n  $ coxswain slack manifest --url https://ops.example.com';

function addSlack(program: Command): void {
  program
    .command('slack')
    .description('set up the Slack app')
    .addHelpText('after', EXAMPLES_MANIFEST)
    .command('manifest')
    .description("print the app's manifest, to be pasted when the app is created")
    .option('--command <name>', 'the slash command', '/ops')
    .option('--url <address>', 'public address of the bot, for HTTP (default: Socket Mode)')
    .addHelpText('after', EXAMPLES_MANIFEST)
    .action((options: { command: string; url?: string }) =>
      run(async () => (await import('./commands/slack.js')).printManifest(io, options))(),
    );
}

const EXAMPLE_PACKAGE =
  '\nExample:\n  $ coxswain teams package --app-id 00000000-0000-4000-8000-000000000000';

function addTeams(program: Command): void {
  program
    .command('teams')
    .description('set up the Teams app')
    .addHelpText('after', EXAMPLE_PACKAGE)
    .command('package')
    .description('write the app package (a zip), to be uploaded to Teams')
    .option('--app-id <guid>', 'application ID of the bot (default: MICROSOFT_APP_ID)')
    .option('--website <address>', 'website of whoever runs the bot, shown by Teams', 'https://example.com')
    .option('--developer <name>', 'who runs the bot, shown by Teams', 'Coxswain')
    .option('--out <file>', 'where to write it', 'coxswain-teams.zip')
    .addHelpText('after', EXAMPLE_PACKAGE)
    .action((options: { appId?: string; website: string; developer: string; out: string }) =>
      run(async () => (await import('./commands/teams.js')).writePackage(io, options))(),
    );
}

function addRest(program: Command): void {
  program
    .command('parse')
    .description('read one JSON object a line, write what each message means')
    .addHelpText(
      'after',
      `\nExample:\n  $ echo '{"text": "roll back payments in production"}' | coxswain parse`,
    )
    .action(() => run(async () => (await import('./commands/parse.js')).parse(io))());
  program
    .command('link')
    .description('print a one-time code that links a chat account to you')
    .addHelpText('after', '\nExample:\n  $ coxswain link')
    .action(() => run(async () => (await import('./commands/link.js')).link(io))());
  addTriage(program);
  const config = program
    .command('config')
    .description('look at the configuration')
    .addHelpText('after', '\nExample:\n  $ coxswain config check');
  config
    .command('check')
    .description('say every problem of the configuration at once')
    .addOption(
      new Option(
        '--locale <language>',
        "language of the problems (default: the file's, then LANG's)",
      ).choices(['en', 'ko']),
    )
    .addHelpText('after', '\nExample:\n  $ COXSWAIN_CONFIG=./other.yaml coxswain config check --locale ko')
    .action((options: Pick<TalkOptions, 'locale'>) =>
      run(async () => (await import('./commands/config.js')).checkConfiguration(io, options))(),
    );
}

try {
  await commandLine().parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.succeeded : EXIT.usage;
}
