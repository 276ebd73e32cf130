import { z } from 'zod';

/** Somebody the bot knows, or does not know yet. Roles hang on people, never on names that can be renamed. */
export interface Person {
  readonly id: string;
  readonly display: string;
  readonly tenant: string;
  /** False: only `help` and `whoami` answer. */
  readonly known: boolean;
  readonly admin: boolean;
  readonly guest: boolean;
}

/** How much a write can hurt: shown in the plan and used by policy. */
export const riskSchema = z.enum(['low', 'medium', 'high']);
export type Risk = z.infer<typeof riskSchema>;

/** What policy says of one command. */
export type PolicyDecision =
  | { readonly kind: 'proceed' }
  /** The asker must say yes; `phrase`: only a phrase that names the environment counts; `factor`: one outside the audio channel too. */
  | {
      readonly kind: 'confirm';
      readonly phrase: boolean;
      readonly factor: boolean;
      readonly approvals: number;
    }
  | {
      readonly kind: 'refuse';
      readonly code: 'not_permitted' | 'unknown_person' | 'environment_frozen';
      readonly params: Readonly<Record<string, string | number | readonly string[]>>;
    };

/** A time in which deploys to some environments are refused: once (ISO 8601), or every week by a wall clock (`Fri 17:00`). */
export interface FreezeWindow {
  readonly name: string;
  readonly environments: readonly string[];
  readonly when:
    | { readonly from: string; readonly until: string }
    | { readonly from: string; readonly until: string; readonly zone: string };
}
