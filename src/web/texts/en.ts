import type { NoticeKind } from '../flow.ts';
import { fields, marks } from './en-fields.ts';
import { later, notMe, review, steps } from './en-steps.ts';
import { verify } from './en-verify.ts';
import { viewer } from './en-viewer.ts';

type Notice = { title: string; text: string; next: string };

const notices: Record<NoticeKind, Notice> = {
  not_your_turn: {
    title: 'It is not your turn yet',
    text: 'People are asked one after another, and somebody before you is not done yet.',
    next: 'You need not do anything now. We will send you an e-mail as soon as it is your turn.',
  },
  link_expired: {
    title: 'This link has expired',
    text: 'For your protection, links work for a few days only. The documents are still waiting.',
    next: 'We can send a fresh link to the e-mail address this one was sent to.',
  },
  copy_expired: {
    title: 'This link has expired',
    text: 'The signed documents could be downloaded here for a limited time.',
    next: 'If you still need them, reply to the e-mail that brought you here and ask for a copy.',
  },
  link_invalid: {
    title: 'This link does not work',
    text: 'It may be incomplete, or it has been replaced by a newer one.',
    next: 'Please open the link from the most recent e-mail, and make sure that all of it was copied. If that does not help, reply to that e-mail.',
  },
  completed: {
    title: 'Signing is complete',
    text: 'Everybody has signed. There is nothing left to do here.',
    next: 'You will find the signed documents behind the link in the confirmation e-mail. It is sent as soon as they are ready, usually within minutes.',
  },
  declined: {
    title: 'Signing was declined',
    text: 'One of the people asked to sign has declined. These documents can no longer be signed.',
    next: 'You need not do anything. If you have questions, reply to the e-mail that brought you here.',
  },
  expired: {
    title: 'The deadline has passed',
    text: 'These documents were not signed by everybody in time and can no longer be signed.',
    next: 'If you still want to take part, reply to the e-mail that brought you here and ask for a new request.',
  },
  voided: {
    title: 'This request was withdrawn',
    text: 'The sender has cancelled it. These documents can no longer be signed.',
    next: 'You need not do anything. If you have questions, reply to the e-mail that brought you here.',
  },
  session_required: {
    title: 'Please open the link from your e-mail',
    text: 'This page shows your documents once you have come here through your personal link.',
    next: 'Open the e-mail with the request and follow the link in it.',
  },
  session_expired: {
    title: 'Your session has ended',
    text: 'For your protection, it ends when the page has not been used for a while.',
    next: 'Open the link from your e-mail again to go on.',
  },
  session_mismatch: {
    title: 'Another link was opened in this browser',
    text: 'A browser can hold one link at a time. Another link was opened after this one, so nothing was sent from this page.',
    next: 'To go on here, open the link for this request from your e-mail again. If the other page is still open, finish there first.',
  },
  not_me: {
    title: 'Thank you for telling us',
    text: 'We have recorded that this e-mail reached the wrong person. The link no longer works, and nothing was signed.',
    next: 'You need not do anything else. Please delete the e-mail.',
  },
  busy: {
    title: 'One moment, please',
    text: 'There were too many requests in a short time. Nothing is lost.',
    next: 'Please wait a minute and try again.',
  },
  unreachable: {
    title: 'The server cannot be reached',
    text: 'Your connection or our server is interrupted. Nothing is lost.',
    next: 'Please check your internet connection and try again.',
  },
  broken: {
    title: 'Something went wrong on our side',
    text: 'We are sorry. Nothing is lost.',
    next: 'Please try again in a few minutes. If it happens again, reply to the e-mail that brought you here.',
  },
};

