import { formatDate } from './format-date.ts';
import type { MailFrame } from './frame.ts';
import { Small } from './parts.tsx';
import { RequestLayout, type SigningRequestProps } from './signing-request.tsx';
import { texts } from './texts/index.ts';

export type DeadlineNearProps = Omit<SigningRequestProps, 'reminder' | 'message'> & {
  /** The day of the deadline, as seen in the mail's time zone when it is sent. */
  day: 'today' | 'tomorrow';
};

/** Tells somebody who has been asked and has not acted that the deadline is near. */
export function DeadlineNear(props: DeadlineNearProps & MailFrame) {
  const { locale, timeZone, role, sender, day, documents } = props;
  const words = texts[locale].deadlineNear;
  return (
    <RequestLayout
      {...props}
      message={null}
      heading={words.heading[day]}
      preview={words.preview[role](sender.name, formatDate(props.deadline, locale, timeZone))}
      intro={words.intro[role][day](sender.name, documents.length)}
    >
      <Small>{words.after}</Small>
      {sender.email !== null && <Small>{texts[locale].replies(sender.name)}</Small>}
      <Small>{texts[locale].signingRequest.honest[role]}</Small>
    </RequestLayout>
  );
}
