import { maskSecrets } from '../../src/contracts/masking.js';

/** How many lines of a log tell what went wrong without becoming the log. */
const LINES = 5;
const LONGEST = 200;

/** Words that begin a report of trouble in the logs of compilers, test runners and build tools. */
const TROUBLE =
  /(?:error|exception)\b|^\s*[✗✕✖×]|\b(?:fatal|failed|failure|panic|cannot|not ok|undefined reference)\b/i;
/** Summaries that come after the cause and name nothing: a build's last word is rarely its first error. */
const SUMMARY =
  /^(?:tests?: |finished: failure|error: script returned exit code|build failed|npm err! a complete log)/i;
/** Colour sequences that build tools leave in their logs: ESC [ … letter. */
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*[A-Za-z]`, 'g');

/** The first line that reports an error, and what follows it; the last lines where none does. Secrets are masked. */
export function errorLines(log: string): readonly string[] {
  const lines = log
    .replace(COLOURS, '')
    .split(/\r?\n/)
    .map((line) => line.trimEnd())
    .filter((line) => line.trim() !== '');
  const first = lines.findIndex((line) => TROUBLE.test(line) && !SUMMARY.test(line.trim()));
  const chosen = first < 0 ? lines.slice(-LINES) : lines.slice(first, first + LINES);
  return chosen.map((line) => cut(maskSecrets(line)));
}

function cut(line: string): string {
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
}
