/** Names that Coxswain reads and writes on Kubernetes objects. */
export const MARKS = {
  /** The label that names a service (https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/). */
  service: 'app.kubernetes.io/name',
  /** The id of the operation that last changed the object; written in the same patch as the change. */
  operation: 'coxswain.dev/operation',
  /** What `kubectl rollout history` shows. */
  changeCause: 'kubernetes.io/change-cause',
  /** On a Deployment's template: this version can't be undone, with the reason (a schema migration). */
  irreversible: 'coxswain.dev/irreversible',
  /** On a Deployment: pod-template hashes that a rollback left behind, newest first, comma-separated: never returned to by "roll back". */
  abandoned: 'coxswain.dev/abandoned',
  /** Set by the Deployment controller on its ReplicaSets. */
  revision: 'deployment.kubernetes.io/revision',
  templateHash: 'pod-template-hash',
  restartedAt: 'kubectl.kubernetes.io/restartedAt',
} as const;
