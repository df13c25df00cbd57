export type ImageFault = 'type' | 'heic' | 'pdf' | 'size' | 'unreadable';

// Of a photo as a telephone takes it; what is sent is much smaller.
const MAX_FILE_BYTES = 20 * 1024 * 1024;
const FIRST_BYTES = {
  'image/png': [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  'image/jpeg': [0xff, 0xd8, 0xff],
};
const HEAD_BYTES = 12;
type ImageType = keyof typeof FIRST_BYTES;

// Sharp where it stands in the document, and two of them well within one request.
const LONGEST_EDGE = 1200;
const MAX_URL_LENGTH = 350_000;
const SHRINK = 0.8;

/**
 * A chosen PNG or JPEG as a `data:` URL. The picture is drawn anew: turned as a camera's note says,
 * no larger than a signature needs, and without what a photo tells beside, such as where it was
 * taken.
 */
export async function readImage(file: File): Promise<{ image: string } | { fault: ImageFault }> {
  const url = URL.createObjectURL(file);
  try {
    const head = new Uint8Array(await file.slice(0, HEAD_BYTES).arrayBuffer());
    const type = typeOf(head);
    if (type === null) return { fault: otherTypeOf(head) };
    if (file.size > MAX_FILE_BYTES) return { fault: 'size' };
    const picture = new Image();
    picture.src = url;
    await picture.decode();
    return { image: redraw(picture, type) };
  } catch {
    return { fault: 'unreadable' };
  } finally {
    URL.revokeObjectURL(url);
  }
}

/** By its first bytes: the name of a file says what it likes. */
function typeOf(head: Uint8Array): ImageType | null {
  const types: readonly ImageType[] = ['image/png', 'image/jpeg'];
  return (
    types.find((type) => FIRST_BYTES[type].every((byte, place) => head[place] === byte)) ?? null
  );
}

/** What somebody is likely to have chosen instead. HEIF: ISO/IEC 23008-12, 10.2 and annex B. */
function otherTypeOf(head: Uint8Array): ImageFault {
  const text = String.fromCharCode(...head);
  if (text.startsWith('%PDF-')) return 'pdf';
  return /^.{4}ftyp(heic|heix|heim|heis|hevc|hevx|mif1|msf1)/s.test(text) ? 'heic' : 'type';
}

function redraw(picture: HTMLImageElement, type: ImageType): string {
  const { naturalWidth, naturalHeight } = picture;
  const longest = Math.max(naturalWidth, naturalHeight);
  for (let edge = Math.min(longest, LONGEST_EDGE); ; edge *= SHRINK) {
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round((naturalWidth * edge) / longest));
    canvas.height = Math.max(1, Math.round((naturalHeight * edge) / longest));
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const url = canvas.toDataURL(type, 0.9);
    if (url.length <= MAX_URL_LENGTH) return url;
  }
}
