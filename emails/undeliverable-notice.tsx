import { formatDate } from './format-date.ts';
import type { ForSender, MailFrame, Person } from './frame.ts';
import { NoticeLayout, type NoticeProps } from './notice.tsx';
import { Fact, Paragraph } from './parts.tsx';
import { texts } from './texts/index.ts';

export type UndeliverableNoticeProps = NoticeProps &
  ForSender & {
    /** Whom the mail was for, as entered. */
    person: Person;
    /** Refused by the address's server for good, or given up after two days. */
    cause: 'refused' | 'not_delivered';
    /** ISO 8601. */
    failedAt: string;
  };

/** Tells the sender, and nobody else, that a signer's address takes no mail. */
export function UndeliverableNotice(props: UndeliverableNoticeProps & MailFrame) {
  const { locale, timeZone, person } = props;
  const { undeliverableNotice: words, label } = texts[locale];
  return (
    <NoticeLayout
      {...props}
      heading={words.heading}
      preview={words.preview(person.name)}
      paragraphs={[words.what[props.cause](person.name)]}
      facts={
        <>
          <Fact label={label.sentTo}>{`${person.name} (${person.email})`}</Fact>
          <Fact label={label.failedAt}>{formatDate(props.failedAt, locale, timeZone)}</Fact>
        </>
      }
    >
      <Paragraph>{words.correct}</Paragraph>
      <Paragraph>{words.again}</Paragraph>
    </NoticeLayout>
  );
}
