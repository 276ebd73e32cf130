/** An entry of a table by a name from outside. Plain indexing would also find "constructor" in an empty table. */
export function own<Value>(table: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
