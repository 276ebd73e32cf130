import { X509Certificate } from 'node:crypto';
import type { Ingress } from '../../../src/contracts/kubernetes-objects.js';
import { refKey, type Detected, type ObjectRef } from '../finding.js';
import { quote } from '../proof.js';
import { refOf, type World } from '../world.js';
import { calledService } from './admission-refused.js';
import { refusedCreators } from './creation-refused.js';
import type { Detector } from './detector.js';

/** Certificates that clients refuse: missing, expired, for another host, or not issued. Values of Secrets are read only when opted in. */
export const tlsInvalid: Detector = (world) => [
  ...world.list('Ingress').flatMap((ingress) => ofIngress(world, ingress)),
  ...ofWebhooks(world),
  ...world.list('Certificate').flatMap((certificate): Detected[] => {
    const ready = certificate.status?.conditions?.find(({ type }) => type === 'Ready');
    const { notAfter } = certificate.status ?? {};
    const over = Date.parse(notAfter ?? '') < world.now;
    if (ready?.status !== 'False' && !over) return [];
    const ref = refOf('Certificate', certificate);
    const onset = Date.parse((over ? notAfter : ready?.lastTransitionTime) ?? '');
    const problem = over
      ? `expired, status.notAfter ${notAfter ?? ''}`
      : `Ready=False: ${ready?.message ?? ready?.reason ?? ''}`;
    const said =
      ready?.status === 'False'
        ? [`condition Ready: False, ${ready.reason ?? ''} ${ready.message ?? ''}`]
        : [];
    return [
      {
        mode: 'TlsInvalid',
        object: ref,
        onset: Number.isNaN(onset) ? undefined : onset,
        params: { problem },
        evidence: [...said, ...(over ? [problem] : [])].map((text) => quote(ref, text)),
      },
    ];
  }),
];

function ofIngress(world: World, ingress: Ingress): readonly Detected[] {
  const ref = refOf('Ingress', ingress);
  return (ingress.spec?.tls ?? []).flatMap(({ secretName, hosts = [] }): Detected[] => {
    if (secretName === undefined || !world.looked('Secret')) return [];
    const secret: ObjectRef = { kind: 'Secret', namespace: ref.namespace, name: secretName };
    const found = world.find('Secret', ref.namespace, secretName);
    const problem =
      found === undefined
        ? `Secret ${secretName} does not exist`
        : problemOf(found.data?.['tls.crt'], hosts, world.snapshot.readAt);
    if (problem === undefined) return [];
    return [
      {
        mode: 'TlsInvalid',
        object: ref,
        params: { problem },
        about: [secret],
        evidence: [quote(secret, problem)],
      },
    ];
  });
}

/** The words of Go's crypto/x509 for a certificate past its time, or for another host. An unknown authority is neither. */
const REFUSED = /x509: (certificate (?:has expired|is valid for|is not valid for any names)[^"]*)/;

/** Webhooks whose certificate the API server did not take: its refusal of pods quotes why. */
function ofWebhooks(world: World): readonly Detected[] {
  const found = new Map<string, Detected>();
  for (const { ref, message, onset } of refusedCreators(world)) {
    const problem = REFUSED.exec(message)?.[1];
    const [service] = calledService(message);
    if (problem === undefined || service === undefined || found.has(refKey(service))) continue;
    found.set(refKey(service), {
      mode: 'TlsInvalid',
      object: service,
      onset,
      params: { problem },
      evidence: [quote(ref, `FailedCreate: ${message}`)],
      next: [{ kind: 'kubectl', command: secretsOf(service) }],
    });
  }
  return [...found.values()];
}

/** Where a webhook's certificate lies is not told: it is one of these. */
function secretsOf({ namespace }: ObjectRef): string {
  return `kubectl get secrets -n ${namespace} --field-selector type=kubernetes.io/tls`;
}

/** What is wrong with a base64 PEM certificate for these hosts at `now`; undefined when nothing is, or its value was not read. */
function problemOf(encoded: string | undefined, hosts: readonly string[], now: number): string | undefined {
  if (encoded === undefined || encoded === '') return undefined;
  const certificate = parse(Buffer.from(encoded, 'base64'));
  if (certificate === undefined) return 'tls.crt is no certificate';
  if (Date.parse(certificate.validTo) < now) return `certificate expired (notAfter ${certificate.validTo})`;
  // Node's host check takes no wildcard as the question: compare with a name below it.
  const wrong = hosts.find((host) => certificate.checkHost(host.replace(/^\*\./, 'any.')) === undefined);
  return wrong === undefined
    ? undefined
    : `certificate is not for ${wrong} (${certificate.subjectAltName ?? certificate.subject})`;
}

function parse(pem: Buffer): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}
