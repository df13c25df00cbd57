import { formatDate } from './format-date.ts';
import type { ForSender, MailFrame } from './frame.ts';
import { NoticeLayout, type NoticeProps } from './notice.tsx';
import { Fact, FactList } from './parts.tsx';
import { texts } from './texts/index.ts';

export type SealingDelayedProps = NoticeProps &
  ForSender & {
    documents: string[];
    /** ISO 8601. */
    completedAt: string;
  };

/** Tells the sender, and nobody else, that sealing has been failing for a while. */
export function SealingDelayed(props: SealingDelayedProps & MailFrame) {
  const { locale } = props;
  const { sealingDelayed: words, label } = texts[locale];
  return (
    <NoticeLayout
      {...props}
      heading={words.heading}
      preview={words.preview}
      paragraphs={[words.body]}
      facts={
        <>
          <FactList label={label.documents(props.documents.length)} items={props.documents} />
          <Fact label={label.completedAt}>
            {formatDate(props.completedAt, locale, props.timeZone)}
          </Fact>
        </>
      }
    />
  );
}
