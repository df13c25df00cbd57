import { formatDate } from './format-date.ts';
import type { MailFrame } from './frame.ts';
import { Small } from './parts.tsx';
import { RequestLayout, type SigningRequestProps } from './signing-request.tsx';
import { texts } from './texts/index.ts';

export type FreshLinkProps = Omit<SigningRequestProps, 'reminder' | 'message'>;

/** Brings the new link that the person asked for on the page of an expired one. */
export function FreshLink(props: FreshLinkProps & MailFrame) {
  const { locale, timeZone, role, sender, documents } = props;
  const words = texts[locale].freshLink;
  return (
    <RequestLayout
      {...props}
      message={null}
      heading={words.heading}
      preview={words.preview(formatDate(props.linkExpiresAt, locale, timeZone))}
      intro={words.intro[role](sender.name, documents.length)}
    >
      <Small>{words.notYou}</Small>
      {sender.email !== null && <Small>{texts[locale].replies(sender.name)}</Small>}
    </RequestLayout>
  );
}
