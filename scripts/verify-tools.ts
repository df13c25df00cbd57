import type { Tools } from '../src/evidence/tools.ts';
import type { PdfEngine } from '../src/pdf/pdf-engine.ts';
import { verifyDetached, verifyTimeStamp } from '../src/pdf/seal/detached.ts';

/** What src/evidence needs to look at signatures. */
export function toolsOf({ verify }: PdfEngine): Tools {
  return { verifyPdf: verify, verifyDetached, verifyTimeStamp };
}
