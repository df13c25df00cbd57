import { formatDate } from './format-date.ts';
import type { ForParty, MailFrame } from './frame.ts';
import { NoticeLayout, type NoticeProps } from './notice.tsx';
import { Fact } from './parts.tsx';
import { texts } from './texts/index.ts';

export type ReplacedNoticeProps = NoticeProps &
  ForParty & {
    /** ISO 8601. */
    replacedAt: string;
  };

/** Tells somebody who had been asked that the request is for somebody else now. */
export function ReplacedNotice(props: ReplacedNoticeProps & MailFrame) {
  const { locale, sender } = props;
  const { replacedNotice: words, label } = texts[locale];
  return (
    <NoticeLayout
      {...props}
      heading={words.heading}
      preview={words.preview}
      paragraphs={[words.what(sender.name)]}
      facts={
        <Fact label={label.replacedAt}>{formatDate(props.replacedAt, locale, props.timeZone)}</Fact>
      }
    />
  );
}
