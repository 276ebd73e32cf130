import type { KindName, KubernetesObject, ObjectMeta } from '../../contracts/kubernetes-objects.js';

const APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';
/** Kinds whose last writer and its time tell what changed; of all others the field sets are most of the weight and nobody reads them. */
const WRITTEN: ReadonlySet<KindName> = new Set([
  'ConfigMap',
  'Secret',
  'Service',
  'NetworkPolicy',
  'ResourceQuota',
  'HorizontalPodAutoscaler',
  'Ingress',
]);
/** Certificates are public; every other value of a Secret is not. */
const PUBLIC = 'tls.crt';

/** The object without what would only fill memory, and without the values of ConfigMaps and Secrets. */
export function slim<T extends KubernetesObject>(kind: KindName, object: T): T {
  const metadata = slimMetadata(kind, object.metadata);
  const values = (kind === 'ConfigMap' || kind === 'Secret') && 'data' in object ? emptied(object.data) : {};
  return { ...object, metadata, ...values };
}

function slimMetadata(kind: KindName, metadata: ObjectMeta): ObjectMeta {
  const { managedFields = [], annotations, ...rest } = metadata;
  const written = WRITTEN.has(kind)
    ? managedFields.map((entry) => ({ ...entry, fieldsV1: outermost(entry.fieldsV1) }))
    : [];
  return {
    ...rest,
    ...(annotations === undefined ? {} : { annotations: withoutApplied(annotations) }),
    ...(written.length === 0 ? {} : { managedFields: written }),
  };
}

function withoutApplied(annotations: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  if (annotations[APPLIED] === undefined) return annotations;
  return Object.fromEntries(Object.entries(annotations).filter(([name]) => name !== APPLIED));
}

/** `{"f:data": {…}, "f:metadata": {…}}` says which parts were written; below that it is only long. */
function outermost(fields: unknown): unknown {
  if (typeof fields !== 'object' || fields === null) return fields;
  return Object.fromEntries(Object.keys(fields).map((name) => [name, {}]));
}

function emptied(data: unknown): { readonly data?: Readonly<Record<string, string>> } {
  if (typeof data !== 'object' || data === null) return {};
  const entries: readonly [string, unknown][] = Object.entries(data);
  return {
    data: Object.fromEntries(
      entries.map(([key, value]) => [key, key === PUBLIC && typeof value === 'string' ? value : '']),
    ),
  };
}
