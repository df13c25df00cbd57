import { signature } from './en-signature.ts';

/** English texts of the pages that the server writes; the German ones have the same shape. */
export const en = {
  languageName: 'English',
  languageSwitch: 'Language',
  skip: 'Skip to the content',
  brand: 'Electronic signing',
  privacy: 'Privacy',
  imprint: 'Imprint',

  home: {
    title: 'Signing documents electronically',
    intro:
      'From this server, documents are sent to people who are asked to sign them. They read and sign in their browser, without an account. Who did what and when is recorded, and the finished PDF is sealed against later changes.',
    mail: {
      title: 'You received an e-mail',
      text: 'Open the link in it. It was made for you alone; there is nothing to log in to on this page.',
      lost: 'Have you lost the e-mail, or does its link not work? Ask the person who sent you the documents. If a link has only expired, its page offers to send you a new one.',
      link: 'What an electronic signature means here',
    },
    file: {
      title: 'You hold a signed PDF',
      text: 'See whether it is, byte for byte, a file that this server sealed. Anybody may do so, and the file does not leave your device.',
      link: 'Check a file',
    },
    developer: {
      title: 'You develop software',
      text: 'Your program creates envelopes and follows them, over REST or tRPC.',
      docs: 'API reference',
      openapi: 'OpenAPI document (JSON)',
      inbox: 'Captured mails (development only)',
    },
  },

  notFound: {
    title: 'There is nothing at this address',
    text: 'Perhaps it was not copied as a whole. If it came in an e-mail, open it from there again, or ask the person who sent it.',
    home: 'To the start page',
  },

  signature,
};

export type SiteTexts = typeof en;
