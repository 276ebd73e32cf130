import { X509Certificate } from 'node:crypto';
import type { Ingress } from '../../../src/contracts/kubernetes-objects.js';
import type { Detected, ObjectRef } from '../finding.js';
import { quote } from '../proof.js';
import { refOf, type World } from '../world.js';
import type { Detector } from './detector.js';

/** Certificates that clients refuse: missing, expired, for another host, or not issued. Values of Secrets are read only when opted in. */
export const tlsInvalid: Detector = (world) => [
  ...world.list('Ingress').flatMap((ingress) => ofIngress(world, ingress)),
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
