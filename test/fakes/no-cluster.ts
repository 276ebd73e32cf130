import type { KubernetesPort } from '../../src/contracts/ports/kubernetes.js';

const unused = (): never => {
  throw new Error('this test has no cluster');
};

/** For tests whose skills keep their world elsewhere: any call is a mistake. */
export const noCluster: KubernetesPort = {
  get: unused,
  list: unused,
  patch: unused,
  watch: unused,
  logs: unused,
  can: unused,
  version: unused,
};
