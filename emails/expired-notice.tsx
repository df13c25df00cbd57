import { formatDate } from './format-date.ts';
import type { ForParty, ForSender, MailFrame, Person } from './frame.ts';
import { NoticeLayout, type NoticeProps } from './notice.tsx';
import { Fact, FactList } from './parts.tsx';
import { texts } from './texts/index.ts';

export type ExpiredNoticeProps = NoticeProps & {
  /** ISO 8601: the deadline that passed. */
  expiredAt: string;
} & (ForParty | (ForSender & { outstanding: Person[] }));

/** The deadline passed. The sender alone learns who had not acted. */
export function ExpiredNotice(props: ExpiredNoticeProps & MailFrame) {
  const { locale, sender } = props;
  const { expiredNotice: words, label } = texts[locale];
  const toSender = props.audience === 'sender';
  return (
    <NoticeLayout
      {...props}
      heading={words.heading}
      preview={words.preview}
      paragraphs={[toSender ? words.sender : words.party(sender.name)]}
      facts={
        <>
          <Fact label={label.expiredAt}>{formatDate(props.expiredAt, locale, props.timeZone)}</Fact>
          {toSender && (
            <FactList
              label={label.outstanding}
              items={props.outstanding.map(({ name, email }) => `${name} (${email})`)}
            />
          )}
        </>
      }
    />
  );
}
