import { formatDate } from './format-date.ts';
import type { ForParty, ForSender, MailFrame } from './frame.ts';
import { NoticeLayout, type NoticeProps } from './notice.tsx';
import { Fact, Quote } from './parts.tsx';
import { texts } from './texts/index.ts';

export type VoidedNoticeProps = NoticeProps & {
  reason: string;
  /** ISO 8601. */
  voidedAt: string;
} & (ForParty | ForSender);

/** The sender withdrew the envelope: told to those invited, confirmed to the sender. */
export function VoidedNotice(props: VoidedNoticeProps & MailFrame) {
  const { locale, sender } = props;
  const { voidedNotice: words, label } = texts[locale];
  const what = props.audience === 'sender' ? words.sender : words.party(sender.name);
  return (
    <NoticeLayout
      {...props}
      heading={words.heading}
      preview={words.preview}
      paragraphs={[what]}
      facts={
        <Fact label={label.voidedAt}>{formatDate(props.voidedAt, locale, props.timeZone)}</Fact>
      }
    >
      <Quote label={label.reason} text={props.reason} />
    </NoticeLayout>
  );
}
