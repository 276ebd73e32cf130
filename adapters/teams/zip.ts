import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  readonly name: string;
  readonly content: Buffer;
}

/** 1980-01-01, the earliest that the format knows: the same content gives the same bytes. */
const DATE = 0x21;
const UTF8 = 0x0800;
const DEFLATED = 8;

/** A zip archive (PKWARE APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16), for a few small files. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const packed = deflateRawSync(content);
    const title = Buffer.from(name);
    const shared = sharedHeader(content, packed, title);
    const local = Buffer.concat([numbers([0x04034b50, 4], [20, 2]), shared, numbers([0, 2]), title, packed]);
    const rest = numbers([0, 2], [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    central.push(Buffer.concat([numbers([0x02014b50, 4], [20, 2], [20, 2]), shared, rest, title]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(central);
  const count = entries.length;
  const end = numbers(
    ...([
      [0x06054b50, 4],
      [0, 2],
      [0, 2],
      [count, 2],
      [count, 2],
    ] satisfies Field[]),
    ...([
      [directory.length, 4],
      [offset, 4],
      [0, 2],
    ] satisfies Field[]),
  );
  return Buffer.concat([...locals, directory, end]);
}

function sharedHeader(content: Buffer, packed: Buffer, title: Buffer): Buffer {
  return numbers(
    ...([
      [UTF8, 2],
      [DEFLATED, 2],
      [0, 2],
      [DATE, 2],
    ] satisfies Field[]),
    ...([
      [crc32(content), 4],
      [packed.length, 4],
      [content.length, 4],
      [title.length, 2],
    ] satisfies Field[]),
  );
}

type Field = readonly [value: number, bytes: 2 | 4];

function numbers(...fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
