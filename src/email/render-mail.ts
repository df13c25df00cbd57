import { render } from '@react-email/render';
import { createElement, type ReactElement } from 'react';
import { clip } from '../../emails/clip.ts';
import { CompletedCopy, type CompletedCopyProps } from '../../emails/completed-copy.tsx';
import { DeadlineNear, type DeadlineNearProps } from '../../emails/deadline-near.tsx';
import { DeclinedNotice, type DeclinedNoticeProps } from '../../emails/declined-notice.tsx';
import { DisownedNotice, type DisownedNoticeProps } from '../../emails/disowned-notice.tsx';
import { ExpiredNotice, type ExpiredNoticeProps } from '../../emails/expired-notice.tsx';
import type { MailFrame } from '../../emails/frame.ts';
import { FreshLink, type FreshLinkProps } from '../../emails/fresh-link.tsx';
import { ReplacedNotice, type ReplacedNoticeProps } from '../../emails/replaced-notice.tsx';
import { SealingDelayed, type SealingDelayedProps } from '../../emails/sealing-delayed.tsx';
import { SigningRequest, type SigningRequestProps } from '../../emails/signing-request.tsx';
import { texts } from '../../emails/texts/index.ts';
import { outlookHead } from '../../emails/theme.ts';
import {
  UndeliverableNotice,
  type UndeliverableNoticeProps,
} from '../../emails/undeliverable-notice.tsx';
import { VoidedNotice, type VoidedNoticeProps } from '../../emails/voided-notice.tsx';
import { WebhookDisabled, type WebhookDisabledProps } from '../../emails/webhook-disabled.tsx';
import { toText } from './to-text.ts';

/** Every mail there is, with the facts it needs. Times are ISO 8601. */
export type MailContent =
  | ({ template: 'signing_request' } & SigningRequestProps)
  | ({ template: 'deadline_near' } & DeadlineNearProps)
  | ({ template: 'fresh_link' } & FreshLinkProps)
  | ({ template: 'completed_copy' } & CompletedCopyProps)
  | ({ template: 'declined_notice' } & DeclinedNoticeProps)
  | ({ template: 'voided_notice' } & VoidedNoticeProps)
  | ({ template: 'expired_notice' } & ExpiredNoticeProps)
  | ({ template: 'disowned_notice' } & DisownedNoticeProps)
  | ({ template: 'replaced_notice' } & ReplacedNoticeProps)
  | ({ template: 'undeliverable_notice' } & UndeliverableNoticeProps)
  | ({ template: 'sealing_delayed' } & SealingDelayedProps)
  | ({ template: 'webhook_disabled' } & WebhookDisabledProps);

export type { Locale } from '../../emails/frame.ts';

/** Language, time zone and legal links of one mail. */
export type MailCommon = MailFrame;

export type RenderedMail = { subject: string; html: string; text: string };

const MAX_SUBJECT_LENGTH = 120;

/**
 * Returns subject (one line, at most 120 characters), HTML and text part of a mail.
 * Throws a RangeError for an unreadable time or an unknown time zone.
 */
export async function renderMail(content: MailContent, common: MailCommon): Promise<RenderedMail> {
  const html = (await render(template(content, common))).replace('</head>', `${outlookHead}$&`);
  return { subject: clip(subject(content, common), MAX_SUBJECT_LENGTH), html, text: toText(html) };
}

function template(content: MailContent, common: MailCommon): ReactElement {
  switch (content.template) {
    case 'signing_request':
      return createElement(SigningRequest, { ...content, ...common });
    case 'deadline_near':
      return createElement(DeadlineNear, { ...content, ...common });
    case 'fresh_link':
      return createElement(FreshLink, { ...content, ...common });
    case 'completed_copy':
      return createElement(CompletedCopy, { ...content, ...common });
    case 'declined_notice':
      return createElement(DeclinedNotice, { ...content, ...common });
    case 'voided_notice':
      return createElement(VoidedNotice, { ...content, ...common });
    case 'expired_notice':
      return createElement(ExpiredNotice, { ...content, ...common });
    case 'disowned_notice':
      return createElement(DisownedNotice, { ...content, ...common });
    case 'replaced_notice':
      return createElement(ReplacedNotice, { ...content, ...common });
    case 'undeliverable_notice':
      return createElement(UndeliverableNotice, { ...content, ...common });
    case 'sealing_delayed':
      return createElement(SealingDelayed, { ...content, ...common });
    case 'webhook_disabled':
      return createElement(WebhookDisabled, { ...content, ...common });
  }
}

function subject(content: MailContent, { locale }: MailCommon): string {
  const words = texts[locale];
  switch (content.template) {
    case 'signing_request': {
      const { subject, reminderSubject } = words.signingRequest;
      return (content.reminder ? reminderSubject : subject)[content.role](content.title);
    }
    case 'deadline_near':
      return words.deadlineNear.subject[content.role][content.day](content.title);
    case 'fresh_link':
      return words.freshLink.subject(content.title);
    case 'completed_copy':
      return words.completedCopy.subject(content.title);
    case 'declined_notice':
      return words.declinedNotice.subject(content.title);
    case 'voided_notice':
      return words.voidedNotice.subject(content.title);
    case 'expired_notice':
      return words.expiredNotice.subject(content.title);
    case 'disowned_notice':
      return words.disownedNotice.subject(content.title);
    case 'replaced_notice':
      return words.replacedNotice.subject(content.title);
    case 'undeliverable_notice':
      return words.undeliverableNotice.subject(content.title);
    case 'sealing_delayed':
      return words.sealingDelayed.subject(content.title);
    case 'webhook_disabled':
      return words.webhookDisabled.subject(new URL(content.url).host);
  }
}
