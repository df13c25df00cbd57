type PdfPage = {
  /** Content stream; fonts F1 and images I1 are there as given. */
  content: string;
  font?: string;
  /** An image XObject's stream with its filter. */
  image?: { filter: string; bits: number; bytes: Buffer };
  rotate?: number;
  width?: number;
  height?: number;
};

/** A PDF by hand, for what no ordinary tool writes any more: fonts that are not embedded. */
export function makePdf(pages: readonly PdfPage[], extra: readonly string[] = []): Buffer {
  // 1 is the catalog, 2 the page tree; then three objects a page, then the extra ones.
  const objects: Buffer[] = [];
  const add = (body: string | Buffer) => objects.push(Buffer.from(body));
  add('<< /Type /Catalog /Pages 2 0 R >>');
  const kids = pages.map((_, index) => `${3 + index * 4} 0 R`).join(' ');
  add(`<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`);
  pages.forEach((page, index) => {
    const first = 3 + index * 4;
    const box = `[0 0 ${page.width ?? 595} ${page.height ?? 842}]`;
    const resources = `<< /Font << /F1 ${first + 2} 0 R >> /XObject << /I1 ${first + 3} 0 R >> >>`;
    add(
      `<< /Type /Page /Parent 2 0 R /MediaBox ${box} /Rotate ${page.rotate ?? 0} ` +
        `/Contents ${first + 1} 0 R /Resources ${resources} >>`,
    );
    add(stream('', Buffer.from(page.content, 'latin1')));
    add(page.font ?? '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>');
    add(imageOf(page.image));
  });
  for (const body of extra) add(body);
  return assemble(objects);
}

function imageOf(image: PdfPage['image']): Buffer {
  const filter = image ? `/Filter /${image.filter}` : '';
  const entries = `/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent ${image?.bits ?? 8} ${filter}`;
  return stream(entries, image?.bytes ?? Buffer.alloc(64));
}

function stream(entries: string, bytes: Buffer): Buffer {
  const head = Buffer.from(`<< ${entries} /Length ${bytes.length} >>\nstream\n`);
  return Buffer.concat([head, bytes, Buffer.from('\nendstream')]);
}

function assemble(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.7\n')];
  const offsets: number[] = [];
  let length = parts[0]?.length ?? 0;
  const push = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  objects.forEach((body, index) => {
    offsets.push(length);
    push(Buffer.concat([Buffer.from(`${index + 1} 0 obj\n`), body, Buffer.from('\nendobj\n')]));
  });
  const start = length;
  const rows = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const size = objects.length + 1;
  push(Buffer.from(`xref\n0 ${size}\n0000000000 65535 f \n${rows}`));
  push(Buffer.from(`trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`));
  return Buffer.concat(parts);
}
