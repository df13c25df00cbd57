/** The page on which anybody checks a file they hold. */
export const verify = {
  tabTitle: 'Check a document',
  title: 'Check a signed document',
  intro: 'See whether a file is exactly, byte for byte, one that this server sealed.',
  stays:
    'The file does not leave your device. Your browser computes its fingerprint (SHA-256, 64 characters), and only that is sent to this server. The content cannot be read from it.',
  choose: 'Choose a file',
  chooseOther: 'Choose another file',
  drop: 'or drop it here',
  dropNow: 'Drop the file to check it',
  working: 'The file is being checked …',
  file: 'File',
  fingerprint: 'Fingerprint (SHA-256)',
  sealedAt: 'Sealed on',
  level: 'Level',
  levelOf: (level: string) => `PAdES ${level}`,

  known: {
    title: 'This file was sealed here and is unchanged',
    text: {
      document: 'This server sealed a signed document of exactly these bytes.',
      certificate: 'This server sealed a certificate of completion of exactly these bytes.',
      other: 'This server sealed a file of exactly these bytes.',
    },
    ownClock: 'The time is that of this server’s clock.',
    authority: 'The time comes from a time-stamping authority.',
    limits:
      'This shows that the file is unchanged. Who signed, and how they were identified, is stated in the file itself or in its certificate of completion.',
  },
  test: {
    title: 'TEST: not a real signed document',
    text: 'This file was sealed in test mode, with a certificate made for tests. It proves nothing and must not be relied on.',
  },
  replaced: {
    title: 'There is a newer version',
    text: 'This file is unchanged, but this server has sealed a newer version of it since. Ask whoever gave it to you for the newer one.',
  },
  unknown: {
    title: 'This server does not know this file',
    text: 'This server has not sealed a file with these exact bytes. It may have been changed, printed and scanned, or sealed elsewhere.',
    hint: 'Saving it anew in a PDF program is a change as well. If you can, check the file as you first received or downloaded it.',
  },
  faults: {
    too_large: 'This file is too large to be checked in the browser.',
    unreadable: 'This file cannot be read. A folder cannot be checked.',
    insecure:
      'This page was not opened over a secure connection (https), so the browser does not compute fingerprints here.',
  },
  faultNext: 'The ways below work without this page.',
  failures: {
    unreachable:
      'The server cannot be reached, so there is no answer yet. Please check your internet connection and try again.',
    busy: 'There were too many requests in a short time. Please wait a minute and try again.',
    broken: 'Something went wrong on our side. Please try again in a few minutes.',
  },

  more: {
    title: 'How to check more',
    reader:
      'Open the file in a PDF program that checks signatures, such as Adobe Acrobat Reader. It shows the seal with its time and its certificate, and whether anything was changed after sealing.',
    command: 'With the source code of this service, this command checks the seal on any computer:',
  },
};