export const en = {
  languageName: 'English',
  languageSwitch: 'Language',
  switchFailed: 'The language could not be changed. Please try again.',
  pageTitle: 'Documents for signature',
  loading: 'Loading …',
  tryAgain: 'Try again',
  checkAgain: 'Check again',
  working: 'One moment …',
  requestId: (id: string) => `Reference for questions: ${id}`,
  privacy: 'Privacy',
  imprint: 'Imprint',
  notices,
  fields,
  marks,
  steps,
  review,
  later,
  notMe,
  verify,
  viewer,

  landing: {
    greeting: (name: string) => `For ${name}`,
    asks: {
      signer: (sender: string) => `${sender} asks you to sign`,
      approver: (sender: string) => `${sender} asks you for your approval`,
      copy: (sender: string) => `${sender} sends you signed documents`,
    },
    documents: (count: number) => (count === 1 ? '1 document' : `${count} documents`),
    documentsLabel: 'To read',
    deadlineLabel: 'Open until',
    messageLabel: 'Message',
    open: 'Open documents',
    openNote: 'Opening is recorded with the time. You sign nothing by it.',
    copyNote: 'Opening is recorded with the time.',
    actedTitle: {
      signed: 'You have already signed',
      approved: 'You have already approved',
      other: 'You have already answered',
    },
    actedText: 'There is nothing left for you to do. You can still read the documents.',
  },

  documents: {
    from: (sender: string) => `From ${sender}`,
    pages: (count: number) => (count === 1 ? '1 page' : `${count} pages`),
    page: (page: number, of: number) => `Page ${page} of ${of}`,
    download: 'Download',
    downloadOf: (name: string) => `Download ${name}`,
    loading: 'The document is loading …',
    failed: 'This document could not be shown.',
    pageFailed: 'This page could not be shown. Please download the document to read it.',
    smaller: 'Make pages smaller',
    larger: 'Make pages larger',
    size: (percent: number) => `${percent} %`,
    toSign: 'Go to signature',
    toApprove: 'Go to approval',
    document: (index: number, count: number) => `Document ${index} of ${count}`,
    copyTitle: 'Your signed documents',
    copyText: 'Everybody has signed. Please download the documents and keep them.',
    certificate: 'Certificate of completion',
    certificateText: 'who signed, when and how',
    certificateFile: 'certificate of completion.pdf',
    notSealed: 'The signed version is still being prepared. Please try again in a few minutes.',
  },

  sign: {
    title: 'Your signature',
    approveTitle: 'Your approval',
    sign: 'Sign',
    approve: 'Approve',
    decline: 'Decline',
    consentMissing: 'Please confirm this first.',
  },

  failures: {
    unreachable:
      'The server cannot be reached, so it is not certain that this arrived. What you entered is still here. Please try again: it counts only once.',
    busy: 'Too many attempts in a short time. What you entered is still here. Please wait a minute and try again.',
    broken: 'Something went wrong on our side. What you entered is still here. Please try again.',
    consentOutdated:
      'The text you agree to has changed in the meantime. Please read it again and confirm it.',
  },

  decline: {
    title: 'Decline',
    intro: 'If you decline, the request ends for everybody and nobody can sign any more.',
    reasonLabel: 'Your reason',
    reasonHint: 'Only the sender sees it.',
    reasonMissing: 'Please give a reason.',
    reasonRefused: 'This text cannot be sent as it is. Please check it.',
    goOn: 'Continue',
    cancel: 'Cancel',
    confirmTitle: 'Really decline?',
    confirmText: 'This cannot be undone. The sender is told this reason:',
    back: 'Back',
    confirm: 'Decline for good',
  },

  acted: {
    signedNow: 'Thank you, you have signed',
    approvedNow: 'Thank you, you have approved',
    declinedNow: 'You have declined',
    signedBefore: 'You have already signed',
    approvedBefore: 'You have already approved',
    at: (time: string) => `Recorded on ${time}, by the clock of our server.`,
    nextCopy: (email: string) =>
      `As soon as everybody has signed, you will receive an e-mail at ${email} with a link to the signed documents.`,
    allDone: (email: string) =>
      `Everybody has signed now. You will receive an e-mail at ${email} with a link to the signed documents as soon as they are ready, usually within minutes.`,
    declinedNext: 'The sender is told, together with your reason. Nobody can sign any more.',
    close: 'You can close this page now.',
    read: 'Read the documents',
  },

  freshLink: {
    send: 'Send me a fresh link',
    sent: 'If the link was valid, an e-mail with a fresh one is on its way.',
    sentNext:
      'It goes to the address this link was sent to. If nothing arrives within a few minutes, look into your spam folder.',
  },
};

/** What every language says. `de.ts` does not compile when it says less or more. */
export type Texts = typeof en;
