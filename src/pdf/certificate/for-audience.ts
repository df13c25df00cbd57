import type { Certificate, CertificateActor } from './content.ts';

/**
 * What this copy may say: the parties' one names no reason (a decline reason goes to the sender
 * alone), no address or account of the sender, no IP address and no user agent.
 */
export function forAudience(certificate: Certificate): Certificate {
  if (certificate.audience === 'sender') return certificate;
  const { envelope, signers, events } = certificate;
  return {
    ...certificate,
    reason: null,
    envelope: { ...envelope, sender: { ...envelope.sender, email: null } },
    signers: signers.map((signer) => ({ ...signer, ip: null, userAgent: null })),
    events: events.map((event) => ({ ...event, ip: null, actor: withoutAccount(event.actor) })),
  };
}

function withoutAccount(actor: CertificateActor): CertificateActor {
  return actor.type === 'api_key' || actor.type === 'jwt' ? { type: 'sender' } : actor;
}
