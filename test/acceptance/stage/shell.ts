/** The words of a command line as a POSIX shell would part them: quotes keep words together, nothing is expanded. */
export function words(line: string): string[] {
  return Array.from(
    line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/gu),
    ([, double, single, bare]) => double ?? single ?? bare ?? '',
  );
}
