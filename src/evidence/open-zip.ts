import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { foldedPath, isSafePath } from './file-names.ts';
import { LIMITS } from './manifest.ts';

export type ZipFaultCode =
  | 'zip_unreadable'
  | 'zip_limits'
  | 'zip_hidden'
  | 'name_unsafe'
  | 'name_twice';

/** What is wrong with an archive as such, before anything in it was looked at. */
export class ZipFault extends Error {
  readonly code: ZipFaultCode;
  /** The path in question, as it stands in the archive. */
  readonly path: string | null;

  constructor(code: ZipFaultCode, message: string, path: string | null = null) {
    super(message);
    this.name = 'ZipFault';
    this.code = code;
    this.path = path;
  }
}

export type OpenZip = {
  /** Bytes of each file, unpacked, as the archive says; reading fails where it is not so. */
  sizes: ReadonlyMap<string, number>;
  /** Unpacks a file into `target`. @throws {ZipFault} */
  unpack(path: string, target: NodeJS.WritableStream): Promise<void>;
  /** All of a small file. @throws {ZipFault} also when it has more than `maxBytes` */
  read(path: string, maxBytes: number): Promise<Buffer>;
  close(): void;
};

/** Bits of the general purpose flag: encrypted, sizes after the data, name in UTF-8. */
const FLAG = { encrypted: 1, descriptor: 8, utf8: 0x800 };
const FLAGS = FLAG.encrypted | FLAG.descriptor | FLAG.utf8;
/** After the data: a signature, the CRC and two sizes, of eight bytes each in ZIP64. */
const MAX_DESCRIPTOR_BYTES = 24;
const [ENTRY_BYTES, END_BYTES, ZIP64_END_BYTES] = [46, 22, 56 + 20];
/** Kinds of Unix files: a folder, a file, or not said. */
const KINDS = [0, 0o040000, 0o100000];

/**
 * Opens somebody else's archive without unpacking anything: names that stay inside and cannot meet
 * on any file system, sizes within limits, no byte of it outside the files that it lists.
 * @throws {ZipFault}
 */
export async function openZip(path: string): Promise<OpenZip> {
  const archive = await attempt(() =>
    openPromise(path, { autoClose: false, decodeStrings: false }),
  );
  try {
    const entries = await attempt(() => listEntries(archive));
    await checkLayout(archive, [...entries.values()]);
    return { ...filesOf(archive, entries), close: () => archive.close() };
  } catch (error) {
    archive.close();
    throw error;
  }
}

async function attempt<T>(work: () => Promise<T>, path: string | null = null): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ZipFault) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new ZipFault('zip_unreadable', `it cannot be read as a ZIP: ${reason}`, path);
  }
}

async function listEntries(archive: ZipFile): Promise<Map<string, Entry>> {
  if (archive.entryCount > LIMITS.entries) {
    throw new ZipFault('zip_limits', `it has ${archive.entryCount} files`);
  }
  const entries = new Map<string, Entry>();
  const seen = new Set<string>();
  let total = 0;
  for await (const entry of archive.eachEntry()) {
    const name = nameOf(entry);
    const folded = foldedPath(name.replace(/\/$/, ''));
    if (seen.has(folded)) throw new ZipFault('name_twice', 'a name is there twice', name);
    seen.add(folded);
    total += entry.uncompressedSize;
    if (entry.uncompressedSize > LIMITS.fileBytes || total > LIMITS.totalBytes) {
      throw new ZipFault('zip_limits', 'it is too large when unpacked', name);
    }
    entries.set(name, entry);
  }
  return entries;
}

/** The name, when all programs that unpack it would give it the same, inside the same folder. */
function nameOf(entry: Entry): string {
  const raw = Buffer.from(entry.fileNameRaw);
  const name = raw.toString('utf8');
  const bare = isFolder(name, entry) ? name.slice(0, -1) : name;
  const plain = /^[ -~]*$/.test(name) || (entry.generalPurposeBitFlag & FLAG.utf8) !== 0;
  if (!plain || !Buffer.from(name).equals(raw) || !isSafePath(bare)) {
    throw new ZipFault('name_unsafe', 'a name is not safe to unpack', name);
  }
  // Info-ZIP's second name for the same file.
  const renamed = entry.extraFields.some(({ id }) => id === 0x7075);
  const kind = (entry.externalFileAttributes >>> 16) & 0o170000;
  if (renamed || entry.fileCommentLength > 0 || !KINDS.includes(kind)) {
    throw new ZipFault('name_unsafe', 'an entry is more than a file', name);
  }
  return name;
}

function isFolder(name: string, { uncompressedSize, compressedSize }: Entry): boolean {
  return name.endsWith('/') && uncompressedSize === 0 && compressedSize === 0;
}

/** The files fill the archive, one after the other: nothing overlaps and nothing is in between. */
async function checkLayout(archive: ZipFile, entries: Entry[]): Promise<void> {
  const inOrder = entries.sort(
    (a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader,
  );
  let [end, slack] = [0, 0];
  for (const entry of inOrder) {
    const start = entry.relativeOffsetOfLocalHeader;
    const header = await attempt(() => archive.readLocalFileHeaderPromise(entry));
    const same =
      Buffer.from(entry.fileNameRaw).equals(header.fileName) &&
      entry.compressionMethod === header.compressionMethod &&
      ((entry.generalPurposeBitFlag ^ header.generalPurposeBitFlag) & FLAGS) === 0;
    if (!same || start < end || start > end + slack) throw hidden();
    end = header.fileDataStart + entry.compressedSize;
    slack = (entry.generalPurposeBitFlag & FLAG.descriptor) === 0 ? 0 : MAX_DESCRIPTOR_BYTES;
  }
  const directory = entries.reduce(
    (bytes, entry) => bytes + ENTRY_BYTES + entry.fileNameLength + entry.extraFieldLength,
    END_BYTES,
  );
  const rest = archive.fileSize - end - directory;
  const fits = [rest, rest - ZIP64_END_BYTES].some((bytes) => bytes >= 0 && bytes <= slack);
  if (!fits || archive.comment.length > 0) throw hidden();
}

function hidden(): ZipFault {
  return new ZipFault('zip_hidden', 'there are bytes in it that belong to none of its files');
}

function filesOf(archive: ZipFile, entries: ReadonlyMap<string, Entry>): Omit<OpenZip, 'close'> {
  const files = [...entries].filter(([name]) => !name.endsWith('/'));
  const unpack = (path: string, target: NodeJS.WritableStream) =>
    attempt(async () => {
      const entry = entries.get(path);
      if (!entry) throw new Error('there is no such file');
      if ((entry.generalPurposeBitFlag & FLAG.encrypted) !== 0) throw new Error('it is encrypted');
      await pipeline(await archive.openReadStreamPromise(entry), target);
    }, path);
  return {
    sizes: new Map(files.map(([name, { uncompressedSize }]) => [name, uncompressedSize])),
    unpack,
    async read(path, maxBytes) {
      if ((entries.get(path)?.uncompressedSize ?? 0) > maxBytes) {
        throw new ZipFault('zip_limits', `it has more than ${maxBytes} bytes`, path);
      }
      const chunks: Buffer[] = [];
      await unpack(path, collector(chunks));
      return Buffer.concat(chunks);
    },
  };
}

function collector(chunks: Buffer[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
}
