import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from './api.js';
import { startCommand, type Running } from './processes.js';
import type { Stage } from './stage.js';
import { IMAGE } from './workload.js';

/** Which images of the suite misbehave, and how the sandbox names it; every other image is healthy. */
const MISBEHAVING = {
  'bravo:2.0.0-missing': { kind: 'not-found' },
  'bravo:2.0.0-config': { kind: 'missing-config', configMap: 'shop-flags' },
  'bravo:2.0.0-crash': { kind: 'crash' },
  'bravo:2.0.0-oom': { kind: 'oom' },
  'bravo:2.0.0-once': { kind: 'crash-once' },
  'golf-second:2.0.0-split': { kind: 'not-found' },
  'kilo:2.0.0-late': { kind: 'never-ready' },
  'mike:2.0.0-late': { kind: 'never-ready' },
} as const;

export interface SandboxStage extends Stage {
  readonly folder: string;
  readonly process: () => Running;
  /** Starts the world's process again on the same port, after `process().kill()`. */
  restart(): Promise<void>;
}

/** The sandbox as a process of its own, reached like any cluster through its kubeconfig. */
export async function sandboxStage(): Promise<SandboxStage> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  const kubeconfig = join(folder, 'kubeconfig');
  const start = (port: string): Promise<Running> =>
    startCommand(['sandbox', '--kubeconfig', kubeconfig, '--port', port], /http:\/\/127\.0\.0\.1:\d+/, {
      cwd: folder,
      env: { HOME: folder },
    });
  let running = await start('0');
  const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(running.output())?.[1] ?? '';
  const api = new Api(kubeconfig);
  const behave = async (image: string, behaviour: { readonly kind: string }): Promise<void> => {
    await api.must('POST', '/sandbox/behaviour', { image: `${IMAGE}/${image}`, behaviour });
  };
  for (const [image, behaviour] of Object.entries(MISBEHAVING)) await behave(image, behaviour);
  return {
    name: 'sandbox',
    kubeconfig,
    context: 'sandbox',
    deniedContext: 'sandbox-viewer',
    api,
    nodeName: undefined,
    letReady: (image) => behave(image, { kind: 'healthy' }),
    folder,
    process: () => running,
    restart: async () => {
      running = await start(port);
    },
    close: async () => {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
