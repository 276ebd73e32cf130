import type { Kysely } from 'kysely';
import { z } from 'zod';
import { localeSchema, slotsSchema } from '../../contracts/message.js';
import type { DialogueStore, StoredDialogue } from '../../contracts/ports/ledger.js';
import { replySchema } from '../../contracts/reply.js';
import { pendingSettingSchema } from '../../contracts/schedule.js';
import type { Schema } from '../../store/schema.js';
import { fromJson } from './rows.js';
import { read, type LedgerContext } from './transaction.js';

const commandSchema = z.object({ intent: z.string(), slots: slotsSchema });
const askSchema = z.union([
  z.object({ slot: z.string(), choices: z.array(z.union([z.string(), z.number()])) }),
  z.object({ intents: z.array(z.string()) }),
]);
const dialogueSchema = z.object({
  context: z.object({
    locale: localeSchema.exactOptional(),
    last: commandSchema.exactOptional(),
    question: commandSchema.extend({ ask: askSchema }).exactOptional(),
    confirmation: commandSchema.extend({ environment: z.string().exactOptional() }).exactOptional(),
  }),
  confirming: z
    .object({ operationId: z.string(), expiresAt: z.number(), codeHash: z.string().exactOptional() })
    .nullable(),
  failures: z.int().exactOptional(),
  questionExpiresAt: z.number().nullable(),
  setting: pendingSettingSchema.nullable().exactOptional(),
  lastReply: replySchema.nullable(),
  telling: z.object({ reply: replySchema, pages: z.number() }).exactOptional(),
  updatedAt: z.number(),
});

/** What one person in one conversation was talking about. */
export function dialogueStore(context: LedgerContext): DialogueStore {
  return {
    dialogue: (conversation, person) =>
      read(context, async (db) => {
        const row = await db
          .selectFrom('dialogues')
          .select('state')
          .where('conversation', '=', conversation)
          .where('person', '=', person)
          .executeTakeFirst();
        return row === undefined ? undefined : fromJson(dialogueSchema, row.state);
      }),
  };
}

/** Part of recording an answer: see `EventLog.finishEvent`. */
export async function writeDialogue(
  db: Kysely<Schema>,
  conversation: string,
  person: string,
  dialogue: StoredDialogue,
): Promise<void> {
  const updated = { state: JSON.stringify(dialogue), updated_at: dialogue.updatedAt };
  await db
    .insertInto('dialogues')
    .values({ conversation, person, ...updated })
    .onConflict((conflict) => conflict.columns(['conversation', 'person']).doUpdateSet(updated))
    .execute();
}
