import { describe, expect, it } from 'vitest';
import { completePatch } from '../../../skills/shared/effect.js';
import {
  annotate,
  changeImage,
  changeReplicas,
  pointerSegment,
  restartTemplate,
  revertTemplate,
  setPaused,
} from '../../../skills/shared/patches.js';
import type { Deployment } from '../../../src/contracts/kubernetes-objects.js';

const deployment: Deployment = {
  metadata: { name: 'checkout', uid: 'u1', generation: 7, annotations: { 'a/b': 'x' } },
  spec: { replicas: 3, template: { metadata: { labels: { app: 'a' } } } },
};
const paused: Deployment = { ...deployment, spec: { ...deployment.spec, paused: true } };

describe('a guarded patch', () => {
  it('tests the object, the values replaced, and leaves its marks, in one list', () => {
    const patch = completePatch(
      deployment,
      { operations: changeImage(1, 'checkout', 'x:1', 'x:2'), cause: 'why' },
      'op/patch',
    );
    expect(patch).toEqual([
      { op: 'test', path: '/metadata/uid', value: 'u1' },
      { op: 'test', path: '/spec/template/spec/containers/1/name', value: 'checkout' },
      { op: 'test', path: '/spec/template/spec/containers/1/image', value: 'x:1' },
      { op: 'replace', path: '/spec/template/spec/containers/1/image', value: 'x:2' },
      { op: 'add', path: '/metadata/annotations/coxswain.dev~1operation', value: 'op/patch' },
      { op: 'add', path: '/metadata/annotations/kubernetes.io~1change-cause', value: 'why' },
    ]);
  });

  it('escapes keys as JSON pointers', () => expect(pointerSegment('a/b~c')).toBe('a~1b~0c'));

  it('makes the map of annotations where there is none, and removes only what is there', () => {
    const bare: Deployment = { metadata: { name: 'checkout' } };
    expect(annotate(bare, { k: 'v', gone: undefined })).toEqual([
      { op: 'add', path: '/metadata/annotations', value: { k: 'v' } },
    ]);
    expect(annotate(deployment, { 'a/b': undefined, gone: undefined })).toEqual([
      { op: 'remove', path: '/metadata/annotations/a~1b' },
    ]);
  });

  it('of a template is bound to the generation and continues a paused rollout', () => {
    const template = { metadata: { labels: { app: 'b' } } };
    const guarded = { op: 'test', path: '/metadata/generation', value: 7 };
    const replaced = { op: 'replace', path: '/spec/template', value: template };
    expect(revertTemplate(deployment, template)).toEqual([guarded, replaced]);
    expect(revertTemplate(paused, template)).toEqual([
      guarded,
      replaced,
      { op: 'test', path: '/spec/paused', value: true },
      { op: 'replace', path: '/spec/paused', value: false },
    ]);
  });

  it('of replicas is bound to the number that was shown', () => {
    expect(changeReplicas(3, 5)).toEqual([
      { op: 'test', path: '/spec/replicas', value: 3 },
      { op: 'replace', path: '/spec/replicas', value: 5 },
    ]);
  });

  it('pauses only the specification that was read', () => {
    expect(setPaused(deployment, true)).toEqual([
      { op: 'test', path: '/metadata/generation', value: 7 },
      { op: 'add', path: '/spec/paused', value: true },
    ]);
  });

  it.each([
    [undefined, '/spec/template/metadata', { annotations: { 'kubectl.kubernetes.io/restartedAt': 't' } }],
    [{}, '/spec/template/metadata/annotations', { 'kubectl.kubernetes.io/restartedAt': 't' }],
    [{ annotations: {} }, '/spec/template/metadata/annotations/kubectl.kubernetes.io~1restartedAt', 't'],
  ])('of a restart adds to a template whose metadata is %j', (metadata, path, value) => {
    const template = metadata === undefined ? {} : { metadata };
    expect(restartTemplate({ ...deployment, spec: { template } }, 't')[1]).toEqual({
      op: 'add',
      path,
      value,
    });
  });
});
