/** What English notices say: of what has ended, and of what went wrong. */
export const enNotices = {
  declinedNotice: {
    subject: (title: string): string => `Declined: ${title}`,
    preview: 'The signing request has ended.',
    heading: 'The request was declined',
    party: (sender: string): string =>
      `One of those asked has declined, so the signing request from ${sender} has ended. You need not do anything more; your link no longer works.`,
    sender: (name: string): string => `${name} has declined, so your signing request has ended.`,
    noDocument:
      'No signed document is issued. Signatures given before stay recorded in the audit trail.',
  },
  replacedNotice: {
    subject: (title: string): string => `No longer for you: ${title}`,
    preview: 'You need not do anything more.',
    heading: 'This request is no longer for you',
    what: (sender: string): string =>
      `${sender} has changed whom this signing request is for. You need not do anything more; your link no longer works.`,
  },
  voidedNotice: {
    subject: (title: string): string => `Withdrawn: ${title}`,
    preview: 'The signing request was withdrawn.',
    heading: 'The request was withdrawn',
    party: (sender: string): string =>
      `${sender} has withdrawn this signing request. You need not do anything more; your link no longer works.`,
    sender:
      'This confirms that your signing request was withdrawn. Everyone who had been invited is being told by e-mail, with the reason.',
  },
  expiredNotice: {
    subject: (title: string): string => `Deadline passed: ${title}`,
    preview: 'The signing request has expired.',
    heading: 'The deadline has passed',
    party: (sender: string): string =>
      `The deadline for the signing request from ${sender} passed before everyone had acted. Your link no longer works. If the matter is still open, please get in touch with ${sender}.`,
    sender:
      'The deadline passed before everyone had acted, so your signing request has expired. You can send a new one.',
  },
  disownedNotice: {
    subject: (title: string): string => `Wrong recipient reported: ${title}`,
    preview: (name: string): string =>
      `Somebody with the link for ${name} says that they are not ${name}.`,
    heading: 'Wrong recipient reported',
    what: (name: string): string =>
      `Somebody who had the link for ${name} pressed “This is not me” on the signing page. We do not know who it was.`,
    ended:
      'That link no longer works, nor does any other that was sent to this person before. Nothing was signed or approved with them, and the other people in the request are not affected.',
    opened: 'Before that, the documents had been opened with a link sent to this person.',
    notOpened:
      'The documents had not been opened. The page shows your name, the title and your message, if there is one.',
    correct:
      'If the name or the address is wrong, correct it in your application (in the API: PATCH of this signer). The right person is then invited with a link of their own.',
    again:
      'If both are right and the button was pressed by mistake, confirm the person in your application (in the API: PATCH of this signer with the same name). A new link then goes out. Until then this person cannot sign.',
  },
  undeliverableNotice: {
    subject: (title: string): string => `Not delivered: ${title}`,
    preview: (name: string): string => `${name} could not be reached by e-mail.`,
    heading: 'An e-mail could not be delivered',
    what: {
      refused: (name: string): string =>
        `The mail server of ${name} has refused the e-mail with the signing link for good. Such an address is often misspelt or no longer in use.`,
      not_delivered: (name: string): string =>
        `For two days we have tried in vain to deliver the e-mail with the signing link to ${name}.`,
    },
    correct:
      'Please check the address and correct it in your application (in the API: PATCH of this signer). The person is then invited with a new link.',
    again:
      'If the address is right, send this person a reminder once the mailbox works again. The other people in the request are not affected.',
  },
  webhookDisabled: {
    subject: (host: string): string => `Webhook switched off: ${host}`,
    heading: 'A webhook was switched off',
    preview: 'Events are no longer sent to this address.',
    because: {
      gone: 'The address below answered that it no longer exists. Events are no longer sent to it.',
      failing:
        'Events could not be delivered to the address below for five days. They are no longer sent to it.',
    },
    address: 'Address',
    since: 'Failing since',
    disabledAt: 'Switched off',
    next: 'No event is lost: once the address works, enable the webhook and have the events since the failure sent again, or read them from the list of events.',
  },
  sealingDelayed: {
    subject: (title: string): string => `Sealing is delayed: ${title}`,
    preview: 'Everyone has signed; the signed copy takes longer than usual.',
    heading: 'The signed copy is delayed',
    body: 'Everyone has signed, but the documents could not be sealed yet. All signatures are safely recorded, and sealing is tried again by itself. The signed copies go out as soon as it succeeds; you need not do anything.',
  },
};

/** Every catalogue of notices has these members, and no others. */
export type Notices = typeof enNotices;
