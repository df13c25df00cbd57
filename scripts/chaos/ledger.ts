/** How an envelope ends. */
export type End = 'completed' | 'declined' | 'voided' | 'expired';

/** A signer of a life, and what they were told. */
export type Party = {
  id: string;
  name: string;
  email: string;
  /** Whether they wait for their invitation, so that it must arrive. */
  waited: boolean;
  /** Whether their session was confirmed. */
  opened: boolean;
  /** The act that was confirmed. */
  did: 'signed' | 'declined' | null;
  /** How many reminders they got by hand that were confirmed. */
  reminded: number;
};

/** What the clients were told of one envelope: all of it must be there in the end. */
export type Life = {
  /** Names the envelope, its case and its document: nothing else has it. */
  title: string;
  story: string;
  caseId: string;
  documentId: string;
  documentSha256: string;
  envelopeId: string;
  sequential: boolean;
  parties: Party[];
  /** null: it was broken off by a fault, which is told; nothing more is to be said of it. */
  end: End | null;
};

/** A life that came to an end, which is what is looked at. */
export type EndedLife = Life & { end: End };

export function endedLives({ lives }: Ledger): EndedLife[] {
  return lives.flatMap((life) => (life.end === null ? [] : [{ ...life, end: life.end }]));
}

/** A kill, and the ids of the messages of the outbox that the dead process had in hand. */
export type Kill = { at: number; moment: string; inHand: ReadonlySet<string> };

/** What is noted while the server is killed. */
export type Ledger = {
  lives: Life[];
  kills: Kill[];
  /** What must not happen, in a sentence each. */
  faults: string[];
  /** How often a client heard nothing, and asked again. */
  unheard: number;
  /** Answers that were given again under their Idempotency-Key. */
  replayed: number;
  /** How often a client was told that its request is being worked on. */
  inFlight: number;
};

export function openLedger(): Ledger {
  return { lives: [], kills: [], faults: [], unheard: 0, replayed: 0, inFlight: 0 };
}

/** Those who were asked: everybody at once, or each when the one before has signed. */
export function invited({ parties, sequential }: Life): Party[] {
  return parties.filter((_, at) => !sequential || at === 0 || parties[at - 1]?.did === 'signed');
}
