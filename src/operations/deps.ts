import type { Clock } from '../contracts/ports/clock.js';
import type { Ledger } from '../contracts/ports/ledger.js';
import type { Log } from '../contracts/ports/log.js';
import type { Operation, PlanDraft } from '../contracts/operation.js';
import type { Refusal } from '../contracts/outcome.js';
import type { Reply, ReplyDraft } from '../contracts/reply.js';
import type { AnySkill, SkillPorts } from '../contracts/skill.js';

/** What running, recovering and cancelling operations is done with. */
export interface OperationsDeps {
  readonly ledger: Ledger;
  skill(id: string): AnySkill | undefined;
  /** What the steps of skills act on. */
  readonly ports: SkillPorts;
  readonly clock: Clock;
  readonly log: Log;
  /** Policy again, at the moment it runs; undefined when its asker still may. */
  authorize(operation: Operation): Promise<Refusal | undefined>;
  /** The plan as it would be made now (`skill.plan` with the operation in its context). */
  replan(operation: Operation): Promise<PlanDraft | Refusal>;
  /** Adds number, sandbox mark and the controls that the operation's status allows. */
  decorate(draft: ReplyDraft, operation: Operation): Reply;
  /** The sandbox world that exists now; null where clusters are real. */
  world(): string | null;
}
