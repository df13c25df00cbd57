import { formatDate } from './format-date.ts';
import type { ForSender, MailFrame, Sender } from './frame.ts';
import { Layout } from './layout.tsx';
import { Action, Fact, FactList, Facts, Opening, Paragraph, Small } from './parts.tsx';
import { texts } from './texts/index.ts';

export type CompletedCopyProps = {
  recipientName: string;
  sender: Sender;
  title: string;
  documents: string[];
  /** ISO 8601. */
  completedAt: string;
  /** Whether this mail carries the signed PDFs; false where they would be too large for a mail. */
  attached: boolean;
  /** The read-only link and its end (ISO 8601), where the reader gets one. */
  copyLink: { url: string; expiresAt: string } | null;
} & ({ audience: 'party' } | { audience: 'cc' } | ForSender);

/** Tells everybody that all have signed, and brings the signed PDFs. */
export function CompletedCopy(props: CompletedCopyProps & MailFrame) {
  const { locale, timeZone, audience, sender, documents, copyLink } = props;
  const { completedCopy: words, label, footer, replies } = texts[locale];
  const toSender = audience === 'sender';
  return (
    <Layout
      locale={locale}
      legal={props.legal}
      title={props.title}
      preview={words.preview}
      why={toSender ? footer.sender : footer.party(sender.name)}
    >
      <Opening locale={locale} heading={words.heading} name={props.recipientName} />
      <Paragraph>{words.intro[audience](sender.name)}</Paragraph>
      {props.attached && <Paragraph>{words.attached(documents.length)}</Paragraph>}
      {!props.attached && copyLink && <Paragraph>{words.byLink(documents.length)}</Paragraph>}
      <Facts>
        <Fact label={label.title}>{props.title}</Fact>
        {toSender && props.caseName !== null && <Fact label={label.case}>{props.caseName}</Fact>}
        <FactList label={label.documents(documents.length)} items={documents} />
        <Fact label={label.completedAt}>{formatDate(props.completedAt, locale, timeZone)}</Fact>
      </Facts>
      {copyLink && (
        <>
          <Action locale={locale} label={words.action} href={copyLink.url} />
          <Small>{words.copyLink(formatDate(copyLink.expiresAt, locale, timeZone))}</Small>
        </>
      )}
      {!toSender && sender.email !== null && <Small>{replies(sender.name)}</Small>}
      <Small>{words.honest}</Small>
    </Layout>
  );
}
