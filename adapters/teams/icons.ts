import { crc32, deflateSync } from 'node:zlib';

type Pixel = readonly [red: number, green: number, blue: number, alpha: number];
const SEA: Pixel = [11, 61, 92, 255];
const WHITE: Pixel = [255, 255, 255, 255];
const NOTHING: Pixel = [255, 255, 255, 0];

/** The colour icon, 192 by 192: a ship's wheel on the sea. */
export const colorIcon = (): Buffer => png(192, (x, y) => (isWheel(x, y, 0.36) ? WHITE : SEA));
/** The outline icon, 32 by 32: white on nothing, as Teams asks for. */
export const outlineIcon = (): Buffer => png(32, (x, y) => (isWheel(x, y, 0.46) ? WHITE : NOTHING));

/** A ring with eight spokes that stand out of it. `x` and `y` are from -0.5 to 0.5. */
function isWheel(x: number, y: number, radius: number): boolean {
  const distance = Math.hypot(x, y);
  const ring = distance > radius * 0.58 && distance < radius * 0.76;
  const step = Math.PI / 4;
  const angle = Math.abs(((Math.atan2(y, x) + 2 * Math.PI + step / 2) % step) - step / 2);
  const spoke = distance < radius && distance * Math.sin(angle) < radius * 0.08;
  return ring || spoke || distance < radius * 0.2;
}

/** PNG (W3C, second edition): 8 bits a channel, with alpha, no filter. */
function png(size: number, pixelAt: (x: number, y: number) => Pixel): Buffer {
  const rows = Array.from({ length: size }, (_, y) => [
    0,
    ...Array.from({ length: size }, (_row, x) =>
      pixelAt((x + 0.5) / size - 0.5, (y + 0.5) / size - 0.5),
    ).flat(),
  ]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  header.set([8, 6, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(content));
  return Buffer.concat([length, content, sum]);
}
