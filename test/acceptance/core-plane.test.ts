import { prerequisite } from '../prerequisites.js';
import { coreSuite } from './core.js';
import { planeStage } from './stage/plane.js';

const kubeconfig = process.env.CONTROL_PLANE_KUBECONFIG ?? '';

if (prerequisite('control plane', kubeconfig !== '', 'CONTROL_PLANE_KUBECONFIG names its kubeconfig'))
  coreSuite('on a real control plane', 'CORE-3, CORE-6', () => planeStage(kubeconfig));
