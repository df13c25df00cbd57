import type { Audience } from '../db/certificates.ts';
import type { Locale } from '../db/envelopes.ts';
import type { UndeliverableReason } from '../db/signers.ts';
import type { Tenant } from '../db/tenant.ts';
import type { ReminderReason } from '../lifecycle/asked.ts';

/** A signer's id, or the sender of the envelope. */
export type Recipient = string | 'sender';

/**
 * What must happen after a commit. The worker has exactly one handler for each type; a type
 * without one does not compile.
 */
export type Message =
  | {
      type: 'mail.invitation';
      tenant: Tenant;
      envelopeId: string;
      signerId: string;
      reason: 'invited' | 'fresh_link' | ReminderReason;
    }
  | { type: 'mail.completed'; tenant: Tenant; envelopeId: string; recipient: Recipient }
  | { type: 'mail.ended'; tenant: Tenant; envelopeId: string; recipient: Recipient }
  | {
      type: 'mail.disowned';
      tenant: Tenant;
      envelopeId: string;
      /** The signer as they were: by the time of the mail somebody else may have their place. */
      person: { name: string; email: string };
      /** Whether the documents had been opened with a link of theirs. */
      opened: boolean;
      at: string;
    }
  | {
      type: 'mail.replaced';
      tenant: Tenant;
      envelopeId: string;
      signerId: string;
      /** The signer as they were until then. */
      person: { name: string; email: string; locale: Locale };
      at: string;
    }
  | {
      type: 'mail.undeliverable';
      tenant: Tenant;
      envelopeId: string;
      /** The signer as they were when the mail failed. */
      person: { name: string; email: string };
      reason: UndeliverableReason;
      at: string;
    }
  | { type: 'mail.sealing_delayed'; tenant: Tenant; envelopeId: string }
  | { type: 'document.finish'; tenant: Tenant; envelopeId: string; documentId: string }
  | { type: 'certificate.finish'; tenant: Tenant; envelopeId: string; audience: Audience }
  | { type: 'seal.raise'; tenant: Tenant; envelopeId: string; subject: string }
  | { type: 'audit.time_stamp'; tenant: Tenant; envelopeId: string; seq: number; hash: string }
  | {
      type: 'envelope.expire';
      tenant: Tenant;
      envelopeId: string;
      /** The deadline that this is. Not in messages of earlier versions. */
      at?: string;
    }
  | { type: 'envelope.warn'; tenant: Tenant; envelopeId: string; expiresAt: string }
  | {
      type: 'envelope.remind';
      tenant: Tenant;
      envelopeId: string;
      signerId: string;
      /** Whose place was taken since was invited at another time. */
      invitedAt: string;
      /** The time of the policy that this is. */
      at: string;
    }
  | {
      type: 'webhook.deliver';
      tenant: Tenant;
      /** null: a test. */
      envelopeId: string | null;
      webhookId: string;
      deliveryId: string;
    }
  | {
      type: 'webhook.redeliver';
      tenant: Tenant;
      webhookId: string;
      occasion: string;
      since: string;
      untilSeq: number;
    }
  | {
      type: 'mail.webhook_disabled';
      tenant: Tenant;
      webhookId: string;
      url: string;
      because: 'gone' | 'failing';
      /** Since when it failed. */
      since: string;
      at: string;
    }
  | { type: 'file.purge'; tenant: Tenant; sha256: string }
  | { type: 'idempotency.purge' };

export type MessageType = Message['type'];

export type MessageOf<T extends MessageType> = Extract<Message, { type: T }>;
