type Section = { id: string; title: string; paragraphs: string[]; list: string[]; after: string[] };

/** What an electronic signature means here, section by section. */
export const signature: {
  title: string;
  intro: string;
  contents: string;
  sections: Section[];
  check: string;
} = {
  title: 'What an electronic signature means here',
  intro:
    'You have been asked to sign or approve documents, or you hold some that were signed here. This page says what such a signature is, and what it is not.',
  contents: 'On this page',
  sections: [
    {
      id: 'kind',
      title: 'What kind of signature it is',
      paragraphs: [
        'It is a simple electronic signature in the sense of Article 3(10) of the eIDAS Regulation of the European Union. You read the documents, agree to a text that says so, and press a button.',
        'You may type your name, draw it or upload a picture of it. For the kind of signature this makes no difference. Somebody who approves does not sign.',
      ],
      list: [],
      after: [],
    },
    {
      id: 'identity',
      title: 'How you are identified',
      paragraphs: [
        'The sender stated your name and your e-mail address. A link was mailed to that address. Whoever has access to the link counts as you.',
        'Nobody checks an identity card. So please do not pass the e-mail on: whoever opens the link could sign in your name.',
      ],
      list: [],
      after: [],
    },
    {
      id: 'recorded',
      title: 'What is recorded',
      paragraphs: ['For each act, opening, signing, approving or declining, this server keeps:'],
      list: [
        'your name and e-mail address, as the sender stated them',
        'the time, by the clock of this server; where the operator has set up a time-stamping authority, its time stamp as well',
        'your IP address and what your browser says of itself',
        'the text that you agreed to, word for word',
        'a fingerprint (hash) of each document as it was shown to you; it would be another one if a single character were changed',
      ],
      after: [
        '“Opened” means that the button to open the documents was pressed. It does not show that somebody read them.',
        'The sender sees all of this. The other parties see neither your IP address nor your browser, and your e-mail address only in part. If you decline, your reason goes to the sender alone.',
      ],
    },
    {
      id: 'seal',
      title: 'What the seal is',
      paragraphs: [
        'When everybody has signed, this server puts an electronic seal on the finished PDF. The seal belongs to this service. It is not your signature, nor that of anybody else who signed.',
        'It shows whether the file was changed afterwards. A certificate of completion, sealed as well, tells who did what and when.',
      ],
      list: [],
      after: [],
    },
    {
      id: 'limits',
      title: 'What it does not replace',
      paragraphs: [
        'For some declarations German law requires the written form: ink on paper (§ 126 of the Civil Code, BGB), or the electronic form that may take its place (§ 126a BGB). A signature made here meets neither requirement. An example is the notice that ends an employment (§ 623 BGB).',
        'Other laws have rules of their own. If you are not sure what your document needs, ask before you sign: the sender, or somebody who advises you.',
      ],
      list: [],
      after: [],
    },
    {
      id: 'choices',
      title: 'What you can do',
      paragraphs: [],
      list: [
        'Take your time. You can read and download the documents before you decide, until the deadline that the page names.',
        'Ask the sender. A reply to the e-mail reaches them.',
        'Decline. You are asked for a reason, and nobody can sign these documents any more.',
        'Keep a copy. When everybody has signed, you get an e-mail with the signed documents or with a link to them.',
      ],
      after: [],
    },
    {
      id: 'check',
      title: 'How to check a signed file later',
      paragraphs: [
        'On this server anybody can see whether a file is one that was sealed here. The file stays on the device.',
        'A PDF program that checks signatures, such as Adobe Acrobat Reader, shows the seal as well: its time, its certificate, and whether anything was changed.',
      ],
      list: [],
      after: [],
    },
  ],
  check: 'Check a file',
};
