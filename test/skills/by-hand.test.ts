import { describe, expect, it } from 'vitest';
import { skills } from '../../skills/index.js';
import type { Slots } from '../../src/contracts/message.js';
import { commandsByHand } from '../../src/registry/by-hand.js';

const lab = { cluster: 'lab', namespace: 'shop' };
const place = { service: 'checkout', environment: 'production' };
const EXPECTED: Readonly<Record<string, readonly (readonly [Slots, string])[]>> = {
  deploy: [
    [
      { ...place, version: '1.4.2' },
      "kubectl --context lab -n shop set image deployment/checkout 'checkout=<image of checkout>:1.4.2'",
    ],
  ],
  rollback: [
    [
      place,
      'kubectl --context lab -n shop rollout history deployment/checkout\n' +
        "kubectl --context lab -n shop rollout undo deployment/checkout '--to-revision=<revision>'",
    ],
    [
      { ...place, version: 'revision 12' },
      'kubectl --context lab -n shop rollout history deployment/checkout\n' +
        'kubectl --context lab -n shop rollout undo deployment/checkout --to-revision=12',
    ],
  ],
  scale: [
    [{ ...place, replicas: 5 }, 'kubectl --context lab -n shop scale deployment/checkout --replicas=5'],
  ],
  restart: [[place, 'kubectl --context lab -n shop rollout restart deployment/checkout']],
  resume: [
    [place, 'kubectl --context lab -n shop rollout resume deployment/checkout'],
    [{ id: 42 }, 'kubectl --context lab -n shop rollout resume deployment/checkout'],
  ],
};

/** They change Jenkins or GitHub, where kubectl helps nobody. */
const ELSEWHERE: readonly string[] = ['file-issue', 'pipeline-run', 'pipeline-stop', 'pipeline-approve'];

describe('what a person with kubectl types when the bot can’t act', () => {
  const writing = skills.filter(({ effect, id }) => effect === 'write' && !ELSEWHERE.includes(id));

  it('is known of every skill that changes a cluster', () => {
    expect(writing.map(({ id }) => id).sort()).toEqual(Object.keys(EXPECTED).sort());
  });

  it.each(
    writing.flatMap((skill) =>
      (EXPECTED[skill.id] ?? []).map(
        ([slots, text]) => [skill.id, JSON.stringify(slots), skill, slots, text] as const,
      ),
    ),
  )('%s %s', (_id, _said, skill, slots, text) => {
    expect(commandsByHand(skill, slots, [{ target: lab, name: 'checkout' }])).toBe(text);
  });

  it('names the kubeconfig file that coxswain.yaml names, quoted where the shell wants it', () => {
    const [restart] = writing.filter(({ id }) => id === 'restart');
    const target = { ...lab, kubeconfig: '/srv/my clusters/kubeconfig' };
    expect(restart && commandsByHand(restart, place, [{ target, name: 'cart' }])).toBe(
      "kubectl --kubeconfig '/srv/my clusters/kubeconfig' --context lab -n shop rollout restart deployment/cart",
    );
  });

  it('is one command a target', () => {
    const [restart] = writing.filter(({ id }) => id === 'restart');
    const targets = [lab, { ...lab, cluster: 'lab-b' }].map((target) => ({ target, name: 'cart' }));
    const commands = restart === undefined ? undefined : commandsByHand(restart, place, targets);
    expect(commands?.split('\n')).toHaveLength(2);
  });
});
