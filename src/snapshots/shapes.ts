/**
 * What fields of Kubernetes objects must be by their name, whatever the kind: saved files may hold anything, and what reads them
 * relies on lists being lists and texts being texts. Names that mean several things are judged by what they hold.
 */
const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Lists of objects. */
const LISTS = words(`
  conditions containers initContainers ephemeralContainers containerStatuses initContainerStatuses
  ephemeralContainerStatuses ownerReferences managedFields env envFrom ports volumes tolerations taints rules tls paths
  subsets endpoints imagePullSecrets schedulingGates readinessGates ingress egress from to matchExpressions sources
  addresses notReadyAddresses items`);
/** Lists of texts. */
const TEXT_LISTS = words('finalizers policyTypes hosts values command args dnsNames');
/** Maps from text to text; numbers and booleans in them become text, as quantities may be written without quotes. */
const MAPS = words(
  'labels annotations matchLabels nodeSelector requests hard used allocatable capacity data stringData',
);
const TEXTS = words(`
  apiVersion kind name namespace uid reason message phase image imageID nodeName serviceAccountName type creationTimestamp
  deletionTimestamp lastTransitionTime lastUpdateTime firstTimestamp lastTimestamp eventTime time startedAt finishedAt
  lastObservedTime lastHeartbeatTime lastProbeTime renewTime timeAdded startTime completionTime manager operation resourceVersion clusterIP externalName storageClassName volumeName host path
  secretName ingressClassName schedule key value operator effect podManagementPolicy updateRevision currentRevision
  configMapRefName claimName conditionType cidr notAfter subresource restartPolicy volumeBindingMode provisioner`);
const NUMBERS = words(`
  replicas readyReplicas updatedReplicas availableReplicas unavailableReplicas observedGeneration generation restartCount
  exitCode signal count minReplicas maxReplicas currentReplicas desiredReplicas disruptionsAllowed currentHealthy
  desiredHealthy expectedPods desiredNumberScheduled currentNumberScheduled updatedNumberScheduled numberReady
  numberAvailable numberMisscheduled failed succeeded backoffLimit containerPort revision
  deletionGracePeriodSeconds endPort`);
const OBJECTS = words(`
  metadata spec template state lastState waiting running terminated resources involvedObject scaleTargetRef backend
  service http podSelector namespaceSelector series ipBlock configMapRef secretRef strategy rollingUpdate defaultBackend`);
/** Times by which the moment of a saved snapshot is known. */
export const TIMES = words(`
  creationTimestamp lastTransitionTime lastUpdateTime firstTimestamp lastTimestamp eventTime time startedAt finishedAt
  startTime completionTime lastHeartbeatTime lastProbeTime renewTime lastObservedTime timeAdded`);

export type Shape = 'list' | 'texts' | 'map' | 'text' | 'number' | 'object' | 'any';

/** The shape that a field must have. `selector` and `limits` are a map or something else; both are walked as they are. */
export function shapeOf(field: string): Shape {
  if (LISTS.has(field)) return 'list';
  if (TEXT_LISTS.has(field)) return 'texts';
  if (MAPS.has(field)) return 'map';
  if (TEXTS.has(field)) return 'text';
  if (NUMBERS.has(field)) return 'number';
  return OBJECTS.has(field) ? 'object' : 'any';
}
