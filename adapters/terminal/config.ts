import { z } from 'zod';

/** The `terminal:` section. */
export const terminalSchema = z.strictObject(
  {
    /** Lines of `coxswain chat` remembered between sessions; 0 keeps none on disk. */
    history: z
      .int({ error: 'a whole number of lines from 0 to 10000' })
      .min(0, { error: 'a whole number of lines from 0 to 10000' })
      .max(10_000, { error: 'a whole number of lines from 0 to 10000' })
      .default(1000),
  },
  { error: 'a section such as { history: 1000 }' },
);
export type TerminalConfig = z.infer<typeof terminalSchema>;

/** What its values must be, in Korean as the object of "적어 주세요", by the schema's words. */
export const terminalKorean = {
  'a whole number of lines from 0 to 10000': '줄 수를 0부터 10000까지의 정수로',
  'a section such as { history: 1000 }': '{ history: 1000 } 같은 항목을',
} as const;
