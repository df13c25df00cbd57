import { writeFile } from 'node:fs/promises';
import type { Context } from '../context.ts';
import type { SignatureFont, SignatureKind } from '../db/signers.ts';
import type { Tenant } from '../db/tenant.ts';
import { type Hand, PdfRefused, type RefusalReason } from '../pdf/pdf-engine.ts';
import type { StagedFile } from '../storage/file-storage.ts';
import { invalid } from './errors.ts';
import { purgeUnkept } from './purge-file.ts';

/** A signature or initials as they come with the act: typed in a hand, or an image as a data URL. */
export type InkInput =
  | { kind: 'typed'; text: string; font: SignatureFont }
  | { kind: 'drawn' | 'uploaded'; image: string };

/** Ink that is ready to be kept: an image was decoded and written anew. */
export type Ink = {
  kind: SignatureKind;
  text: string | null;
  font: SignatureFont | null;
  image: StagedFile | null;
};

export type ActInk = { signature: Ink | null; initials: Ink | null };

const REFUSALS: Partial<Record<RefusalReason, string>> = {
  unsupported_type: 'is neither a PNG nor a JPEG',
  image_too_large: 'has too many pixels',
  image_empty: 'shows nothing',
};

/**
 * Makes the ink of an act ready, runs `work` with it, and clears away what `work` did not keep.
 * Images are opened in a contained child, outside any transaction.
 *
 * @throws ApiError VALIDATION_FAILED for an image that cannot be used, saying why
 */
export async function withInk<T>(
  ctx: Context,
  tenant: Tenant,
  input: { signature?: InkInput; initials?: InkInput },
  work: (ink: ActInk) => Promise<T>,
): Promise<T> {
  const ink: ActInk = { signature: null, initials: null };
  try {
    if (input.signature) ink.signature = await ready(ctx, input.signature, 'signature');
    if (input.initials) ink.initials = await ready(ctx, input.initials, 'initials');
    return await work(ink);
  } catch (error) {
    for (const { sha256 } of imagesOf(ink)) await purgeUnkept(ctx, tenant, sha256);
    throw error;
  } finally {
    for (const image of imagesOf(ink)) await ctx.storage.discard(image);
  }
}

/**
 * The hand of a typed name. A server of the version before, which may still be running beside this
 * one, keeps none and shows the formal one.
 */
export function handOf(font: SignatureFont | null): Hand {
  return font ?? 'formal';
}

/** The files of an act's ink. */
export function imagesOf({ signature, initials }: ActInk): StagedFile[] {
  return [signature?.image, initials?.image].filter((image) => image != null);
}

async function ready(ctx: Context, input: InkInput, path: string): Promise<Ink> {
  if (input.kind === 'typed') {
    return { kind: 'typed', text: input.text, font: input.font, image: null };
  }
  const given = await ctx.storage.stagingPath();
  const outputPath = await ctx.storage.stagingPath();
  try {
    await writeFile(given, bytesOf(input.image));
    await ctx.pdf.normaliseImage({ path: given, outputPath });
    const image = await ctx.storage.adopt(outputPath);
    return { kind: input.kind, text: null, font: null, image };
  } catch (error) {
    await ctx.storage.discard({ path: outputPath });
    if (!(error instanceof PdfRefused)) throw error;
    throw invalid(`${path}.image`, REFUSALS[error.reason] ?? 'is damaged');
  } finally {
    await ctx.storage.discard({ path: given });
  }
}

function bytesOf(dataUrl: string): Buffer {
  return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
}
