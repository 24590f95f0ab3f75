import sharp from 'sharp';

type Part = { name: string; bytes?: Buffer; unpacked?: number; flags?: number; method?: number };

/** A zip archive of parts that are stored as they come; `unpacked`, `flags` and `method` may lie, as a forger's would. */
export const zipOf = (parts: readonly Part[]): Buffer => {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, bytes = Buffer.from('x'), unpacked = bytes.length, flags = 0, method = 0 } of parts) {
    const called = Buffer.from(name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(bytes.length, 18);
    local.writeUInt32LE(unpacked, 22);
    local.writeUInt16LE(called.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(flags, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(bytes.length, 20);
    entry.writeUInt32LE(unpacked, 24);
    entry.writeUInt16LE(called.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, called, bytes);
    directory.push(entry, called);
    at += 30 + called.length + bytes.length;
  }
  const list = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(list.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, list, end]);
};

export const docxOf = (...more: Part[]): Buffer =>
  zipOf([{ name: '[Content_Types].xml' }, { name: 'word/document.xml' }, ...more]);

/** A compound file with streams of these names, its directory spread over as many sectors as they need. */
export const compoundOf = (names: readonly string[]): Buffer => {
  const entries = Buffer.alloc(Math.ceil(names.length / 4) * 512);
  for (const [index, name] of names.entries()) {
    entries.write(name, index * 128, 'utf16le');
    entries.writeUInt16LE(name.length * 2 + 2, index * 128 + 64);
  }
  const header = Buffer.alloc(512, 0xff);
  Buffer.from('d0cf11e0a1b11ae1', 'hex').copy(header);
  header.writeUInt16LE(9, 0x1e);
  header.writeUInt32LE(1, 0x30);
  header.writeUInt32LE(0xfffffffe, 0x44);
  header.writeUInt32LE(0, 0x4c);
  const table = Buffer.alloc(512, 0xff);
  const sectors = entries.length / 512;
  for (let index = 1; index <= sectors; index++)
    table.writeUInt32LE(index === sectors ? 0xfffffffe : index + 1, index * 4);
  return Buffer.concat([header, table, entries]);
};

export const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n');

const canvas = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 200, g: 120, b: 40 } } });

/** A photograph that says where it was taken and by which phone, lying on its side. */
export const photograph = (): Promise<Buffer> =>
  canvas(60, 40)
    .jpeg()
    .withExif({
      IFD0: { Make: 'SecretPhoneMaker', ImageDescription: 'in front of the reporter house' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '30/1 15/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '120/1 10/1 0/1' },
    })
    .withMetadata({ orientation: 6 })
    .toBuffer();

/** The same picture without a word about where. */
export const plainPicture = (type: 'jpeg' | 'png' | 'webp' | 'gif', width = 60, height = 40): Promise<Buffer> =>
  canvas(width, height).toFormat(type).toBuffer();
