/** Multipliers of Kubernetes quantities (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/). */
const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** A quantity as a number in its base unit (cores, bytes, pieces); undefined for what is none. */
export function parseQuantity(text: string | undefined): number | undefined {
  const found = /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(?:[eE]([+-]?\d+)|([A-Za-z]{0,2}))$/.exec(text ?? '');
  if (found === null) return undefined;
  const [, digits, exponent, suffix] = found;
  const factor = exponent === undefined ? SUFFIXES[suffix ?? ''] : 10 ** Number(exponent);
  return factor === undefined ? undefined : Number(digits) * factor;
}

const BYTES: readonly (readonly [string, number])[] = [
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
];

/** A number of cores, bytes or pieces as people write it for that resource: `1.5`, `500m`, `256Mi`. */
export function quantityText(resource: string, value: number): string {
  if (resource.endsWith('cpu'))
    return Number.isInteger(value) ? String(value) : `${Math.round(value * 1000)}m`;
  if (!/memory|storage/.test(resource)) return String(value);
  const unit = BYTES.find(([, size]) => Math.abs(value) >= size);
  return unit === undefined ? String(value) : `${Math.round((value / unit[1]) * 10) / 10}${unit[0]}`;
}
