import { signature } from './de-signature.ts';
import type { SiteTexts } from './en.ts';

export const de: SiteTexts = {
  languageName: 'Deutsch',
  languageSwitch: 'Sprache',
  skip: 'Zum Inhalt springen',
  brand: 'Elektronisch unterzeichnen',
  privacy: 'Datenschutz',
  imprint: 'Impressum',

  home: {
    title: 'Dokumente elektronisch unterzeichnen',
    intro:
      'Von diesem Server werden Dokumente an Menschen gesendet, die um ihre Unterschrift gebeten werden. Sie lesen und unterzeichnen im Browser, ohne Konto. Wer wann was getan hat, wird festgehalten, und das fertige PDF wird gegen spätere Änderungen versiegelt.',
    mail: {
      title: 'Sie haben eine E-Mail erhalten',
      text: 'Öffnen Sie den Link darin. Er wurde nur für Sie erstellt; auf dieser Seite gibt es nichts anzumelden.',
      lost: 'Haben Sie die E-Mail verloren, oder funktioniert ihr Link nicht? Fragen Sie die Person, die Ihnen die Dokumente gesendet hat. Ist ein Link nur abgelaufen, bietet seine Seite an, Ihnen einen neuen zu senden.',
      link: 'Was eine elektronische Signatur hier bedeutet',
    },
    file: {
      title: 'Sie haben ein unterzeichnetes PDF',
      text: 'Sehen Sie nach, ob es Byte für Byte eine Datei ist, die dieser Server versiegelt hat. Das darf jeder, und die Datei verlässt Ihr Gerät nicht.',
      link: 'Datei prüfen',
    },
    developer: {
      title: 'Sie entwickeln Software',
      text: 'Ihr Programm legt Umschläge an und verfolgt sie, über REST oder tRPC. Die Beschreibung ist auf Englisch.',
      docs: 'API-Referenz',
      openapi: 'OpenAPI-Dokument (JSON)',
      inbox: 'Aufgefangene E-Mails (nur in der Entwicklung)',
    },
  },

  notFound: {
    title: 'Unter dieser Adresse gibt es nichts',
    text: 'Vielleicht wurde sie nicht vollständig kopiert. Stammt sie aus einer E-Mail, öffnen Sie sie noch einmal von dort, oder fragen Sie die Person, die sie gesendet hat.',
    home: 'Zur Startseite',
  },

  signature,
};
