import { Api } from './api.js';
import { Kubelet, NODE } from './kubelet.js';
import type { Stage } from './stage.js';
import { IMAGE } from './workload.js';

/** The real control plane that CONTROL_PLANE_KUBECONFIG names, with its kubelet played by the stage. */
export async function planeStage(kubeconfig: string): Promise<Stage> {
  const api = new Api(kubeconfig);
  const kubelet = new Kubelet(api);
  await kubelet.start();
  return {
    name: 'real control plane',
    kubeconfig,
    context: 'lab',
    deniedContext: 'lab-bot',
    api,
    nodeName: NODE,
    letReady: (image) => {
      kubelet.letReady(`${IMAGE}/${image}`);
      return Promise.resolve();
    },
    close: () => kubelet.stop(),
  };
}
