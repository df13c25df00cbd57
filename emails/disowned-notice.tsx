import { formatDate } from './format-date.ts';
import type { ForSender, MailFrame, Person } from './frame.ts';
import { NoticeLayout, type NoticeProps } from './notice.tsx';
import { Fact, Paragraph } from './parts.tsx';
import { texts } from './texts/index.ts';

export type DisownedNoticeProps = NoticeProps &
  ForSender & {
    /** Whom the link was for, as entered. */
    person: Person;
    /** Whether the documents had been opened with a link of theirs. */
    opened: boolean;
    /** ISO 8601. */
    disownedAt: string;
  };

/** Tells the sender, and nobody else, that somebody with a link says that it is not for them. */
export function DisownedNotice(props: DisownedNoticeProps & MailFrame) {
  const { locale, timeZone, person } = props;
  const { disownedNotice: words, label } = texts[locale];
  return (
    <NoticeLayout
      {...props}
      heading={words.heading}
      preview={words.preview(person.name)}
      paragraphs={[
        words.what(person.name),
        words.ended,
        props.opened ? words.opened : words.notOpened,
      ]}
      facts={
        <>
          <Fact label={label.sentTo}>{`${person.name} (${person.email})`}</Fact>
          <Fact label={label.disownedAt}>{formatDate(props.disownedAt, locale, timeZone)}</Fact>
        </>
      }
    >
      <Paragraph>{words.correct}</Paragraph>
      <Paragraph>{words.again}</Paragraph>
    </NoticeLayout>
  );
}
