import type { Locale } from '../../src/contracts/message.js';
import type { Finding, ObjectRef } from './finding.js';
import { nextSteps } from './next-steps.js';
import { en } from './phrases.en.js';
import { ko } from './phrases.ko.js';
import type { Report } from './triage.js';
import { changeText, sayStep, stepText } from './wording.js';

/** The report as `coxswain triage --json` prints it: worst first. */
export interface JsonReport {
  readonly findings: readonly JsonFinding[];
  readonly incomplete: readonly { readonly what: string; readonly why: string }[];
}
export interface JsonFinding {
  readonly mode: string;
  readonly role: 'cause' | 'symptom';
  readonly object: ObjectRef;
  readonly service: string | null;
  readonly evidence: readonly { readonly object: string; readonly text: string }[];
  readonly explains: readonly { readonly mode: string; readonly object: ObjectRef }[];
  /** What changed before it began, where that is known. */
  readonly change: { readonly at: string; readonly what: string; readonly who: string | null } | null;
  readonly next: readonly { readonly say: string; readonly why: string }[];
}

export function jsonReport({ findings, incomplete, environment }: Report, locale: Locale): JsonReport {
  const phrases = locale === 'ko' ? ko : en;
  return {
    findings: findings.map((finding) => {
      const change = finding.suspect?.change ?? finding.change;
      return {
        mode: finding.mode,
        role: finding.role,
        object: plain(finding.object),
        service: finding.service ?? null,
        evidence: finding.evidence.map(({ object, text }) => ({ object, text })),
        explains: finding.explains.map(({ mode, object }: Finding) => ({ mode, object: plain(object) })),
        change:
          change === undefined
            ? null
            : {
                at: new Date(change.at).toISOString(),
                what: changeText({ ...change, who: undefined }, locale),
                who: change.who ?? null,
              },
        next: nextSteps(finding).map((step) => ({
          say: sayStep(step, environment ?? finding.object.namespace, phrases, locale),
          why: stepText(finding, locale),
        })),
      };
    }),
    incomplete: incomplete.map(({ what, why }) => ({ what, why })),
  };
}

function plain({ kind, namespace, name }: ObjectRef): ObjectRef {
  return { kind, namespace, name };
}
