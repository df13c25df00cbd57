// biome-ignore-all format: made by openapi-typescript, see generate-types.ts
// biome-ignore-all lint: made by openapi-typescript, see generate-types.ts
export interface paths {
    "/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List cases
         * @description The cases of the workspace, newest first.
         *
         *     Required scope: `cases:read`.
         */
        get: operations["cases-list"];
        put?: never;
        /**
         * Create a case
         * @description Makes a case that documents and envelopes belong to.
         *
         *     Required scope: `cases:write`.
         */
        post: operations["cases-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a case
         * @description One case of the workspace.
         *
         *     Required scope: `cases:read`.
         */
        get: operations["cases-get"];
        /**
         * Replace a case
         * @description Replaces the members of a case; those not named become their defaults.
         *
         *     Required scope: `cases:write`.
         */
        put: operations["cases-update"];
        post?: never;
        /**
         * Delete a case
         * @description Deletes a case with its documents and drafts. A case with an envelope that was ever sent stays.
         *
         *     Required scope: `cases:delete`.
         */
        delete: operations["cases-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List documents
         * @description The documents of the workspace or of one case, newest first.
         *
         *     Required scope: `documents:read`.
         */
        get: operations["documents-list"];
        put?: never;
        /**
         * Upload a document
         * @description Stores a file. Its type is told from its bytes; a PDF or an image is opened to learn its pages and whether it can be signed. The fields may follow the file.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["files-upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a document
         * @description What is known of a document, without its bytes.
         *
         *     Required scope: `documents:read`.
         */
        get: operations["documents-get"];
        put?: never;
        post?: never;
        /**
         * Delete a document
         * @description Deletes a document of the case. Envelopes keep the bytes that they were made from.
         *
         *     Required scope: `documents:delete`.
         */
        delete: operations["documents-delete"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cases/{case_id}/signed-documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List signing envelopes for a case
         * @description All envelopes of a case with their current status, newest first.
         *
         *     Required scope: `documents:read`.
         */
        get: operations["envelopes-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/cases/{case_id}/signing-envelopes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create a signing envelope
         * @description Makes an envelope of documents of the case. With `send_emails` it is sent at once: each signer gets an e-mail with a link of their own; in a sequential envelope when their turn comes.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["envelopes-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/promote-to-envelope": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Promote documents into a draft envelope
         * @description Makes a draft of existing documents. Add signers and send it separately.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["envelopes-promote"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/envelopes/{envelope_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an envelope
         * @description The whole envelope as it is now.
         *
         *     Required scope: `documents:read`.
         */
        get: operations["envelopes-get"];
        put?: never;
        post?: never;
        /**
         * Delete a draft
         * @description Deletes a draft; its audit trail stays.
         *
         *     Required scope: `documents:write`.
         */
        delete: operations["envelopes-delete"];
        options?: never;
        head?: never;
        /**
         * Change a draft
         * @description Changes the members that are named. `signers`, `document_ids` and `fields` replace what was there.
         *
         *     Required scope: `documents:write`.
         */
        patch: operations["envelopes-update"];
        trace?: never;
    };
    "/signing/envelopes/{envelope_id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a draft
         * @description Fixes the deadline and invites the signers, in a sequential envelope the first.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["envelopes-send"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/envelopes/{envelope_id}/void": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Void an envelope
         * @description Withdraws an envelope that waits for its signers; all links to it die.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["envelopes-void"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/envelopes/{envelope_id}/remind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send reminders
         * @description Reminds those whose turn it is and who have not acted, each with a fresh link; earlier links stay valid. Who was asked within the last hour is left out. At most 10 times an envelope.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["envelopes-remind"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/envelopes/{envelope_id}/extend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Extend the deadline
         * @description Moves the deadline to a later one, by `expires_at` or `expires_in_days` from now. Nobody is mailed: later reminders tell the new deadline.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["envelopes-extend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/envelopes/{envelope_id}/audit-trail": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the audit trail of an envelope
         * @description Every event of the envelope, oldest first, each chained to the one before.
         *
         *     Required scope: `documents:read`.
         */
        get: operations["envelopes-auditTrail"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/envelopes/{envelope_id}/signers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a signer to a draft
         * @description Answers with the whole envelope; the new signer is its last.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["envelopes-signers-add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/envelopes/{envelope_id}/signers/{signer_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a signer from a draft
         * @description Answers with the whole envelope.
         *
         *     Required scope: `documents:write`.
         */
        delete: operations["envelopes-signers-remove"];
        options?: never;
        head?: never;
        /**
         * Change or replace a signer
         * @description In a draft everything may change. After sending, a new name or e-mail address replaces a signer who has not acted: the old links die and a new invitation goes out. Naming the same person again changes nothing, but for one whose link was reported to have reached somebody else (`signer.disowned`): they get a fresh link.
         *
         *     Required scope: `documents:write`.
         */
        patch: operations["envelopes-signers-update"];
        trace?: never;
    };
    "/signing/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List events
         * @description Every event of the workspace in one order without gaps, oldest first: what an answer has left out never appears before what it gave. Keep `next_cursor` and ask again with it.
         *
         *     Required scope: `documents:read`.
         */
        get: operations["events-list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sealed-files/{sha256}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask whether a file was sealed here
         * @description By the SHA-256 of its bytes; the file itself is not sent. Names neither title nor people.
         */
        get: operations["sealedFiles-lookup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign/landing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * See where a link leads
         * @description Who asks and for what, or why the link is dead. Changes nothing.
         */
        post: operations["sign-landing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a link
         * @description The opening: a person pressed the button. Starts a session, whose secret comes in the cookie `signing_session`.
         */
        post: operations["sign-open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the session
         * @description What the opening answered, as it is now.
         */
        get: operations["sign-session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign or approve
         * @description Signs all documents of the envelope, or approves them.
         */
        post: operations["sign-sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline
         * @description Ends the envelope for everybody. The reason is told to the sender alone.
         */
        post: operations["sign-decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign/not-me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say that a link reached the wrong person
         * @description Ends all links and sessions of the signer whose link this is, and tells the sender. The signer’s status stays; the sender corrects the address or sends a fresh link.
         */
        post: operations["sign-notMe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign/links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a fresh link
         * @description Mails a fresh link to the address on file when this one is dead by age. The answer is the same whatever happened.
         */
        post: operations["sign-requestLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/test/emails": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List captured mails
         * @description The mails of test mode, newest first, with the links in them. The newest 1,000 are kept.
         *
         *     Required scope: `documents:read`.
         */
        get: operations["test-emails"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/test/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the time, or wait until all that is due is done
         * @description With `wait_seconds` the answer comes when `pending` is 0: every mail that is due is captured, every document sealed, every event written.
         *
         *     Required scope: `documents:read`.
         */
        get: operations["test-clock"];
        put?: never;
        /**
         * Move the time ahead
         * @description Deadlines, reminders and links of this workspace’s test mode go by this time from now on. What falls due is done afterwards, as after a stop of the server that lasted so long: wait for it with `GET /test/clock?wait_seconds=30`.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["test-moveClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/test/envelopes/{envelope_id}/signers/{signer_id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign or approve as a signer
         * @description As if the signer had opened the documents and signed them with the name as typed signature; an approver approves. The audit trail names it a test act.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["test-sign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/test/envelopes/{envelope_id}/signers/{signer_id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decline as a signer
         * @description As if the signer had declined, which ends the envelope for everybody.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["test-decline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/test/envelopes/{envelope_id}/signers/{signer_id}/bounce": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have the last mail to a signer come back
         * @description As if the address had refused it for good: `delivery` becomes `undeliverable`, the link of that mail is dead, and the sender is told.
         *
         *     Required scope: `documents:write`.
         */
        post: operations["test-bounce"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List webhooks
         * @description The webhooks of the workspace, newest first.
         *
         *     Required scope: `webhooks:read`.
         */
        get: operations["webhooks-list"];
        put?: never;
        /**
         * Create a webhook
         * @description Has events posted to an address, signed after Standard Webhooks. The answer carries the secret, this once: given again for an `Idempotency-Key`, it is without. In live mode the address must be https; it must lead to the public Internet.
         *
         *     Required scope: `webhooks:write`.
         */
        post: operations["webhooks-create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a webhook
         * @description A webhook and whether it works. Its secret is not shown again.
         *
         *     Required scope: `webhooks:read`.
         */
        get: operations["webhooks-get"];
        put?: never;
        post?: never;
        /**
         * Delete a webhook
         * @description Deletes a webhook; what was still to be sent to it is not.
         *
         *     Required scope: `webhooks:write`.
         */
        delete: operations["webhooks-delete"];
        options?: never;
        head?: never;
        /**
         * Change a webhook
         * @description Changes the members that are named. `enabled: true` has a disabled one work again; what it missed is sent on request.
         *
         *     Required scope: `webhooks:write`.
         */
        patch: operations["webhooks-update"];
        trace?: never;
    };
    "/webhooks/{webhook_id}/rotate-secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a webhook a new secret
         * @description The answer carries the new secret, this once: given again for an `Idempotency-Key`, it is without. For 24 hours each message is signed with both, the new and the one before.
         *
         *     Required scope: `webhooks:write`.
         */
        post: operations["webhooks-rotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the attempts of a webhook
         * @description Every attempt to send to a webhook and how it ended, newest first.
         *
         *     Required scope: `webhooks:read`.
         */
        get: operations["webhooks-attempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/redeliver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send events again
         * @description Sends one event, or every event since a time that the webhook is for, under the same ids and with the same bodies. What waits for its next attempt is tried at once, not twice.
         *
         *     Required scope: `webhooks:write`.
         */
        post: operations["webhooks-redeliver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/{webhook_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send a test event
         * @description Sends an event of type `webhook.test`. It is in no list of events.
         *
         *     Required scope: `webhooks:write`.
         */
        post: operations["webhooks-test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/documents/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a document
         * @description The raw file, as it was uploaded. Ranges and If-None-Match are answered.
         *
         *     Required scope: `documents:read`.
         */
        get: operations["files-download"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/envelopes/{envelope_id}/documents/{sigdoc_id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a document of an envelope
         * @description As uploaded (`original`), as shown to the signers (`presented`), or as signed by all (`signed`).
         *
         *     Required scope: `documents:read`.
         */
        get: operations["files-envelopeDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/envelopes/{envelope_id}/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the certificate of completion
         * @description A sealed PDF that tells who did what and when; of an envelope that was declined, expired or voided a report of the same kind. The sender’s is full; the parties’ masks addresses and leaves out IP addresses.
         *
         *     Required scope: `documents:read`.
         */
        get: operations["files-certificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/envelopes/{envelope_id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download the evidence of an envelope
         * @description A ZIP with every form of every document, the certificates, the audit trail and a signed manifest. `npm run verify` checks it without this server.
         *
         *     Required scope: `documents:read`.
         */
        get: operations["files-evidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/signing/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify a sealed PDF
         * @description Says of an uploaded PDF whether it is as it was sealed, whose seal it is, when, and to which audit trail it is bound. The file is not kept.
         *
         *     Required scope: `documents:read`.
         */
        post: operations["files-verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign/certificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the certificate of completion as a party
         * @description The parties’ certificate, once the envelope is completed and sealed.
         */
        get: operations["files-signerCertificate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/sign/documents/{sigdoc_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a document as its signer
         * @description The document that is to be signed, or after completion the signed one.
         */
        get: operations["files-signerDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Case: {
            /**
             * Format: uuid
             * @example 550e8400-e29b-41d4-a716-446655440000
             */
            id: string;
            /** @example Smith ./. Acme GmbH */
            name: string;
            /** @example 2026/0042 */
            file_number: string | null;
            /** @enum {string} */
            status: "active" | "closed" | "archived";
            type: string | null;
            description: string | null;
            dezernat: string | null;
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            updated_at: string;
            parties: {
                [key: string]: unknown;
            }[];
            staff: {
                [key: string]: unknown;
            }[];
        };
        Document: {
            /** @example doc_01JZX5W6C3T0B4N8Q2M7R9V1KD */
            id: string;
            /** @example employment_agreement.pdf */
            filename: string;
            /** @example application/pdf */
            mime_type: string;
            size_bytes: number;
            /** @constant */
            status: "processed";
            /** @example 550e8400-e29b-41d4-a716-446655440000 */
            case_id: string | null;
            folder_id: string | null;
            parties: string[];
            page_count: number | null;
            /**
             * @description SHA-256 as 64 hexadecimal digits
             * @example e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
             */
            sha256: string;
            signable: boolean;
            /** @description Why it cannot be signed */
            unsignable_reason: string | null;
            /** @description The envelope of which this is the signed outcome */
            envelope_id: string | null;
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            updated_at: string;
        };
        Envelope: {
            /** @example env_01JZX5W6C3T0B4N8Q2M7R9V1KD */
            id: string;
            /** @example 550e8400-e29b-41d4-a716-446655440000 */
            case_id: string;
            /** @example Employment Agreement -- Smith */
            title: string;
            /** @enum {string} */
            status: "draft" | "sent" | "in_progress" | "completed" | "expired" | "declined" | "voided";
            documents: {
                /** @example sigdoc_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                id: string;
                /** @example doc_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                document_id: string;
                /** @example employment_agreement.pdf */
                filename: string;
                page_count: number;
                /**
                 * @description Of the file as uploaded
                 * @example e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                 */
                sha256: string;
                /**
                 * @description Of the file that signers see and sign
                 * @example e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                 */
                presented_sha256: string;
                /** @description Of the signed file; null until it exists */
                signed_sha256: string | null;
                /** @description The signed file as a document of the case; null until it exists */
                signed_document_id: string | null;
                /** @enum {string} */
                seal_status: "none" | "pending" | "sealed" | "failing";
            }[];
            signers: {
                /** @example signer_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                id: string;
                /** @example John Smith */
                name: string;
                /** @example john.smith@example.com */
                email: string;
                /** @enum {string} */
                role: "signer" | "approver" | "cc";
                /** @enum {string} */
                status: "pending" | "viewed" | "signed" | "approved" | "copied" | "declined";
                /** @description When the signer signed or the approver approved */
                signed_at: string | null;
                /** @description Turn in a sequential envelope; equal values act together */
                order: number;
                /** @enum {string} */
                locale: "en" | "de";
                /** @description When the button behind the link was first pressed */
                viewed_at: string | null;
                declined_at: string | null;
                /** @description null until their turn, and for who only gets copies */
                invited_at: string | null;
                /** @description The last reminder */
                reminded_at: string | null;
                /** @description Of the last mail that asks them to act. Correct the address to invite them anew */
                delivery: ("sent" | "undeliverable") | null;
                /** @description Why it is undeliverable: refused for good, or given up after two days */
                delivery_reason: ("refused" | "not_delivered") | null;
            }[];
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            created_at: string;
            completed_at: string | null;
            sender: {
                /** @example Kanzlei Müller */
                name: string;
                /**
                 * @description null: replies reach the address that mails come from, and no notices are sent
                 * @example kanzlei@example.com
                 */
                email: string | null;
            };
            message: string | null;
            /** @enum {string} */
            signing_order: "parallel" | "sequential";
            /** @enum {string} */
            locale: "en" | "de";
            /** @example Europe/Berlin */
            time_zone: string;
            /** @description The deadline; null in a draft that counts days */
            expires_at: string | null;
            /** @description Days from sending to the deadline; null where `expires_at` was given */
            expires_in_days: number | null;
            /** @description null: nobody is reminded automatically */
            reminders: {
                after_days: number;
                every_days: number;
                max: number;
            } | null;
            /** @description From when on `remind` reaches somebody; null where it can’t, or not any more */
            can_remind_at: string | null;
            sent_at: string | null;
            declined_at: string | null;
            decline_reason: string | null;
            voided_at: string | null;
            void_reason: string | null;
            metadata: {
                [key: string]: string;
            };
            /** @description Where signers sign and fill in */
            fields: {
                /** @example fld_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                id: string;
                /** @enum {string} */
                type: "signature" | "initials" | "date" | "text" | "checkbox" | "name" | "email";
                required: boolean;
                label: string | null;
                /** @description From 1 */
                page: number;
                /** @description From the left of the page as displayed */
                x: number;
                /** @description From the top of the page as displayed */
                y: number;
                width: number;
                height: number;
                /** @description What was filled in: text, a date as YYYY-MM-DD, `true` in a ticked checkbox */
                value: string | null;
                /** @example doc_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                document_id: string;
                /** @example sigdoc_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                sigdoc_id: string;
                /** @example signer_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                signer_id: string;
            }[];
            /**
             * @description Of the certificate of completion, or the report
             * @enum {string}
             */
            certificate_status: "none" | "pending" | "sealed" | "failing";
            /** @description null until every document is sealed */
            seal: {
                /** @description PAdES baseline level (EN 319 142-1), the lowest of them */
                level: string;
                /**
                 * Format: date-time
                 * @example 2026-05-20T10:00:00Z
                 */
                sealed_at: string;
            } | null;
        };
        AuditEvent: {
            /** @example evt_01JZX5W6C3T0B4N8Q2M7R9V1KD */
            id: string;
            envelope_id: string;
            signer_id: string | null;
            /** @description From 1, without gaps */
            seq: number;
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            at: string;
            /** @example signer.signed */
            type: string;
            /** @description Who: an API key, a JWT, a signer, somebody with a signer’s link, the operator, the system, a test act */
            actor: {
                [key: string]: unknown;
            };
            data: {
                [key: string]: unknown;
            };
            ip: string | null;
            user_agent: string | null;
            prev_hash: string;
            /** @description SHA-256 of the canonical JSON (RFC 8785) of the other members, `prev_hash` included */
            hash: string;
        };
        Event: {
            /** @example evt_01JZX5W6C3T0B4N8Q2M7R9V1KD */
            id: string;
            /** @enum {string} */
            type: "envelope.created" | "envelope.sent" | "envelope.opened" | "envelope.completed" | "envelope.declined" | "envelope.expired" | "envelope.voided" | "envelope.sealed" | "signer.invited" | "signer.viewed" | "signer.signed" | "signer.declined" | "signer.reminded" | "signer.undeliverable" | "signer.replaced";
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            created_at: string;
            data: {
                /** @description As it was after the change */
                envelope: {
                    /** @example env_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                    id: string;
                    case_id: string;
                    /** @example Employment Agreement -- Smith */
                    title: string;
                    /** @enum {string} */
                    status: "draft" | "sent" | "in_progress" | "completed" | "expired" | "declined" | "voided";
                    expires_at: string | null;
                    decline_reason: string | null;
                    void_reason: string | null;
                };
                /** @description Whom the event is about. An approval is `signer.signed` by an `approver` */
                signer?: {
                    /** @example signer_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                    id: string;
                    name: string;
                    email: string;
                    /** @enum {string} */
                    role: "signer" | "approver" | "cc";
                    /** @enum {string} */
                    status: "pending" | "viewed" | "signed" | "approved" | "copied" | "declined";
                };
                /** @description With `signer.replaced`: who it was before */
                previous?: {
                    name: string;
                    email: string;
                };
                /**
                 * @description With `signer.undeliverable`: as `delivery_reason` of the signer
                 * @enum {string}
                 */
                reason?: "refused" | "not_delivered";
                /** @description With `envelope.sealed` */
                seal?: {
                    level: string;
                    /**
                     * Format: date-time
                     * @example 2026-05-20T10:00:00Z
                     */
                    sealed_at: string;
                };
            };
        };
        TestEmail: {
            /** @example msg_01JZX5W6C3T0B4N8Q2M7R9V1KD */
            id: string;
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            created_at: string;
            /**
             * @description Which mail it is, as `mail` of `mail.sent` in the audit trail
             * @example signing_request
             */
            template: string;
            envelope_id: string | null;
            /** @description null for a mail to the sender */
            signer_id: string | null;
            from: {
                name: string;
                email: string;
            };
            reply_to: {
                name: string;
                email: string;
            } | null;
            to: {
                name: string;
                email: string;
            };
            subject: string;
            locale: string;
            /** @description The Message-ID, the same at every attempt */
            message_id: string;
            html: string;
            text: string;
            /** @description `sign`: to open and sign; `copy`: to read what was signed */
            links: {
                /** @enum {string} */
                kind: "sign" | "copy";
                url: string;
            }[];
            attachments: {
                filename: string;
                content_type: string;
                size_bytes: number;
                /**
                 * @description SHA-256 as 64 hexadecimal digits
                 * @example e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
                 */
                sha256: string;
            }[];
        };
        TestClock: {
            /**
             * Format: date-time
             * @description The time of this workspace’s test mode
             * @example 2026-05-20T10:00:00Z
             */
            now: string;
            /** @description How far that is ahead of the real time */
            offset_seconds: number;
            /** @description How much of what is due for envelopes (mails, seals, ends) is still to be done */
            pending: number;
        };
        WebhookWithSecret: {
            /** @example whk_01JZX5W6C3T0B4N8Q2M7R9V1KD */
            id: string;
            url: string;
            events: ("*" | "envelope.created" | "envelope.sent" | "envelope.opened" | "envelope.completed" | "envelope.declined" | "envelope.expired" | "envelope.voided" | "envelope.sealed" | "signer.invited" | "signer.viewed" | "signer.signed" | "signer.declined" | "signer.reminded" | "signer.undeliverable" | "signer.replaced")[];
            enabled: boolean;
            disabled_at: string | null;
            /** @description `gone`: it answered 410. `failing`: for five days */
            disabled_because: ("by_request" | "gone" | "failing") | null;
            /** @description The first failure since the last success */
            failing_since: string | null;
            /** @description Until when the secret before signs as well */
            previous_secret_until: string | null;
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            updated_at: string;
            /**
             * @description Signs what is sent. Shown this once: absent with `Idempotent-Replayed`
             * @example whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=
             */
            secret?: string;
        };
        Webhook: {
            /** @example whk_01JZX5W6C3T0B4N8Q2M7R9V1KD */
            id: string;
            url: string;
            events: ("*" | "envelope.created" | "envelope.sent" | "envelope.opened" | "envelope.completed" | "envelope.declined" | "envelope.expired" | "envelope.voided" | "envelope.sealed" | "signer.invited" | "signer.viewed" | "signer.signed" | "signer.declined" | "signer.reminded" | "signer.undeliverable" | "signer.replaced")[];
            enabled: boolean;
            disabled_at: string | null;
            /** @description `gone`: it answered 410. `failing`: for five days */
            disabled_because: ("by_request" | "gone" | "failing") | null;
            /** @description The first failure since the last success */
            failing_since: string | null;
            /** @description Until when the secret before signs as well */
            previous_secret_until: string | null;
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            created_at: string;
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            updated_at: string;
        };
        WebhookAttempt: {
            /** @example att_01JZX5W6C3T0B4N8Q2M7R9V1KD */
            id: string;
            event_id: string;
            /** @example envelope.completed */
            event_type: string;
            /** @description From 1 */
            attempt: number;
            /** @description Of the answer; null where none came */
            status: number | null;
            /** @description Why no answer came */
            fault: ("address_refused" | "timeout" | "connection") | null;
            duration_ms: number;
            /** @description When the next attempt is due; null: there is none */
            retry_at: string | null;
            /**
             * Format: date-time
             * @example 2026-05-20T10:00:00Z
             */
            created_at: string;
        };
        Verification: {
            /**
             * @description `ok`: no line is a fault
             * @enum {string}
             */
            result: "ok" | "fault";
            faults: number;
            warnings: number;
            /**
             * @description SHA-256 as 64 hexadecimal digits
             * @example e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
             */
            sha256: string;
            /** @description Which the seal names, if it holds */
            envelope_id: string | null;
            /** @description One verdict each: what holds, and what does not */
            lines: {
                /** @enum {string} */
                group: "integrity" | "signer" | "time" | "audit";
                /** @enum {string} */
                level: "ok" | "warning" | "fault";
                /** @example seal_holds */
                code: string;
                message: string;
                file: string | null;
            }[];
            /** @description Whether this server sealed exactly these bytes */
            known: {
                /** @description Whether this server sealed a file of exactly these bytes */
                known: boolean;
                mode: ("live" | "test") | null;
                kind: ("document" | "certificate") | null;
                /** @description PAdES baseline level: `B-B`, `B-T`, … */
                level: string | null;
                sealed_at: string | null;
                /** @description Whether a newer version of the file was sealed since */
                replaced: boolean;
            };
        };
        Error: {
            error: {
                /** @enum {string} */
                code: "NO_DOCUMENTS" | "NO_SIGNERS" | "VALIDATION_FAILED" | "IDEMPOTENCY_BATCH" | "MALFORMED_JSON" | "AUTH_REQUIRED" | "AUTH_INVALID" | "SESSION_REQUIRED" | "SESSION_EXPIRED" | "AUTH_INSUFFICIENT_SCOPE" | "ORIGIN_REFUSED" | "ROUTE_NOT_FOUND" | "CASE_NOT_FOUND" | "DOCUMENT_NOT_FOUND" | "ENVELOPE_NOT_FOUND" | "SIGNER_NOT_FOUND" | "WEBHOOK_NOT_FOUND" | "EVENT_NOT_FOUND" | "LINK_INVALID" | "METHOD_NOT_ALLOWED" | "ENVELOPE_STATE_CONFLICT" | "EDIT_CONFLICT" | "IDEMPOTENCY_IN_FLIGHT" | "SIGNER_ALREADY_ACTED" | "NOT_YOUR_TURN" | "SESSION_MISMATCH" | "CONSENT_OUTDATED" | "REMINDER_TOO_SOON" | "REMINDER_LIMIT_REACHED" | "SIGNER_DISOWNED" | "SEAL_PENDING" | "WEBHOOK_DISABLED" | "CASE_HAS_ENVELOPES" | "LINK_EXPIRED" | "FILE_TOO_LARGE" | "BODY_TOO_LARGE" | "UNSUPPORTED_MEDIA_TYPE" | "RANGE_NOT_SATISFIABLE" | "DOCUMENT_NOT_SIGNABLE" | "FIELD_NOT_PLACEABLE" | "IDEMPOTENCY_KEY_REUSED" | "RATE_LIMIT_EXCEEDED" | "INTERNAL";
                /** @description For people */
                message: string;
                /** @description To be quoted to the operator */
                request_id: string;
                /** @description For VALIDATION_FAILED `{path, message}`; else the ids concerned */
                details?: unknown[];
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "cases-list": {
        parameters: {
            query?: {
                status?: "active" | "closed" | "archived";
                search?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Case"][];
                        /** @description Pass it as `cursor` for the next page */
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "cases-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Smith ./. Acme GmbH",
                 *       "file_number": "2026/0042"
                 *     }
                 */
                "application/json": {
                    /** @example Smith ./. Acme GmbH */
                    name: string;
                    /** @example 2026/0042 */
                    file_number?: string | null;
                    /**
                     * @description Default `active`
                     * @enum {string}
                     */
                    status?: "active" | "closed" | "archived";
                    type?: string | null;
                    description?: string | null;
                    dezernat?: string | null;
                    /** @description Kept and given back as they came */
                    parties?: {
                        [key: string]: unknown;
                    }[];
                    /** @description Kept and given back as they came */
                    staff?: {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "cases-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `CASE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "cases-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Smith ./. Acme GmbH",
                 *       "status": "closed"
                 *     }
                 */
                "application/json": {
                    /** @example Smith ./. Acme GmbH */
                    name: string;
                    /** @example 2026/0042 */
                    file_number?: string | null;
                    /**
                     * @description Default `active`
                     * @enum {string}
                     */
                    status?: "active" | "closed" | "archived";
                    type?: string | null;
                    description?: string | null;
                    dezernat?: string | null;
                    /** @description Kept and given back as they came */
                    parties?: {
                        [key: string]: unknown;
                    }[];
                    /** @description Kept and given back as they came */
                    staff?: {
                        [key: string]: unknown;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Case"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `CASE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "cases-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `CASE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `CASE_HAS_ENVELOPES`, `EDIT_CONFLICT`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "documents-list": {
        parameters: {
            query?: {
                case_id?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Document"][];
                        /** @description Pass it as `cursor` for the next page */
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "files-upload": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description PDF, DOCX, DOC, PNG, JPG or TIFF
                     */
                    file: string;
                    /** @example 550e8400-e29b-41d4-a716-446655440000 */
                    case_id?: string;
                    folder_id?: string;
                    /** @description One part for each id */
                    party_ids?: string[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `CASE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `FILE_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "documents-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Document"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `DOCUMENT_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "documents-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `DOCUMENT_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-list": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Envelope"][];
                        /** @description Pass it as `cursor` for the next page */
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `CASE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "Employment Agreement -- Smith",
                 *       "document_ids": [
                 *         "doc_01JZX5W6C3T0B4N8Q2M7R9V1KD"
                 *       ],
                 *       "signers": [
                 *         {
                 *           "name": "John Smith",
                 *           "email": "john.smith@example.com",
                 *           "role": "signer"
                 *         },
                 *         {
                 *           "name": "HR Director",
                 *           "email": "hr@company.de",
                 *           "role": "signer"
                 *         }
                 *       ],
                 *       "signing_order": "sequential",
                 *       "send_emails": true
                 *     }
                 */
                "application/json": {
                    /** @example Employment Agreement -- Smith */
                    title: string;
                    document_ids: string[];
                    signers: {
                        /** @example John Smith */
                        name: string;
                        /**
                         * Format: email
                         * @example john.smith@example.com
                         */
                        email: string;
                        /** @description Default: the place in the list */
                        order?: number;
                        /**
                         * @description Default: the envelope’s
                         * @enum {string}
                         */
                        locale?: "en" | "de";
                        /**
                         * @default signer
                         * @enum {string}
                         */
                        role?: "signer" | "approver" | "cc";
                    }[];
                    /** @description Where signers sign and fill in; default a page of its own */
                    fields?: {
                        /**
                         * @description A document of the envelope, by its own id or the case’s
                         * @example doc_01JZX5W6C3T0B4N8Q2M7R9V1KD
                         */
                        document_id: string;
                        /** @description Who fills it in: the place in `signers`, from 0, or a signer’s id */
                        signer: number | string;
                        /**
                         * @description `date`, `name` and `email` are filled in by themselves; `signature` and `initials` with the ones given in the act
                         * @enum {string}
                         */
                        type: "signature" | "initials" | "date" | "text" | "checkbox" | "name" | "email";
                        /** @description Default true; for a checkbox false */
                        required?: boolean;
                        /** @description What to fill in, shown to the signer */
                        label?: string;
                        /** @description From 1 */
                        page: number;
                        /**
                         * @description Of all lengths: points (1/72 inch), or fractions of the page; default `pt`
                         * @enum {string}
                         */
                        unit?: "pt" | "fraction";
                        /** @description From the left of the page as displayed */
                        x?: number;
                        /** @description From the top of the page as displayed */
                        y?: number;
                        width: number;
                        height: number;
                        /** @description Instead of `x` and `y`: where a text is found on the page */
                        anchor?: {
                            /** @description Text of the page, as it is read; the box begins at its top left */
                            text: string;
                            /** @description Which one; default the first */
                            occurrence?: number;
                            /** @description To the right of it; default 0 */
                            dx?: number;
                            /** @description Below it; default 0 */
                            dy?: number;
                        };
                    }[];
                    /**
                     * @description true sends at once; false leaves a draft to be sent later
                     * @default false
                     */
                    send_emails?: boolean;
                    /** @description Shown to signers, as plain text */
                    message?: string | null;
                    /**
                     * @description Default `parallel`
                     * @enum {string}
                     */
                    signing_order?: "parallel" | "sequential";
                    /**
                     * @description Default `en`
                     * @enum {string}
                     */
                    locale?: "en" | "de";
                    /**
                     * @description Default `Europe/Berlin`
                     * @example Europe/Berlin
                     */
                    time_zone?: string;
                    /** @description Whom signers see asking and whom replies reach; default the workspace’s */
                    sender?: {
                        name: string;
                        email?: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description The deadline; not together with `expires_in_days`
                     */
                    expires_at?: string;
                    /** @description Default 30 */
                    expires_in_days?: number;
                    /** @description Automatic reminders; null turns them off. Default 3, 3, 3 */
                    reminders?: {
                        /**
                         * @description Days from a signer’s own invitation to the first
                         * @default 3
                         */
                        after_days?: number;
                        /**
                         * @description Days from one to the next
                         * @default 3
                         */
                        every_days?: number;
                        /**
                         * @description How many each signer gets at most
                         * @default 3
                         */
                        max?: number;
                    } | null;
                    /** @description Your own keys and values */
                    metadata?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `NO_SIGNERS`, `NO_DOCUMENTS`, `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `CASE_NOT_FOUND`, `DOCUMENT_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `DOCUMENT_NOT_SIGNABLE`, `FIELD_NOT_PLACEABLE`, `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-promote": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "case_id": "550e8400-e29b-41d4-a716-446655440000",
                 *       "document_ids": [
                 *         "doc_01JZX5W6C3T0B4N8Q2M7R9V1KD"
                 *       ],
                 *       "title": "NDA Package"
                 *     }
                 */
                "application/json": {
                    /** @example 550e8400-e29b-41d4-a716-446655440000 */
                    case_id: string;
                    document_ids: string[];
                    /** @example Employment Agreement -- Smith */
                    title: string;
                    /** @description Automatic reminders; null turns them off. Default 3, 3, 3 */
                    reminders?: {
                        /**
                         * @description Days from a signer’s own invitation to the first
                         * @default 3
                         */
                        after_days?: number;
                        /**
                         * @description Days from one to the next
                         * @default 3
                         */
                        every_days?: number;
                        /**
                         * @description How many each signer gets at most
                         * @default 3
                         */
                        max?: number;
                    } | null;
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `NO_DOCUMENTS`, `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `CASE_NOT_FOUND`, `DOCUMENT_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `DOCUMENT_NOT_SIGNABLE`, `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                envelope_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "message": "Please sign by Friday.",
                 *       "expires_in_days": 14
                 *     }
                 */
                "application/json": {
                    /** @example Employment Agreement -- Smith */
                    title?: string;
                    /** @description Replaces the documents; one named again stays as it was frozen */
                    document_ids?: string[];
                    /** @description Replaces the signers; their fields go with them */
                    signers?: {
                        /** @example John Smith */
                        name: string;
                        /**
                         * Format: email
                         * @example john.smith@example.com
                         */
                        email: string;
                        /** @description Default: the place in the list */
                        order?: number;
                        /**
                         * @description Default: the envelope’s
                         * @enum {string}
                         */
                        locale?: "en" | "de";
                        /**
                         * @default signer
                         * @enum {string}
                         */
                        role?: "signer" | "approver" | "cc";
                    }[];
                    /** @description Replaces the fields */
                    fields?: {
                        /**
                         * @description A document of the envelope, by its own id or the case’s
                         * @example doc_01JZX5W6C3T0B4N8Q2M7R9V1KD
                         */
                        document_id: string;
                        /** @description Who fills it in: the place in `signers`, from 0, or a signer’s id */
                        signer: number | string;
                        /**
                         * @description `date`, `name` and `email` are filled in by themselves; `signature` and `initials` with the ones given in the act
                         * @enum {string}
                         */
                        type: "signature" | "initials" | "date" | "text" | "checkbox" | "name" | "email";
                        /** @description Default true; for a checkbox false */
                        required?: boolean;
                        /** @description What to fill in, shown to the signer */
                        label?: string;
                        /** @description From 1 */
                        page: number;
                        /**
                         * @description Of all lengths: points (1/72 inch), or fractions of the page; default `pt`
                         * @enum {string}
                         */
                        unit?: "pt" | "fraction";
                        /** @description From the left of the page as displayed */
                        x?: number;
                        /** @description From the top of the page as displayed */
                        y?: number;
                        width: number;
                        height: number;
                        /** @description Instead of `x` and `y`: where a text is found on the page */
                        anchor?: {
                            /** @description Text of the page, as it is read; the box begins at its top left */
                            text: string;
                            /** @description Which one; default the first */
                            occurrence?: number;
                            /** @description To the right of it; default 0 */
                            dx?: number;
                            /** @description Below it; default 0 */
                            dy?: number;
                        };
                    }[];
                    /** @description Shown to signers, as plain text */
                    message?: string | null;
                    /**
                     * @description Default `parallel`
                     * @enum {string}
                     */
                    signing_order?: "parallel" | "sequential";
                    /**
                     * @description Default `en`
                     * @enum {string}
                     */
                    locale?: "en" | "de";
                    /**
                     * @description Default `Europe/Berlin`
                     * @example Europe/Berlin
                     */
                    time_zone?: string;
                    /** @description Whom signers see asking and whom replies reach; default the workspace’s */
                    sender?: {
                        name: string;
                        email?: string | null;
                    };
                    /**
                     * Format: date-time
                     * @description The deadline; not together with `expires_in_days`
                     */
                    expires_at?: string;
                    /** @description Default 30 */
                    expires_in_days?: number;
                    /** @description Automatic reminders; null turns them off. Default 3, 3, 3 */
                    reminders?: {
                        /**
                         * @description Days from a signer’s own invitation to the first
                         * @default 3
                         */
                        after_days?: number;
                        /**
                         * @description Days from one to the next
                         * @default 3
                         */
                        every_days?: number;
                        /**
                         * @description How many each signer gets at most
                         * @default 3
                         */
                        max?: number;
                    } | null;
                    /** @description Your own keys and values */
                    metadata?: {
                        [key: string]: string;
                    };
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `NO_SIGNERS`, `NO_DOCUMENTS`, `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `DOCUMENT_NOT_FOUND`, `ENVELOPE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `DOCUMENT_NOT_SIGNABLE`, `FIELD_NOT_PLACEABLE`, `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-send": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `NO_SIGNERS`, `NO_DOCUMENTS`, `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-void": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "Sent to the wrong person"
                 *     }
                 */
                "application/json": {
                    /** @description Told to those who were asked to sign */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-remind": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `REMINDER_TOO_SOON`, `REMINDER_LIMIT_REACHED`, `SIGNER_DISOWNED`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-extend": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * Format: date-time
                     * @description The new deadline; not together with `expires_in_days`
                     */
                    expires_at?: string;
                    /** @description Days from now */
                    expires_in_days?: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-auditTrail": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                envelope_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["AuditEvent"][];
                        /** @description Pass it as `cursor` for the next page */
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-signers-add": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Jane Doe",
                 *       "email": "jane.doe@example.com",
                 *       "role": "approver"
                 *     }
                 */
                "application/json": {
                    /** @example John Smith */
                    name: string;
                    /**
                     * Format: email
                     * @example john.smith@example.com
                     */
                    email: string;
                    /** @description Default: the place in the list */
                    order?: number;
                    /**
                     * @description Default: the envelope’s
                     * @enum {string}
                     */
                    locale?: "en" | "de";
                    /**
                     * @default signer
                     * @enum {string}
                     */
                    role?: "signer" | "approver" | "cc";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-signers-remove": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
                signer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND`, `SIGNER_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "envelopes-signers-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
                signer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "jane.roe@example.com"
                 *     }
                 */
                "application/json": {
                    /** @example John Smith */
                    name?: string;
                    /**
                     * Format: email
                     * @example john.smith@example.com
                     */
                    email?: string;
                    /** @enum {string} */
                    role?: "signer" | "approver" | "cc";
                    /** @description Default: the place in the list */
                    order?: number;
                    /**
                     * @description Default: the envelope’s
                     * @enum {string}
                     */
                    locale?: "en" | "de";
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND`, `SIGNER_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `SIGNER_ALREADY_ACTED`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "events-list": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Event"][];
                        /** @description Always there: pass it as `cursor` for what comes after */
                        next_cursor: string;
                        /** @description Whether more is there already */
                        has_more: boolean;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "sealedFiles-lookup": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                sha256: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether this server sealed a file of exactly these bytes */
                        known: boolean;
                        mode: ("live" | "test") | null;
                        kind: ("document" | "certificate") | null;
                        /** @description PAdES baseline level: `B-B`, `B-T`, … */
                        level: string | null;
                        sealed_at: string | null;
                        /** @description Whether a newer version of the file was sealed since */
                        replaced: boolean;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "sign-landing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "mK3…"
                 *     }
                 */
                "application/json": {
                    /** @description The last part of the link in the mail */
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        state: "ready" | "not_your_turn" | "acted" | "link_expired" | "completed" | "declined" | "expired" | "voided";
                        /**
                         * @description `copy`: the read-only link of a completion mail
                         * @enum {string}
                         */
                        kind: "sign" | "copy";
                        /**
                         * @description The signer’s language
                         * @enum {string}
                         */
                        locale: "en" | "de";
                        /** @description The languages the page can be shown in */
                        locales: ("en" | "de")[];
                        /** @description Who asks and for what; null where the link is dead */
                        envelope: {
                            title: string;
                            message: string | null;
                            sender: {
                                name: string;
                                email: string | null;
                            };
                            document_count: number;
                            expires_at: string | null;
                            time_zone: string;
                        } | null;
                        /** @description For whom the link is; null where the link is dead */
                        signer: {
                            name: string;
                            /** @enum {string} */
                            role: "signer" | "approver" | "cc";
                            /** @enum {string} */
                            status: "pending" | "viewed" | "signed" | "approved" | "copied" | "declined";
                        } | null;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ORIGIN_REFUSED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `LINK_INVALID` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "sign-open": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "mK3…",
                 *       "locale": "de"
                 *     }
                 */
                "application/json": {
                    /** @description The last part of the link in the mail */
                    token: string;
                    /**
                     * @description The language the page is shown in; default the signer’s
                     * @enum {string}
                     */
                    locale?: "en" | "de";
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "sign" | "copy";
                        /** @enum {string} */
                        locale: "en" | "de";
                        envelope: {
                            title: string;
                            message: string | null;
                            sender: {
                                name: string;
                                email: string | null;
                            };
                            /** @enum {string} */
                            status: "draft" | "sent" | "in_progress" | "completed" | "expired" | "declined" | "voided";
                            expires_at: string | null;
                            time_zone: string;
                            documents: {
                                id: string;
                                filename: string;
                                page_count: number;
                                /** @description Whether the signed version can be downloaded */
                                signed: boolean;
                            }[];
                        };
                        signer: {
                            id: string;
                            name: string;
                            email: string;
                            /** @enum {string} */
                            role: "signer" | "approver" | "cc";
                            /** @enum {string} */
                            status: "pending" | "viewed" | "signed" | "approved" | "copied" | "declined";
                            signed_at: string | null;
                        };
                        /** @description The places in the documents that are this signer’s */
                        fields: {
                            /** @example fld_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                            id: string;
                            /** @enum {string} */
                            type: "signature" | "initials" | "date" | "text" | "checkbox" | "name" | "email";
                            required: boolean;
                            label: string | null;
                            /** @description From 1 */
                            page: number;
                            /** @description From the left of the page as displayed */
                            x: number;
                            /** @description From the top of the page as displayed */
                            y: number;
                            width: number;
                            height: number;
                            /** @description What was filled in: text, a date as YYYY-MM-DD, `true` in a ticked checkbox */
                            value: string | null;
                            /** @example sigdoc_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                            document_id: string;
                        }[];
                        /** @description Whether the certificate of completion can be downloaded */
                        certificate: boolean;
                        /** @description What the signer agrees to, in the session’s language */
                        consent: {
                            version: string;
                            text: string;
                        };
                    };
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ORIGIN_REFUSED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `LINK_INVALID` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `NOT_YOUR_TURN`, `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `LINK_EXPIRED` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "sign-session": {
        parameters: {
            query?: {
                locale?: "en" | "de";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @enum {string} */
                        kind: "sign" | "copy";
                        /** @enum {string} */
                        locale: "en" | "de";
                        envelope: {
                            title: string;
                            message: string | null;
                            sender: {
                                name: string;
                                email: string | null;
                            };
                            /** @enum {string} */
                            status: "draft" | "sent" | "in_progress" | "completed" | "expired" | "declined" | "voided";
                            expires_at: string | null;
                            time_zone: string;
                            documents: {
                                id: string;
                                filename: string;
                                page_count: number;
                                /** @description Whether the signed version can be downloaded */
                                signed: boolean;
                            }[];
                        };
                        signer: {
                            id: string;
                            name: string;
                            email: string;
                            /** @enum {string} */
                            role: "signer" | "approver" | "cc";
                            /** @enum {string} */
                            status: "pending" | "viewed" | "signed" | "approved" | "copied" | "declined";
                            signed_at: string | null;
                        };
                        /** @description The places in the documents that are this signer’s */
                        fields: {
                            /** @example fld_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                            id: string;
                            /** @enum {string} */
                            type: "signature" | "initials" | "date" | "text" | "checkbox" | "name" | "email";
                            required: boolean;
                            label: string | null;
                            /** @description From 1 */
                            page: number;
                            /** @description From the left of the page as displayed */
                            x: number;
                            /** @description From the top of the page as displayed */
                            y: number;
                            width: number;
                            height: number;
                            /** @description What was filled in: text, a date as YYYY-MM-DD, `true` in a ticked checkbox */
                            value: string | null;
                            /** @example sigdoc_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                            document_id: string;
                        }[];
                        /** @description Whether the certificate of completion can be downloaded */
                        certificate: boolean;
                        /** @description What the signer agrees to, in the session’s language */
                        consent: {
                            version: string;
                            text: string;
                        };
                    };
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `SESSION_REQUIRED`, `SESSION_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ORIGIN_REFUSED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "sign-sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "signer_id": "signer_01JZX5W6C3T0B4N8Q2M7R9V1KD",
                 *       "consent_version": "signer-en-1",
                 *       "signature": {
                 *         "kind": "typed",
                 *         "text": "John Smith",
                 *         "font": "formal"
                 *       }
                 *     }
                 */
                "application/json": {
                    /**
                     * @description Whom the page shows; another than the session’s is 409 SESSION_MISMATCH
                     * @example signer_01JZX5W6C3T0B4N8Q2M7R9V1KD
                     */
                    signer_id: string;
                    /** @description As whom the page shows the signer; somebody replaced since is 409 SESSION_MISMATCH */
                    acting_as?: {
                        name: string;
                        email: string;
                    };
                    /** @description The `consent.version` that was shown and accepted */
                    consent_version: string;
                    /** @description Required from a `signer`; an `approver` sends none */
                    signature?: {
                        /** @constant */
                        kind: "typed";
                        /** @description The name as typed */
                        text: string;
                        /**
                         * @description The hand it is written in, on the pages and on the certificate
                         * @default formal
                         * @enum {string}
                         */
                        font?: "formal" | "flowing" | "everyday";
                    } | {
                        /** @enum {string} */
                        kind: "drawn" | "uploaded";
                        /** @description A PNG or JPEG as a `data:` URL in base64 */
                        image: string;
                    };
                    /** @description Required where a required field of initials is the signer’s */
                    initials?: {
                        /** @constant */
                        kind: "typed";
                        /** @description The name as typed */
                        text: string;
                        /**
                         * @description The hand it is written in, on the pages and on the certificate
                         * @default formal
                         * @enum {string}
                         */
                        font?: "formal" | "flowing" | "everyday";
                    } | {
                        /** @enum {string} */
                        kind: "drawn" | "uploaded";
                        /** @description A PNG or JPEG as a `data:` URL in base64 */
                        image: string;
                    };
                    /** @description What was filled in; only fields of type `text` and `checkbox` */
                    fields?: {
                        /** @example fld_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                        id: string;
                        /** @description A boolean for a checkbox */
                        value: string | boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        email: string;
                        /** @enum {string} */
                        role: "signer" | "approver" | "cc";
                        /** @enum {string} */
                        status: "pending" | "viewed" | "signed" | "approved" | "copied" | "declined";
                        signed_at: string | null;
                        /** @enum {string} */
                        envelope_status: "draft" | "sent" | "in_progress" | "completed" | "expired" | "declined" | "voided";
                    };
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `SESSION_REQUIRED`, `SESSION_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ORIGIN_REFUSED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `SESSION_MISMATCH`, `SIGNER_ALREADY_ACTED`, `NOT_YOUR_TURN`, `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `CONSENT_OUTDATED` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "sign-decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "signer_id": "signer_01JZX5W6C3T0B4N8Q2M7R9V1KD",
                 *       "reason": "The salary is not the one agreed."
                 *     }
                 */
                "application/json": {
                    /** @example signer_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                    signer_id: string;
                    /** @description As whom the page shows the signer; somebody replaced since is 409 SESSION_MISMATCH */
                    acting_as?: {
                        name: string;
                        email: string;
                    };
                    /** @description Shown to the sender alone */
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        id: string;
                        name: string;
                        email: string;
                        /** @enum {string} */
                        role: "signer" | "approver" | "cc";
                        /** @enum {string} */
                        status: "pending" | "viewed" | "signed" | "approved" | "copied" | "declined";
                        signed_at: string | null;
                        /** @enum {string} */
                        envelope_status: "draft" | "sent" | "in_progress" | "completed" | "expired" | "declined" | "voided";
                    };
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `SESSION_REQUIRED`, `SESSION_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ORIGIN_REFUSED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `SESSION_MISMATCH`, `SIGNER_ALREADY_ACTED`, `NOT_YOUR_TURN`, `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "sign-notMe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description The last part of the link in the mail */
                    token: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        accepted: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ORIGIN_REFUSED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `LINK_INVALID` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `NOT_YOUR_TURN`, `SIGNER_ALREADY_ACTED`, `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `LINK_EXPIRED` */
            410: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "sign-requestLink": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "mK3…"
                 *     }
                 */
                "application/json": {
                    /** @description The last part of the link in the mail */
                    token: string;
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accepted": true
                     *     }
                     */
                    "application/json": {
                        /** @constant */
                        accepted: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ORIGIN_REFUSED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "test-emails": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                envelope_id?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["TestEmail"][];
                        /** @description Pass it as `cursor` for the next page */
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ROUTE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "test-clock": {
        parameters: {
            query?: {
                wait_seconds?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestClock"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ROUTE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "test-moveClock": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "advance_seconds": 86400
                 *     }
                 */
                "application/json": {
                    /** @description How far ahead, in seconds: 86400 is a day. The time never goes back */
                    advance_seconds: number;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TestClock"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ROUTE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "test-sign": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
                signer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @description What is filled in; required fields that are not named get “Test” or a tick */
                    fields?: {
                        /** @example fld_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                        id: string;
                        /** @description A boolean for a checkbox */
                        value: string | boolean;
                    }[];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ROUTE_NOT_FOUND`, `ENVELOPE_NOT_FOUND`, `SIGNER_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `SIGNER_ALREADY_ACTED`, `NOT_YOUR_TURN`, `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "test-decline": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
                signer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "The salary is not the one agreed."
                 *     }
                 */
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ROUTE_NOT_FOUND`, `ENVELOPE_NOT_FOUND`, `SIGNER_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `SIGNER_ALREADY_ACTED`, `NOT_YOUR_TURN`, `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "test-bounce": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                envelope_id: string;
                signer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Envelope"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ROUTE_NOT_FOUND`, `ENVELOPE_NOT_FOUND`, `SIGNER_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `SIGNER_ALREADY_ACTED`, `NOT_YOUR_TURN`, `ENVELOPE_STATE_CONFLICT`, `EDIT_CONFLICT`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "webhooks-list": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["Webhook"][];
                        /** @description Pass it as `cursor` for the next page */
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "webhooks-create": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "url": "https://office.example.com/hooks/signing",
                 *       "events": [
                 *         "envelope.completed"
                 *       ]
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uri
                     * @example https://office.example.com/hooks/signing
                     */
                    url: string;
                    /** @description Types of events, or `*` for all, those that come later included */
                    events: ("*" | "envelope.created" | "envelope.sent" | "envelope.opened" | "envelope.completed" | "envelope.declined" | "envelope.expired" | "envelope.voided" | "envelope.sealed" | "signer.invited" | "signer.viewed" | "signer.signed" | "signer.declined" | "signer.reminded" | "signer.undeliverable" | "signer.replaced")[];
                };
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "webhooks-get": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `WEBHOOK_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "webhooks-delete": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `WEBHOOK_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "webhooks-update": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "enabled": true
                 *     }
                 */
                "application/json": {
                    /**
                     * Format: uri
                     * @example https://office.example.com/hooks/signing
                     */
                    url?: string;
                    /** @description Types of events, or `*` for all, those that come later included */
                    events?: ("*" | "envelope.created" | "envelope.sent" | "envelope.opened" | "envelope.completed" | "envelope.declined" | "envelope.expired" | "envelope.voided" | "envelope.sealed" | "signer.invited" | "signer.viewed" | "signer.signed" | "signer.declined" | "signer.reminded" | "signer.undeliverable" | "signer.replaced")[];
                    enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Webhook"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `WEBHOOK_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "webhooks-rotateSecret": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookWithSecret"];
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `WEBHOOK_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "webhooks-attempts": {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: components["schemas"]["WebhookAttempt"][];
                        /** @description Pass it as `cursor` for the next page */
                        next_cursor: string | null;
                        has_more: boolean;
                    };
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `WEBHOOK_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "webhooks-redeliver": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "since": "2026-05-20T10:00:00Z"
                 *     }
                 */
                "application/json": {
                    /**
                     * @description One event
                     * @example evt_01JZX5W6C3T0B4N8Q2M7R9V1KD
                     */
                    event_id?: string;
                    /**
                     * Format: date-time
                     * @description Every event from this time on
                     */
                    since?: string;
                };
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        accepted: true;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `WEBHOOK_NOT_FOUND`, `EVENT_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `WEBHOOK_DISABLED`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "webhooks-test": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path: {
                webhook_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @example evt_01JZX5W6C3T0B4N8Q2M7R9V1KD */
                        event_id: string;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`, `MALFORMED_JSON` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `WEBHOOK_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `WEBHOOK_DISABLED`, `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `BODY_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "files-download": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `DOCUMENT_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `RANGE_NOT_SATISFIABLE` */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "files-envelopeDocument": {
        parameters: {
            query?: {
                version?: "original" | "presented" | "signed";
            };
            header?: never;
            path: {
                envelope_id: string;
                sigdoc_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND`, `DOCUMENT_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `SEAL_PENDING` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `RANGE_NOT_SATISFIABLE` */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "files-certificate": {
        parameters: {
            query?: {
                audience?: "sender" | "parties";
            };
            header?: never;
            path: {
                envelope_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `SEAL_PENDING` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `RANGE_NOT_SATISFIABLE` */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "files-evidence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                envelope_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `SEAL_PENDING` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "files-verify": {
        parameters: {
            query?: never;
            header?: {
                /** @description Names this request, so that it can be sent again without being carried out again: for 24 hours the same key of the same credential gets the same answer */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description A PDF
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    /** @description Present when the answer is that of an earlier request with the key */
                    "Idempotent-Replayed"?: "true";
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_REQUIRED`, `AUTH_INVALID` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `AUTH_INSUFFICIENT_SCOPE` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_IN_FLIGHT` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `FILE_TOO_LARGE` */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE` */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED` */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "files-signerCertificate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `SESSION_REQUIRED`, `SESSION_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ORIGIN_REFUSED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `SEAL_PENDING` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `RANGE_NOT_SATISFIABLE` */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
    "files-signerDocument": {
        parameters: {
            query?: {
                version?: "presented" | "signed";
            };
            header?: never;
            path: {
                sigdoc_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `SESSION_REQUIRED`, `SESSION_EXPIRED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ORIGIN_REFUSED` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `DOCUMENT_NOT_FOUND` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `ENVELOPE_STATE_CONFLICT`, `SEAL_PENDING` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `RANGE_NOT_SATISFIABLE` */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
            /** @description `INTERNAL` */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Error"];
                };
            };
        };
    };
}
