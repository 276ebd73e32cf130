import type { BuildRef, LogPart } from '../../contracts/ports/jenkins.js';
import type { Answer, Call, Send } from './call.js';
import { refusalOf } from './errors.js';
import { buildPath, buildWords } from './paths.js';

/** See JenkinsPort.log. */
export async function readLog(send: Send, build: BuildRef, from: number): Promise<LogPart | undefined> {
  const call: Call = {
    method: 'GET',
    path: `${buildPath(build)}/logText/progressiveText`,
    query: { start: String(from) },
    what: `read the log of ${buildWords(build)}`,
  };
  const answer = await send(call);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw refusalOf(call, answer);
  return partOf(answer, from);
}

/**
 * `X-Text-Size` is where the log ends now, in bytes of the file: what was sent may be shorter than the difference,
 * because Jenkins takes its own notes out of it. A character whose last bytes are not written yet is left for later.
 */
function partOf({ headers, body }: Pick<Answer, 'headers' | 'body'>, from: number): LogPart {
  const size = Number(headers['x-text-size'] ?? Number.NaN);
  const end = Number.isFinite(size) ? size : from + body.length;
  const more = headers['x-more-data'] === 'true';
  const cut = more ? unfinishedBytes(body) : 0;
  return { text: body.subarray(0, body.length - cut).toString('utf8'), next: end - cut, more };
}

/** How many bytes at the end begin a UTF-8 character that is not complete (RFC 3629). */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if ((byte & 0b1100_0000) === 0b1000_0000) continue;
    const wanted = byte >= 0b1111_0000 ? 4 : byte >= 0b1110_0000 ? 3 : byte >= 0b1100_0000 ? 2 : 1;
    return wanted > back ? back : 0;
  }
  return 0;
}
