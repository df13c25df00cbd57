import type { ReactNode } from 'react';
import { formatDate } from './format-date.ts';
import type { MailFrame, Sender } from './frame.ts';
import { Layout } from './layout.tsx';
import { Action, Fact, FactList, Facts, Opening, Paragraph, Quote, Small } from './parts.tsx';
import { texts } from './texts/index.ts';

export type SigningRequestProps = {
  role: 'signer' | 'approver';
  /** True when the person has been asked before and has not acted. */
  reminder: boolean;
  recipientName: string;
  sender: Sender;
  title: string;
  /** The documents' names, in the envelope's order. */
  documents: string[];
  message: string | null;
  /** ISO 8601. */
  deadline: string;
  link: string;
  /** ISO 8601; told only where the link dies before the deadline. */
  linkExpiresAt: string;
};

/** Invites a signer or an approver, or reminds them. */
export function SigningRequest(props: SigningRequestProps & MailFrame) {
  const { locale, timeZone, role, sender, documents } = props;
  const words = texts[locale].signingRequest;
  const intro = (props.reminder ? words.reminderIntro : words.intro)[role];
  return (
    <RequestLayout
      {...props}
      heading={words.heading[role]}
      preview={words.preview[role](sender.name, formatDate(props.deadline, locale, timeZone))}
      intro={intro(sender.name, documents.length)}
    >
      <Small>{words.how}</Small>
      {sender.email !== null && <Small>{texts[locale].replies(sender.name)}</Small>}
      <Small>{words.honest[role]}</Small>
    </RequestLayout>
  );
}

type RequestLayoutProps = Omit<SigningRequestProps, 'reminder'> &
  MailFrame & {
    heading: string;
    preview: string;
    intro: string;
    /** Whether nothing is asked of the reader any more: then the link is for reading. */
    acted?: boolean;
    children: ReactNode;
  };

/** What the invitation and the fresh link have in common: the facts, the message, the button. */
export function RequestLayout(props: RequestLayoutProps) {
  const { locale, timeZone, title, sender, message, documents, acted = false } = props;
  const { label, footer, signingRequest, freshLink } = texts[locale];
  const deadline = formatDate(props.deadline, locale, timeZone);
  const action = acted
    ? freshLink.acted.action(documents.length)
    : signingRequest.action[props.role];
  return (
    <Layout
      locale={locale}
      legal={props.legal}
      title={title}
      preview={props.preview}
      why={footer.party(sender.name)}
    >
      <Opening locale={locale} heading={props.heading} name={props.recipientName} />
      <Paragraph>{props.intro}</Paragraph>
      <Facts>
        <Fact label={label.title}>{title}</Fact>
        <FactList label={label.documents(documents.length)} items={documents} />
        {!acted && <Fact label={label.deadline}>{deadline}</Fact>}
      </Facts>
      {message !== null && <Quote label={label.messageFrom(sender.name)} text={message} />}
      <Action locale={locale} label={action} href={props.link} />
      <LinkEnd {...props} acted={acted} />
      {props.children}
    </Layout>
  );
}

/** Until when the link works, where that is not the deadline, or the deadline is not told. */
function LinkEnd(props: RequestLayoutProps) {
  const { locale, timeZone, deadline, linkExpiresAt, acted } = props;
  const words = texts[locale].signingRequest;
  const until = formatDate(linkExpiresAt, locale, timeZone);
  if (Date.parse(linkExpiresAt) < Date.parse(deadline)) {
    return <Small>{words.linkExpires(until)}</Small>;
  }
  return acted ? <Small>{words.linkWorks(until)}</Small> : null;
}
