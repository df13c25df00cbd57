import type { ReactNode } from 'react';
import type { ForParty, ForSender, MailFrame, Sender } from './frame.ts';
import { Layout } from './layout.tsx';
import { Fact, Facts, Opening, Paragraph, Small } from './parts.tsx';
import { texts } from './texts/index.ts';

/** What every notice that an envelope has ended (or hangs) is told. */
export type NoticeProps = { recipientName: string; sender: Sender; title: string };

type NoticeLayoutProps = NoticeProps &
  (ForParty | ForSender) &
  MailFrame & {
    heading: string;
    preview: string;
    paragraphs: string[];
    /** Facts below the title (and, for the sender, the case). */
    facts: ReactNode;
    children?: ReactNode;
  };

/** The shape of a notice: what happened, the facts, what follows. It carries no link of the reader's own. */
export function NoticeLayout(props: NoticeLayoutProps) {
  const { locale, sender } = props;
  const { label, footer, replies } = texts[locale];
  const toSender = props.audience === 'sender';
  return (
    <Layout
      locale={locale}
      legal={props.legal}
      title={props.title}
      preview={props.preview}
      why={toSender ? footer.sender : footer.party(sender.name)}
    >
      <Opening locale={locale} heading={props.heading} name={props.recipientName} />
      {props.paragraphs.map((paragraph) => (
        <Paragraph key={paragraph}>{paragraph}</Paragraph>
      ))}
      <Facts>
        <Fact label={label.title}>{props.title}</Fact>
        {toSender && props.caseName !== null && <Fact label={label.case}>{props.caseName}</Fact>}
        {props.facts}
      </Facts>
      {props.children}
      {!toSender && sender.email !== null && <Small>{replies(sender.name)}</Small>}
    </Layout>
  );
}
