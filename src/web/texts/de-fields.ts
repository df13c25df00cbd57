import type { Texts } from './en.ts';

export const fields: Texts['fields'] = {
  types: {
    signature: 'Unterschrift',
    initials: 'Initialen',
    date: 'Datum',
    text: 'Text',
    checkbox: 'Ankreuzfeld',
    name: 'Name',
    email: 'E-Mail-Adresse',
  },
  optional: (count) =>
    count === 1
      ? 'Alle Pflichtfelder sind ausgefüllt. 1 weiteres kann ausgefüllt werden.'
      : `Alle Pflichtfelder sind ausgefüllt. ${count} weitere können ausgefüllt werden.`,
  next: 'Nächstes Feld',
  close: 'Schließen',
  optionalNote: 'freiwillig',
  faults: {
    missing: { text: 'Bitte füllen Sie dies aus.', checkbox: 'Bitte kreuzen Sie dies an.' },
    refused: {
      text: 'Diese Angabe kann so nicht verwendet werden. Bitte prüfen Sie sie.',
      checkbox: 'Diese Angabe kann so nicht verwendet werden. Bitte prüfen Sie sie.',
    },
  },
  refused:
    'Einige Angaben können so nicht verwendet werden. Bitte prüfen Sie die markierten Felder.',
  atSigning: {
    date: 'Datum, wird am Ende eingetragen',
    name: 'Name, wird am Ende eingetragen',
    email: 'E-Mail, wird am Ende eingetragen',
  },
};

export const marks: Texts['marks'] = {
  kinds: { typed: 'Tippen', drawn: 'Zeichnen', uploaded: 'Hochladen' },
  signature: {
    legend: 'Wie möchten Sie unterschreiben?',
    typedLabel: 'Ihr vollständiger Name',
    placeholder: 'Vor- und Nachname',
    sample: 'Ihr Name',
    padLabel: 'Fläche, in die Sie Ihre Unterschrift zeichnen',
    fileLabel: 'Bild Ihrer Unterschrift auswählen',
    imageAlt: 'Das Bild Ihrer Unterschrift',
    missing: {
      typed: 'Bitte geben Sie Ihren Namen ein.',
      drawn: 'Bitte zeichnen Sie Ihre Unterschrift.',
      uploaded: 'Bitte wählen Sie ein Bild Ihrer Unterschrift aus.',
    },
    refused: {
      typed: 'Dieser Name kann so nicht verwendet werden. Bitte prüfen Sie ihn.',
      drawn:
        'Diese Zeichnung kann nicht verwendet werden. Bitte zeichnen Sie Ihre Unterschrift neu.',
      uploaded: 'Dieses Bild kann nicht verwendet werden. Bitte wählen Sie ein anderes aus.',
    },
    places: {
      empty: 'noch leer',
      short: 'Unterschrift',
      typed: (text) => `${text}. Ändern`,
      image: 'Ihr Bild. Ändern',
    },
  },
  initials: {
    legend: 'Ihre Initialen',
    typedLabel: 'Initialen',
    placeholder: 'Anfangsbuchstaben Ihrer Namen',
    sample: 'AB',
    padLabel: 'Fläche, in die Sie Ihre Initialen zeichnen',
    fileLabel: 'Bild Ihrer Initialen auswählen',
    imageAlt: 'Das Bild Ihrer Initialen',
    missing: {
      typed: 'Bitte geben Sie Ihre Initialen ein.',
      drawn: 'Bitte zeichnen Sie Ihre Initialen.',
      uploaded: 'Bitte wählen Sie ein Bild Ihrer Initialen aus.',
    },
    refused: {
      typed: 'Diese Initialen können so nicht verwendet werden. Bitte prüfen Sie sie.',
      drawn: 'Diese Zeichnung kann nicht verwendet werden. Bitte zeichnen Sie Ihre Initialen neu.',
      uploaded: 'Dieses Bild kann nicht verwendet werden. Bitte wählen Sie ein anderes aus.',
    },
    places: {
      empty: 'noch leer',
      short: 'Initialen',
      typed: (text) => `${text}. Ändern`,
      image: 'Ihr Bild. Ändern',
    },
  },
  hands: {
    legend: 'Handschrift',
    formal: 'Förmlich',
    flowing: 'Schwungvoll',
    everyday: 'Alltäglich',
  },
  preview: 'Vorschau',
  undo: 'Rückgängig',
  clear: 'Löschen',
  strokesLeft: (count) => {
    if (count === 0) return 'Die Zeichenfläche ist leer.';
    return count === 1
      ? 'Rückgängig gemacht. 1 Strich ist übrig.'
      : `Rückgängig gemacht. ${count} Striche sind übrig.`;
  },
  drawHint:
    'Zeichnen Sie mit dem Finger, einem Stift oder der Maus. Mit der Tastatur wählen Sie „Tippen“.',
  choose: 'Bild auswählen',
  chooseOther: 'Anderes Bild auswählen',
  fileHint: 'PNG oder JPEG, höchstens 20 MB. Ein Foto Ihrer Unterschrift auf weißem Papier genügt.',
  fileFaults: {
    type: 'Dies ist weder ein PNG- noch ein JPEG-Bild. Bitte wählen Sie eine andere Datei aus.',
    heic: 'Dies ist ein Foto im Format HEIC, das nicht verwendet werden kann. Bitte wählen Sie ein JPEG- oder PNG-Bild aus, zum Beispiel ein Bildschirmfoto davon.',
    pdf: 'Dies ist ein PDF. Bitte wählen Sie ein Bild Ihrer Unterschrift aus, als PNG oder JPEG.',
    size: 'Dieses Bild ist größer als 20 MB. Bitte wählen Sie ein kleineres aus.',
    unreadable: 'Dieses Bild kann nicht gelesen werden. Bitte wählen Sie ein anderes aus.',
  },
};
