import { formatDate } from './format-date.ts';
import type { MailFrame } from './frame.ts';
import { Layout } from './layout.tsx';
import { Fact, Facts, Opening, Paragraph } from './parts.tsx';
import { texts } from './texts/index.ts';

export type WebhookDisabledProps = {
  recipientName: string;
  url: string;
  because: 'gone' | 'failing';
  /** ISO 8601: the first failure, and the end. */
  since: string;
  disabledAt: string;
};

/** Tells the owner of a workspace that events are no longer sent to an address. */
export function WebhookDisabled(props: WebhookDisabledProps & MailFrame) {
  const { locale, timeZone, url, because } = props;
  const { webhookDisabled: words, footer } = texts[locale];
  return (
    <Layout
      locale={locale}
      legal={props.legal}
      title={words.heading}
      preview={words.preview}
      why={footer.owner}
    >
      <Opening locale={locale} heading={words.heading} name={props.recipientName} />
      <Paragraph>{words.because[because]}</Paragraph>
      <Facts>
        <Fact label={words.address}>{url}</Fact>
        <Fact label={words.since}>{formatDate(props.since, locale, timeZone)}</Fact>
        <Fact label={words.disabledAt}>{formatDate(props.disabledAt, locale, timeZone)}</Fact>
      </Facts>
      <Paragraph>{words.next}</Paragraph>
    </Layout>
  );
}
