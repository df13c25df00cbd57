import { useState } from 'react';
import type { Landing as LandingData } from '../api.ts';
import type { Failure } from '../api-error.ts';
import { formatInstant } from '../format.ts';
import { ActionButton } from '../parts/buttons.tsx';
import { FailureAlert } from '../parts/failure-alert.tsx';
import { Heading } from '../parts/heading.tsx';
import { useLanguage } from '../parts/language-context.ts';
import type { Texts } from '../texts/en.ts';
import { NotMe } from './not-me.tsx';

type LandingProps = {
  landing: LandingData;
  onOpen(): Promise<Failure | null>;
  onNotMe(): Promise<Failure | null>;
};

/** Who asks for what. Nothing happens before the button is pressed. */
export function Landing({ landing, onOpen, onNotMe }: LandingProps) {
  const { t } = useLanguage();
  const [failure, setFailure] = useState<Failure | null>(null);
  const acted = landing.state === 'acted';
  const note = landing.kind === 'copy' || acted ? t.landing.copyNote : t.landing.openNote;
  return (
    <section className="card">
      {landing.signer && <p className="muted">{t.landing.greeting(landing.signer.name)}</p>}
      <Heading>{acted ? actedTitle(landing, t) : asking(landing, t)}</Heading>
      {acted && <p>{t.landing.actedText}</p>}
      <Request landing={landing} />
      <FailureAlert failure={failure} />
      <ActionButton onPress={async () => setFailure(await onOpen())}>
        {acted ? t.acted.read : t.landing.open}
      </ActionButton>
      <p className="small">{note}</p>
      {landing.kind === 'sign' && landing.signer && !acted && (
        <NotMe
          name={landing.signer.name}
          senderIsTold={landing.envelope?.sender.email != null}
          onConfirm={onNotMe}
        />
      )}
    </section>
  );
}

function Request({ landing: { envelope, kind, state } }: { landing: LandingData }) {
  const { locale, t } = useLanguage();
  if (!envelope) return null;
  const { title, message, sender, document_count, expires_at, time_zone } = envelope;
  const open = kind === 'sign' && state === 'ready';
  return (
    <div className="request">
      <p className="request-title">{title}</p>
      <p className="muted">{t.documents.from(senderLine(sender))}</p>
      {message && (
        <div className="message">
          <p className="label">{t.landing.messageLabel}</p>
          {/* Plain text: line breaks by CSS, addresses in it stay text. */}
          <p className="plain">{message}</p>
        </div>
      )}
      <dl>
        <dt>{t.landing.documentsLabel}</dt>
        <dd>{t.landing.documents(document_count)}</dd>
        {open && expires_at && (
          <>
            <dt>{t.landing.deadlineLabel}</dt>
            <dd>{formatInstant(expires_at, locale, time_zone)}</dd>
          </>
        )}
      </dl>
    </div>
  );
}

function senderLine(sender: { name: string; email: string | null }): string {
  return sender.email ? `${sender.name} (${sender.email})` : sender.name;
}

function asking({ kind, signer, envelope }: LandingData, t: Texts): string {
  const sender = envelope?.sender.name;
  if (!sender) return t.pageTitle;
  if (kind === 'copy') return t.landing.asks.copy(sender);
  return signer?.role === 'approver'
    ? t.landing.asks.approver(sender)
    : t.landing.asks.signer(sender);
}

function actedTitle({ signer }: LandingData, t: Texts): string {
  if (signer?.status === 'signed') return t.landing.actedTitle.signed;
  return signer?.status === 'approved' ? t.landing.actedTitle.approved : t.landing.actedTitle.other;
}
