import type { RefusalReason } from './types.ts';

/** The file cannot be used: trying again gives the same answer. */
export class PdfRefused extends Error {
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`The file cannot be used: ${reason}`);
    this.name = 'PdfRefused';
    this.reason = reason;
  }
}

/** The child crashed, ran out of time or memory, or could not write: worth another try. */
export class PdfFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'PdfFailed';
  }
}
