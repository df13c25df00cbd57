import { formatDate } from './format-date.ts';
import type { ForParty, ForSender, MailFrame, Person } from './frame.ts';
import { NoticeLayout, type NoticeProps } from './notice.tsx';
import { Fact, Quote } from './parts.tsx';
import { texts } from './texts/index.ts';

export type DeclinedNoticeProps = NoticeProps & {
  /** ISO 8601. */
  declinedAt: string;
} & (ForParty | (ForSender & { declinedBy: Person; reason: string }));

/** Somebody declined. Who, and why, is told to the sender alone. */
export function DeclinedNotice(props: DeclinedNoticeProps & MailFrame) {
  const { locale, sender } = props;
  const { declinedNotice: words, label } = texts[locale];
  const toSender = props.audience === 'sender';
  const what = toSender ? words.sender(props.declinedBy.name) : words.party(sender.name);
  return (
    <NoticeLayout
      {...props}
      heading={words.heading}
      preview={words.preview}
      paragraphs={[what, words.noDocument]}
      facts={
        <>
          {toSender && (
            <Fact
              label={label.declinedBy}
            >{`${props.declinedBy.name} (${props.declinedBy.email})`}</Fact>
          )}
          <Fact label={label.declinedAt}>
            {formatDate(props.declinedAt, locale, props.timeZone)}
          </Fact>
        </>
      }
    >
      {toSender && <Quote label={label.reason} text={props.reason} />}
    </NoticeLayout>
  );
}
