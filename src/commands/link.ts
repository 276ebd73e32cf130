import { openBot } from './bot.js';
import { configurationOf } from './configuration.js';
import { EXIT } from './exit-codes.js';
import { reportFailure } from './face.js';
import { writeLines, type Io } from './io.js';

const TEXTS = {
  en: (code: string) => ['Say this to Coxswain in your chat within 10 minutes:', `  the code is ${code}`],
  ko: (code: string) => ['10분 안에 채팅에서 Coxswain에게 이렇게 말하세요:', `  코드는 ${code}`],
} as const;

/** `coxswain link`: a one-time code that makes a chat account this person. Returns the exit code. */
export async function link(io: Io): Promise<number> {
  const configuration = configurationOf(io);
  const bot = openBot(configuration, undefined, () => false);
  try {
    writeLines(io.stdout, TEXTS[configuration.locale](await bot.code(io.user)));
    return EXIT.succeeded;
  } catch (error) {
    return reportFailure(io, error, configuration.locale);
  } finally {
    await bot.leave(true);
  }
}
