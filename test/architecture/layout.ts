const TOP_LEVEL = new Set(['src', 'adapters', 'skills', 'config', 'test', 'docs']);
const SKILL_FILES = ['index.ts', 'plan.ts', 'run.ts', 'replies.ts', 'phrases.en.ts', 'phrases.ko.ts'];
const ADAPTER_FILES = ['index.ts', 'config.ts', 'receive.ts', 'send.ts', 'render.ts', 'errors.ts'];
const VAGUE = /^(utils?|helpers?|managers?|common|misc)$/;
const MAX_LINES = 300;

/** Every breach of the layout rules, as complete sentences. `paths` are relative to the project's root. */
export function layoutProblems(paths: readonly string[], read: (path: string) => string): string[] {
  return [
    ...topLevel(paths),
    ...vagueNames(paths),
    ...sizes(paths, read),
    ...parts(paths, 'skills', SKILL_FILES),
    ...parts(paths, 'adapters', ADAPTER_FILES),
  ];
}

function topLevel(paths: readonly string[]): string[] {
  const folders = new Set(paths.filter((path) => path.includes('/')).map((path) => path.split('/')[0] ?? ''));
  return [...folders]
    .filter((f) => !f.startsWith('.') && !TOP_LEVEL.has(f))
    .map((f) => `${f} is not a top-level folder of DESIGN`);
}

function vagueNames(paths: readonly string[]): string[] {
  return paths.flatMap((path) => {
    const vague = path.split(/[/.]/).find((part) => VAGUE.test(part));
    return vague === undefined ? [] : [`${path}: "${vague}" explains nothing`];
  });
}

function sizes(paths: readonly string[], read: (path: string) => string): string[] {
  return paths
    .filter((path) => /^(src|adapters|skills|config)\/.*\.tsx?$/.test(path))
    .flatMap((path) => {
      const lines = read(path).split('\n').length - 1;
      return lines > MAX_LINES ? [`${path} has ${lines} lines; ${MAX_LINES} are allowed`] : [];
    });
}

/** The same file names in every skill and every adapter, so that a newcomer finds where a thing is by its name. */
function parts(paths: readonly string[], folder: string, required: readonly string[]): string[] {
  const names = new Set(paths.flatMap((path) => new RegExp(`^${folder}/([^/]+)/`).exec(path)?.[1] ?? []));
  names.delete('shared');
  return [...names].flatMap((name) =>
    required
      .filter((file) => !paths.includes(`${folder}/${name}/${file}`))
      .map((file) => `${folder}/${name} lacks ${file}`),
  );
}
