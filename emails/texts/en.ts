import { enNotices } from './en-notices.ts';

const thisDocument = (count: number): string => (count === 1 ? 'this document' : 'these documents');
const theSigned = (count: number): string =>
  count === 1 ? 'The signed document' : 'The signed documents';

/** Every English sentence of the mails. Its type is the catalogue's: the other languages follow it. */
export const en = {
  greeting: (name: string): string => (name === '' ? 'Hello,' : `Hello ${name},`),
  label: {
    title: 'Title',
    case: 'Case',
    deadline: 'Deadline',
    documents: (count: number): string => (count === 1 ? 'Document' : 'Documents'),
    completedAt: 'Completed',
    declinedBy: 'Declined by',
    declinedAt: 'Declined',
    voidedAt: 'Withdrawn',
    expiredAt: 'Deadline',
    outstanding: 'Had not acted yet',
    sentTo: 'Sent to',
    disownedAt: 'Reported',
    failedAt: 'Failed',
    replacedAt: 'Changed',
    reason: 'Reason',
    messageFrom: (sender: string): string => `Message from ${sender}`,
  },
  link: {
    fallback: 'If the button does not work, open this link:',
    personal: 'The link is personal. Please do not forward this e-mail.',
  },
  replies: (sender: string): string =>
    `Do you have a question? Reply to this e-mail; your reply goes to ${sender}.`,
  footer: {
    party: (sender: string): string =>
      `You receive this automatic e-mail because ${sender} named your address in a signing request.`,
    sender: 'You receive this automatic e-mail because the signing request was sent in your name.',
    owner: 'You receive this automatic e-mail because your address is that of the workspace.',
    privacy: 'Privacy',
    imprint: 'Imprint',
  },
  signingRequest: {
    subject: {
      signer: (title: string): string => `Please sign: ${title}`,
      approver: (title: string): string => `Please approve: ${title}`,
    },
    reminderSubject: {
      signer: (title: string): string => `Reminder, please sign: ${title}`,
      approver: (title: string): string => `Reminder, please approve: ${title}`,
    },
    preview: {
      signer: (sender: string, date: string): string =>
        `${sender} asks for your signature by ${date}.`,
      approver: (sender: string, date: string): string =>
        `${sender} asks for your approval by ${date}.`,
    },
    heading: { signer: 'Your signature is requested', approver: 'Your approval is requested' },
    intro: {
      signer: (sender: string, count: number): string =>
        `${sender} asks you to sign ${thisDocument(count)}.`,
      approver: (sender: string, count: number): string =>
        `${sender} asks you to approve ${thisDocument(count)}. An approval needs no signature.`,
    },
    reminderIntro: {
      signer: (sender: string, count: number): string =>
        `${sender} asked you to sign ${thisDocument(count)} and is still waiting for your signature.`,
      approver: (sender: string, count: number): string =>
        `${sender} asked you to approve ${thisDocument(count)} and is still waiting for your approval.`,
    },
    action: { signer: 'Read and sign', approver: 'Read and approve' },
    how: 'You do not need an account. If you do not agree, you can decline on the same page.',
    linkWorks: (date: string): string => `The link works until ${date}.`,
    linkExpires: (date: string): string =>
      `The link works until ${date}. After that, the same page can send you a new one.`,
    honest: {
      signer:
        'You sign with a simple electronic signature (Art. 3(10) eIDAS), identified by access to this link. It does not replace a statutory written form (§§ 126, 126a BGB).',
      approver: 'Your approval is recorded, identified by access to this link.',
    },
  },
  deadlineNear: {
    subject: {
      signer: {
        today: (title: string): string => `Deadline today, please sign: ${title}`,
        tomorrow: (title: string): string => `Deadline tomorrow, please sign: ${title}`,
      },
      approver: {
        today: (title: string): string => `Deadline today, please approve: ${title}`,
        tomorrow: (title: string): string => `Deadline tomorrow, please approve: ${title}`,
      },
    },
    preview: {
      signer: (sender: string, date: string): string =>
        `${sender} is waiting for your signature; the deadline is ${date}.`,
      approver: (sender: string, date: string): string =>
        `${sender} is waiting for your approval; the deadline is ${date}.`,
    },
    heading: { today: 'The deadline is today', tomorrow: 'The deadline is tomorrow' },
    intro: {
      signer: {
        today: (sender: string, count: number): string =>
          `${sender} asked you to sign ${thisDocument(count)}. You can still do so today.`,
        tomorrow: (sender: string, count: number): string =>
          `${sender} asked you to sign ${thisDocument(count)}. You can do so until tomorrow.`,
      },
      approver: {
        today: (sender: string, count: number): string =>
          `${sender} asked you to approve ${thisDocument(count)}. You can still do so today.`,
        tomorrow: (sender: string, count: number): string =>
          `${sender} asked you to approve ${thisDocument(count)}. You can do so until tomorrow.`,
      },
    },
    after:
      'After the deadline the request ends and nothing can be signed any more. If you do not agree, you can decline on the same page.',
  },
  freshLink: {
    subject: (title: string): string => `Your new link: ${title}`,
    preview: (date: string): string => `The link you asked for. It works until ${date}.`,
    heading: 'Your new link',
    intro: {
      signer: (sender: string, count: number): string =>
        `Here is the new link you asked for. ${sender} asks you to sign ${thisDocument(count)}.`,
      approver: (sender: string, count: number): string =>
        `Here is the new link you asked for. ${sender} asks you to approve ${thisDocument(count)}.`,
    },
    acted: {
      preview: {
        signer: (date: string): string =>
          `You have already signed. The link to read works until ${date}.`,
        approver: (date: string): string =>
          `You have already approved. The link to read works until ${date}.`,
      },
      intro: {
        signer: (count: number): string =>
          `Here is the new link you asked for. You have already signed ${thisDocument(count)} and need not do anything more; the link is for reading. As soon as everyone has acted, you receive the signed copies by e-mail.`,
        approver: (count: number): string =>
          `Here is the new link you asked for. You have already approved ${thisDocument(count)} and need not do anything more; the link is for reading. As soon as everyone has acted, you receive the signed copies by e-mail.`,
      },
      action: (count: number): string => (count === 1 ? 'Read the document' : 'Read the documents'),
    },
    notYou: 'You did not ask for a new link? Then you can ignore this e-mail.',
  },
  completedCopy: {
    subject: (title: string): string => `Completed: ${title}`,
    preview: 'Everyone has signed.',
    heading: 'Everyone has signed',
    intro: {
      party: (sender: string): string =>
        `The signing request from ${sender} is complete; you need not do anything more.`,
      cc: (sender: string): string =>
        `Everyone has signed, and ${sender} asked that you receive a copy.`,
      sender: (_sender: string): string =>
        'Everyone has signed what you sent. The result has been returned to the case.',
    },
    attached: (count: number): string =>
      `${theSigned(count)} and the certificate of completion are attached for your records.`,
    byLink: (count: number): string =>
      `${theSigned(count)} and the certificate of completion can be read and downloaded with the link below.`,
    action: 'Open the signed copy',
    copyLink: (date: string): string => `The link is for reading only and works until ${date}.`,
    honest:
      'The signatures are simple electronic signatures (Art. 3(10) eIDAS), identified by access to a link mailed to each address; names are as stated by the sender. The electronic seal is the service’s, not the signers’. A statutory written form (§§ 126, 126a BGB) is not replaced.',
  },
  ...enNotices,
};

/** The shape every language's catalogue must have. */
export type Texts = typeof en;
