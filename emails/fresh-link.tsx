import { formatDate } from './format-date.ts';
import type { MailFrame } from './frame.ts';
import { Small } from './parts.tsx';
import { RequestLayout, type SigningRequestProps } from './signing-request.tsx';
import { texts } from './texts/index.ts';

export type FreshLinkProps = Omit<SigningRequestProps, 'reminder' | 'message'> & {
  /** Whether the person has signed or approved: then the link is for reading, and asks for nothing. */
  acted: boolean;
};

/** Brings the new link that the person asked for on the page of an expired one. */
export function FreshLink(props: FreshLinkProps & MailFrame) {
  const { locale, timeZone, role, acted, sender, documents } = props;
  const words = texts[locale].freshLink;
  const until = formatDate(props.linkExpiresAt, locale, timeZone);
  const count = documents.length;
  return (
    <RequestLayout
      {...props}
      message={null}
      heading={words.heading}
      preview={acted ? words.acted.preview[role](until) : words.preview(until)}
      intro={acted ? words.acted.intro[role](count) : words.intro[role](sender.name, count)}
    >
      <Small>{words.notYou}</Small>
      {sender.email !== null && <Small>{texts[locale].replies(sender.name)}</Small>}
    </RequestLayout>
  );
}
