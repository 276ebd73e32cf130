import type { Operation } from '../contracts/operation.js';

/** One line that names an operation, in any language: `#42 deploy checkout 1.4.2 (production)`. */
export function operationLine(operation: Pick<Operation, 'number' | 'skill' | 'plan'>): string {
  const { number, skill, plan } = operation;
  return `#${number} ${skill} ${plan.service} ${plan.to} (${plan.environment})`;
}
