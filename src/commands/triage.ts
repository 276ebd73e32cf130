import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { renderReply } from '../../adapters/terminal/index.js';
import { jsonReport } from '../../skills/incident-triage/report.js';
import { triageReply } from '../../skills/incident-triage/replies.js';
import { savedSnapshot } from '../../skills/incident-triage/saved.js';
import { triage as examine, type Report } from '../../skills/incident-triage/triage.js';
import { systemClock } from '../clock.js';
import { DEFAULT_TENANT, type Locale } from '../contracts/message.js';
import { replySchema } from '../contracts/reply.js';
import { readSaved, type SavedText } from '../snapshots/index.js';
import { EXIT } from './exit-codes.js';
import { screenOf } from './face.js';
import { writeLines, type Io } from './io.js';

export interface TriageOptions {
  readonly from: string;
  readonly environment?: string;
  readonly json?: boolean;
  readonly locale?: Locale;
}

/**
 * `coxswain triage --from FILE|DIR|-`: the same examination on saved objects, needing no cluster and no configuration. Damaged input
 * gives a partial answer that says so. Returns the exit code: 0 when something could be read, 2 when the file is not there.
 */
export async function triage(io: Io, options: TriageOptions): Promise<number> {
  const read = await readTexts(io, options.from);
  if (read.texts.length === 0 && read.problems.length > 0) {
    writeLines(
      io.stderr,
      read.problems.map(({ what, why }) => `${what}: ${why}`),
    );
    return EXIT.usage;
  }
  const saved = readSaved(read.texts);
  const now = systemClock.now();
  const snapshot = savedSnapshot(
    { ...saved, problems: [...read.problems, ...saved.problems] },
    options.environment,
    now,
  );
  const report = examine(snapshot);
  const locale = options.locale ?? 'en';
  if (options.json === true) io.stdout.write(`${JSON.stringify(jsonReport(report, locale))}\n`);
  else writeLines(io.stdout, answerLines(io, report, options, snapshot, locale));
  return EXIT.succeeded;
}

/** "Five minutes ago" means something else in objects that are older than this. */
const SAVED_LONG_AGO_MS = 10 * 60_000;

function answerLines(
  io: Io,
  report: Report,
  { environment, from }: TriageOptions,
  { now, readAt }: { readonly now: number; readonly readAt: number },
  locale: Locale,
): string[] {
  const name = environment ?? namespaceOf(report) ?? (from === '-' ? 'stdin' : from);
  // Commands are for whatever cluster the person's kubectl talks to.
  const target = { cluster: 'in-cluster', namespace: '' };
  const place = {
    environment: {
      name,
      tenant: DEFAULT_TENANT,
      aliases: [],
      targets: [target],
      protected: false,
      approvals: 0,
    },
    target,
  };
  const facts = {
    plan: { places: [place], service: undefined },
    examined: [{ state: 'read', place, report } as const],
    now,
    ...(readAt - now > SAVED_LONG_AGO_MS ? { savedAt: now } : {}),
  };
  return renderReply(replySchema.parse(triageReply(facts, locale)), screenOf(io, io.stdout, 'auto'));
}

/** Commands need a place: the namespace of the worst finding where no environment was given. */
function namespaceOf({ findings }: Report): string | undefined {
  return findings.find(({ object }) => object.namespace !== '')?.object.namespace;
}

interface Problem {
  readonly what: string;
  readonly why: string;
}
interface Texts {
  readonly texts: readonly SavedText[];
  readonly problems: readonly Problem[];
}

async function readTexts(io: Io, from: string): Promise<Texts> {
  if (from === '-')
    return { texts: [{ name: 'stdin', text: decoded(await buffer(io.stdin)) }], problems: [] };
  const path = resolve(io.cwd, from);
  try {
    if (!(await stat(path)).isDirectory()) return await readFiles([{ name: from, path }]);
  } catch (error) {
    return { texts: [], problems: [{ what: from, why: reasonOf(error) }] };
  }
  const found = await filesIn(from, path);
  const read = await readFiles(found.files, ofFile);
  const problems = [...found.problems, ...read.problems];
  if (found.files.length === 0 && problems.length === 0)
    problems.push({ what: from, why: 'holds no .yaml, .yml, .json or logs.txt file' });
  return { texts: read.texts, problems };
}

interface FileAt {
  /** As the person wrote it, and the way on from there. */
  readonly name: string;
  readonly path: string;
}

/** In a folder nobody named it: a link to a pipe would be waited for without end. */
async function ofFile(path: string): Promise<Buffer> {
  const found = await stat(path);
  if (found.isFile() || found.isDirectory()) return readFile(path);
  throw new Error('is no ordinary file');
}

async function readFiles(
  files: readonly FileAt[],
  bytesOf: (path: string) => Promise<Buffer> = readFile,
): Promise<Texts> {
  const texts: SavedText[] = [];
  const problems: Problem[] = [];
  for (const { name, path } of files)
    try {
      texts.push({ name, text: decoded(await bytesOf(path)) });
    } catch (error) {
      problems.push({ what: name, why: reasonOf(error) });
    }
  return { texts, problems };
}

/** What PowerShell and editors of Windows write may be UTF-16, with a mark at its beginning. */
function decoded(bytes: Buffer): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return bytes.toString('utf16le', 2);
  if (first === 0xfe && second === 0xff && bytes.length % 2 === 0)
    return Buffer.from(bytes).swap16().toString('utf16le', 2);
  return bytes.toString('utf8');
}

/** Saved objects and the logs of a `cluster-info dump`, in a stable order. A folder that cannot be opened costs only itself. */
async function filesIn(
  name: string,
  path: string,
): Promise<{ readonly files: readonly FileAt[]; readonly problems: readonly Problem[] }> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    const sorted = entries.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const found = await Promise.all(
      sorted.map(async (entry) => {
        const at = { name: join(name, entry.name), path: join(path, entry.name) };
        if (entry.isDirectory()) return await filesIn(at.name, at.path);
        return { files: isSaved(entry) ? [at] : [], problems: [] };
      }),
    );
    return {
      files: found.flatMap(({ files }) => files),
      problems: found.flatMap(({ problems }) => problems),
    };
  } catch (error) {
    return { files: [], problems: [{ what: name, why: reasonOf(error) }] };
  }
}

/** Links are followed: that is how a ConfigMap is mounted. */
function isSaved(entry: Dirent): boolean {
  return (entry.isFile() || entry.isSymbolicLink()) && /\.(?:ya?ml|json)$|^logs\.txt$/.test(entry.name);
}

/** The system's words for what people meet most say nothing that helps. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist',
  EACCES: 'may not be read by this user',
  EISDIR: 'is a folder',
  ELOOP: 'is a link that leads in a circle',
};

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return ('code' in error ? REASONS[String(error.code)] : undefined) ?? error.message;
}
