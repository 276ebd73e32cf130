import { canonicalJson } from '../../contracts/json.js';
import type { PodSpec } from '../../contracts/kubernetes-objects.js';
import { trustKubernetesObject } from '../../trust-boundaries.js';
import type { Autoscaler, Deployment, Stored } from '../objects.js';
import { badRequest, type Cause } from './failure.js';

const required = (field: string): Cause => ({
  reason: 'FieldValueRequired',
  message: 'Required value',
  field,
});
const wrong = (field: string, value: unknown, why: string): Cause => ({
  reason: 'FieldValueInvalid',
  message: `Invalid value: ${typeof value === 'string' ? JSON.stringify(value) : String(value)}: ${why}`,
  field,
});

const NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;
const NAME_RULE =
  "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

/**
 * What is wrong with an object, as kubernetes/kubernetes, pkg/apis/…/validation would list it; empty when it is
 * acceptable. Only rules that people meet are here. Throws 400 when a field has a wrong type.
 */
export function objections(object: Stored, previous: Stored | undefined): Cause[] {
  const causes = NAME.test(object.metadata.name)
    ? []
    : [wrong('metadata.name', object.metadata.name, NAME_RULE)];
  switch (object.kind) {
    case 'Deployment':
      return [
        ...causes,
        ...deployment(
          trustKubernetesObject<Deployment>(object),
          previous && trustKubernetesObject<Deployment>(previous),
        ),
      ];
    case 'HorizontalPodAutoscaler':
      return [...causes, ...autoscaler(trustKubernetesObject<Autoscaler>(object))];
    case 'Pod':
      return [...causes, ...podSpec(trustKubernetesObject<{ spec?: PodSpec }>(object).spec, 'spec')];
    default:
      return causes;
  }
}

function wholeNumber(kind: string, field: string, value: unknown): void {
  if (value === undefined || Number.isInteger(value)) return;
  const struct = `${kind}Spec.spec.${field}`;
  throw badRequest(
    `${kind} in version "v1" cannot be handled as a ${kind}: json: cannot unmarshal ${typeof value} into Go struct field ${struct} of type int32`,
  );
}

function deployment(object: Deployment, previous: Deployment | undefined): Cause[] {
  const { spec = {} } = object;
  const { replicas, selector, template, minReadySeconds = 0, progressDeadlineSeconds } = spec;
  wholeNumber('Deployment', 'replicas', replicas);
  wholeNumber('Deployment', 'progressDeadlineSeconds', progressDeadlineSeconds);
  const causes: Cause[] = [];
  if ((replicas ?? 0) < 0)
    causes.push(wrong('spec.replicas', replicas, 'must be greater than or equal to 0'));
  if (Object.keys(selector?.matchLabels ?? {}).length + (selector?.matchExpressions?.length ?? 0) === 0)
    causes.push(required('spec.selector'));
  else if (!selects(selector?.matchLabels ?? {}, template?.metadata?.labels ?? {}))
    causes.push(
      wrong(
        'spec.template.metadata.labels',
        goMap(template?.metadata?.labels ?? {}),
        '`selector` does not match template `labels`',
      ),
    );
  if (previous && canonicalJson(previous.spec?.selector) !== canonicalJson(selector))
    causes.push(wrong('spec.selector', goSelector(selector?.matchLabels ?? {}), 'field is immutable'));
  if (progressDeadlineSeconds !== undefined && progressDeadlineSeconds <= minReadySeconds)
    causes.push(
      wrong('spec.progressDeadlineSeconds', progressDeadlineSeconds, 'must be greater than minReadySeconds'),
    );
  return [...causes, ...strategy(spec.strategy), ...podSpec(template?.spec, 'spec.template.spec')];
}

/** As `%v` of Go prints a map: messages quote it so. */
class GoText {
  constructor(private readonly text: string) {}
  toString(): string {
    return this.text;
  }
}
function goIntOrString(value: number | string | undefined): GoText {
  const isText = typeof value === 'string';
  return new GoText(
    `intstr.IntOrString{Type:${isText ? 1 : 0}, IntVal:${isText ? 0 : (value ?? 0)}, StrVal:"${isText ? value : ''}"}`,
  );
}
function goMap(labels: Readonly<Record<string, string>>): GoText {
  const pairs = Object.entries(labels)
    .sort()
    .map(([key, value]) => `"${key}":"${value}"`);
  return new GoText(`map[string]string{${pairs.join(', ')}}`);
}
function goSelector(labels: Readonly<Record<string, string>>): GoText {
  return new GoText(
    `v1.LabelSelector{MatchLabels:${goMap(labels).toString()}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}`,
  );
}

function selects(
  selector: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
): boolean {
  return Object.entries(selector).every(([key, value]) => labels[key] === value);
}

function strategy(given: NonNullable<Deployment['spec']>['strategy']): Cause[] {
  const field = 'spec.strategy';
  if (given?.type === 'Recreate')
    return given.rollingUpdate === undefined
      ? []
      : [
          {
            reason: 'FieldValueForbidden',
            message: "Forbidden: may not be specified when strategy `type` is 'Recreate'",
            field: `${field}.rollingUpdate`,
          },
        ];
  if (given?.type !== undefined && given.type !== 'RollingUpdate') {
    const shown = `apps.DeploymentStrategy{Type:"${given.type}", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}`;
    const message = `Unsupported value: ${shown}: supported values: "Recreate", "RollingUpdate"`;
    return [{ reason: 'FieldValueNotSupported', message, field }];
  }
  const { maxSurge, maxUnavailable } = given?.rollingUpdate ?? {};
  const none = (value: number | string | undefined): boolean =>
    value === 0 || value === '0' || value === '0%';
  return none(maxSurge) && none(maxUnavailable)
    ? [
        wrong(
          `${field}.rollingUpdate.maxUnavailable`,
          goIntOrString(maxUnavailable),
          'may not be 0 when `maxSurge` is 0',
        ),
      ]
    : [];
}

function podSpec(spec: PodSpec | undefined, field: string): Cause[] {
  const containers = spec?.containers ?? [];
  if (containers.length === 0) return [required(`${field}.containers`)];
  return containers.flatMap(({ name, image }, index) => {
    const at = `${field}.containers[${index}]`;
    const duplicate = containers.findIndex((other) => other.name === name) < index;
    return [
      ...(name === '' || typeof name !== 'string' ? [required(`${at}.name`)] : []),
      ...(duplicate
        ? [{ reason: 'FieldValueDuplicate', message: `Duplicate value: "${name}"`, field: `${at}.name` }]
        : []),
      ...(image === undefined || image === '' ? [required(`${at}.image`)] : []),
      ...(image !== undefined && image !== image.trim()
        ? [wrong(`${at}.image`, image, 'must not have leading or trailing whitespace')]
        : []),
    ];
  });
}

function autoscaler({ spec }: Autoscaler): Cause[] {
  const { minReplicas = 1, maxReplicas = 0, scaleTargetRef } = spec ?? {};
  return [
    ...(scaleTargetRef?.name === undefined ? [required('spec.scaleTargetRef.name')] : []),
    ...(minReplicas < 1
      ? [wrong('spec.minReplicas', minReplicas, 'must be greater than or equal to 1')]
      : []),
    ...(maxReplicas < 1 ? [wrong('spec.maxReplicas', maxReplicas, 'must be greater than 0')] : []),
    ...(maxReplicas < minReplicas
      ? [wrong('spec.maxReplicas', maxReplicas, 'must be greater than or equal to `minReplicas`')]
      : []),
  ];
}
