import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { botWith, type Bot } from './stage/bot.js';
import { planeStage } from './stage/plane.js';
import { given, imageOf, type Stage } from './stage/stage.js';
import { IMAGE } from './stage/workload.js';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const NAMESPACE = 'e2e-rbac';
const roleSchema = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });
const ROLES = parseAllDocuments(readFileSync(new URL('../../config/rbac.yaml', import.meta.url), 'utf8'))
  .map((document) => roleSchema.parse(document.toJS()))
  .filter(({ metadata }) => !['coxswain-secrets', 'coxswain-dns', 'coxswain-owners'].includes(metadata.name));
const user = { apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: 'coxswain' };

const kubeconfig = process.env.CONTROL_PLANE_KUBECONFIG;

describe.skipIf(kubeconfig === undefined)(
  'the permissions that the README gives, on a real control plane',
  () => {
    let stage: Stage;
    let bot: Bot;

    beforeAll(async () => {
      stage = await planeStage(kubeconfig ?? '');
      await stage.api.send('POST', '/api/v1/namespaces', {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { name: NAMESPACE },
      });
      for (const role of ROLES) {
        const cluster = role.kind === 'ClusterRole';
        const scope = cluster ? RBAC : `${RBAC}/namespaces/${NAMESPACE}`;
        const { name } = role.metadata;
        await stage.api.create(`${scope}/${cluster ? 'clusterroles' : 'roles'}`, role);
        const binding = {
          metadata: { name },
          roleRef: { apiGroup: user.apiGroup, kind: role.kind, name },
          subjects: [user],
        };
        await stage.api.create(`${scope}/${cluster ? 'clusterrolebindings' : 'rolebindings'}`, binding);
      }
      await given(stage, 'checkout', NAMESPACE);
      bot = botWith({
        kubernetes: { kubeconfig: stage.kubeconfig },
        environments: { shop: { context: stage.deniedContext, namespace: NAMESPACE } },
      });
      await bot.start();
    });
    afterAll(async () => {
      for (const { kind, metadata } of ROLES) {
        const scope =
          kind === 'ClusterRole'
            ? `${RBAC}/clusterrolebindings`
            : `${RBAC}/namespaces/${NAMESPACE}/rolebindings`;
        await stage.api.send('DELETE', `${scope}/${metadata.name}`);
      }
      await bot.close();
      await stage.close();
    });

    it('are enough to deploy, fail, roll back, scale, restart and look [CORE-12]', async () => {
      expect(await bot.say('deploy checkout 1.4.2 to shop')).toMatchObject({ exit: 0 });
      expect(await bot.say('deploy checkout 2.0.0-missing to shop')).toMatchObject({
        exit: 4,
        operation: { outcomes: [{ code: 'rolled_back' }] },
      });
      expect(await imageOf(stage, 'checkout', NAMESPACE)).toBe(`${IMAGE}/checkout:1.4.2`);
      expect(await bot.say('roll back checkout in shop')).toMatchObject({ exit: 0 });
      expect(await bot.say('scale checkout to 2 in shop')).toMatchObject({ exit: 0 });
      expect(await bot.say('restart checkout in shop')).toMatchObject({ exit: 0 });
      expect(await bot.say('status of shop')).toMatchObject({ exit: 0 });
    });

    it('are all needed to write: without the second role the bot says what is missing and does nothing [CORE-12]', async () => {
      await stage.api.must('DELETE', `${RBAC}/namespaces/${NAMESPACE}/rolebindings/coxswain-steer`);
      const refused = await bot.say('restart checkout in shop');
      expect(refused).toMatchObject({ exit: 3, operation: null, reply: { code: 'cluster_denied' } });
      expect(JSON.stringify(refused.reply)).toContain('patch deployments.apps');
    });
  },
);
