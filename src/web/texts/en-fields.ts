/** Fields on the pages, and how a signature or initials are made. */
export const fields = {
  types: {
    signature: 'Signature',
    initials: 'Initials',
    date: 'Date',
    text: 'Text',
    checkbox: 'Checkbox',
    name: 'Name',
    email: 'E-mail address',
  },
  optional: (count: number) =>
    count === 1
      ? 'All required fields are filled in. 1 more can be filled in.'
      : `All required fields are filled in. ${count} more can be filled in.`,
  next: 'Next field',
  close: 'Close',
  optionalNote: 'optional',
  faults: {
    missing: { text: 'Please fill this in.', checkbox: 'Please tick this.' },
    refused: {
      text: 'This entry cannot be used as it is. Please check it.',
      checkbox: 'This entry cannot be used as it is. Please check it.',
    },
  },
  refused: 'Some entries cannot be used as they are. Please check the marked fields.',
  atSigning: {
    date: 'Date, filled in at the end',
    name: 'Name, filled in at the end',
    email: 'E-mail, filled in at the end',
  },
};

export const marks = {
  kinds: { typed: 'Type', drawn: 'Draw', uploaded: 'Upload' },
  signature: {
    legend: 'How do you want to sign?',
    typedLabel: 'Your full name',
    placeholder: 'First and last name',
    sample: 'Your name',
    padLabel: 'Area to draw your signature in',
    fileLabel: 'Choose an image of your signature',
    imageAlt: 'The image of your signature',
    missing: {
      typed: 'Please type your name.',
      drawn: 'Please draw your signature.',
      uploaded: 'Please choose an image of your signature.',
    },
    refused: {
      typed: 'This name cannot be used as it is. Please check it.',
      drawn: 'This drawing cannot be used. Please draw your signature anew.',
      uploaded: 'This image cannot be used. Please choose another one.',
    },
    places: {
      empty: 'still empty',
      short: 'Sign here',
      typed: (text: string) => `${text}. Change it`,
      image: 'your image. Change it',
    },
  },
  initials: {
    legend: 'Your initials',
    typedLabel: 'Initials',
    placeholder: 'First letters of your names',
    sample: 'AB',
    padLabel: 'Area to draw your initials in',
    fileLabel: 'Choose an image of your initials',
    imageAlt: 'The image of your initials',
    missing: {
      typed: 'Please type your initials.',
      drawn: 'Please draw your initials.',
      uploaded: 'Please choose an image of your initials.',
    },
    refused: {
      typed: 'These initials cannot be used as they are. Please check them.',
      drawn: 'This drawing cannot be used. Please draw your initials anew.',
      uploaded: 'This image cannot be used. Please choose another one.',
    },
    places: {
      empty: 'still empty',
      short: 'Initials',
      typed: (text: string) => `${text}. Change them`,
      image: 'your image. Change it',
    },
  },
  hands: {
    legend: 'Handwriting',
    formal: 'Formal',
    flowing: 'Flowing',
    everyday: 'Everyday',
  },
  preview: 'Preview',
  undo: 'Undo',
  clear: 'Clear',
  strokesLeft: (count: number) => {
    if (count === 0) return 'The drawing area is empty.';
    return count === 1 ? 'Taken back. 1 stroke is left.' : `Taken back. ${count} strokes are left.`;
  },
  drawHint: 'Draw with your finger, a pen or the mouse. With the keyboard, choose “Type”.',
  choose: 'Choose an image',
  chooseOther: 'Choose another image',
  fileHint: 'PNG or JPEG, up to 20 MB. A photo of your signature on white paper will do.',
  fileFaults: {
    type: 'This is neither a PNG nor a JPEG image. Please choose another file.',
    heic: 'This is a photo in the HEIC format, which cannot be used. Please choose a JPEG or PNG image, for example a screenshot of the photo.',
    pdf: 'This is a PDF. Please choose an image of your signature, as PNG or JPEG.',
    size: 'This image is larger than 20 MB. Please choose a smaller one.',
    unreadable: 'This image cannot be read. Please choose another one.',
  },
};
