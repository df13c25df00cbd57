/** What is left to do, the last look before signing, and the ways to leave without signing. */
export const steps = {
  done: (done: number, all: number) => `${done} of ${all} done`,
  nothingLeft: 'Nothing is missing.',
  missing: (count: number) =>
    count === 1 ? '1 entry is still missing' : `${count} entries are still missing`,
  onPage: (page: number) => `page ${page}`,
  inDocument: (filename: string, page: number) => `${filename}, page ${page}`,
  documentsTitle: 'Documents',
  openFields: (count: number) => (count === 1 ? '1 entry missing' : `${count} entries missing`),
  complete: 'complete',
};

export const review = {
  toSign: 'Check and sign',
  toApprove: 'Check and approve',
  titleSign: 'Check, then sign',
  titleApprove: 'Check, then approve',
  asSigner: (name: string, email: string) => `You sign as ${name} (${email}).`,
  asApprover: (name: string, email: string) => `You approve as ${name} (${email}).`,
  documents: (count: number) =>
    count === 1 ? 'This document' : `These ${count} documents, all at once`,
  entries: 'Your entries',
  signature: 'Your signature',
  initials: 'Your initials',
  ticked: 'ticked',
  notTicked: 'not ticked',
  leftEmpty: 'left empty',
  consentTitle: 'Your consent',
  consentVersion: (version: string) => `Wording ${version}`,
  meaning: 'What an electronic signature means here',
  newTab: '(opens in a new tab)',
  back: 'Back',
};

export const later = {
  button: 'Not now',
  title: 'Take your time',
  text: {
    signer: 'Nothing has been signed. The documents stay ready for you.',
    approver: 'Nothing has been approved. The documents stay ready for you.',
  },
  until: {
    signer: (deadline: string) => `You can sign until ${deadline}.`,
    approver: (deadline: string) => `You can approve until ${deadline}.`,
  },
  next: 'To go on, open the link in your e-mail once more. Should it have expired by then, the page offers to send you a fresh one.',
  entries: 'What you entered has not been sent to us. It is lost when you close this page.',
  back: 'Back to the documents',
};

export const notMe = {
  button: 'This is not me',
  title: 'Is this not meant for you?',
  text: (name: string) =>
    `This link is meant for ${name}. If that is not you, it will stop working. Nothing is signed or approved by that.`,
  told: 'We tell the sender by e-mail.',
  mistake: 'If you are unsure, go back and ask the sender first.',
  confirm: 'Yes, this is not me',
  back: 'Back',
};
