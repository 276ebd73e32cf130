import { createHash } from 'node:crypto';
import { canonicalJson } from '../contracts/json.js';
import type { Slots } from '../contracts/message.js';
import type { Plan } from '../contracts/operation.js';

/**
 * What a confirmation or an approval is bound to: the command and everything its plan rests on. Warnings and risk
 * are judgements over the same facts and stay out, so that a reworded warning never asks anybody again.
 * @returns a sha256 in hexadecimal
 */
export function planDigest(slots: Slots, plan: Plan): string {
  const { skill, targets, data, observed, from, to } = plan;
  return createHash('sha256')
    .update(canonicalJson({ skill, slots, targets, data, observed, from, to }))
    .digest('hex');
}
