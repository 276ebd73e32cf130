/**
 * The known names that look most like an unknown one, best first: shown to a person, never resolved to. Distance is
 * Levenshtein's over code points; a name that starts like the unknown one is near whatever its length.
 */
export function nearestNames(unknown: string, known: readonly string[], limit = 3): readonly string[] {
  const wanted = unknown.toLowerCase();
  return known
    .map((name) => ({ name, distance: nearness(wanted, name.toLowerCase()) }))
    .filter(
      ({ name, distance }) => distance <= Math.max(2, Math.floor(Math.min(name.length, wanted.length) / 3)),
    )
    .sort((a, b) => a.distance - b.distance || (a.name < b.name ? -1 : 1))
    .slice(0, limit)
    .map(({ name }) => name);
}

function nearness(wanted: string, name: string): number {
  const SHORTEST_START = 3;
  const starts = name.startsWith(wanted) || wanted.startsWith(name);
  return starts && Math.min(name.length, wanted.length) >= SHORTEST_START ? 1 : editDistance(wanted, name);
}

function editDistance(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  let row = right.map((_, index) => index + 1);
  left.forEach((letter, i) => {
    let diagonal = i;
    let before = i + 1;
    row = right.map((other, j) => {
      const above = row[j] ?? 0;
      const cost = Math.min(above + 1, before + 1, diagonal + (letter === other ? 0 : 1));
      diagonal = above;
      before = cost;
      return cost;
    });
  });
  return row.at(-1) ?? left.length;
}
