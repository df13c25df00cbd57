import type { Texts } from './en.ts';

export const verify: Texts['verify'] = {
  tabTitle: 'Dokument prüfen',
  title: 'Unterzeichnetes Dokument prüfen',
  intro: 'Sehen Sie nach, ob eine Datei Byte für Byte eine ist, die dieser Server versiegelt hat.',
  stays:
    'Die Datei verlässt Ihr Gerät nicht. Ihr Browser berechnet ihren Fingerabdruck (SHA-256, 64 Zeichen), und nur dieser wird an diesen Server gesendet. Der Inhalt lässt sich daraus nicht lesen.',
  choose: 'Datei auswählen',
  chooseOther: 'Andere Datei auswählen',
  drop: 'oder hier ablegen',
  dropNow: 'Datei ablegen, um sie zu prüfen',
  working: 'Die Datei wird geprüft …',
  file: 'Datei',
  fingerprint: 'Fingerabdruck (SHA-256)',
  sealedAt: 'Versiegelt am',
  level: 'Stufe',
  levelOf: (level) => `PAdES ${level}`,

  known: {
    title: 'Diese Datei wurde hier versiegelt und ist unverändert',
    text: {
      document: 'Dieser Server hat ein unterzeichnetes Dokument mit genau diesen Bytes versiegelt.',
      certificate: 'Dieser Server hat ein Abschlusszertifikat mit genau diesen Bytes versiegelt.',
      other: 'Dieser Server hat eine Datei mit genau diesen Bytes versiegelt.',
    },
    ownClock: 'Die Zeit ist die der Uhr dieses Servers.',
    authority: 'Die Zeit stammt von einer Zeitstempelstelle.',
    limits:
      'Das zeigt, dass die Datei unverändert ist. Wer unterzeichnet hat und wie die Personen identifiziert wurden, steht in der Datei selbst oder in ihrem Abschlusszertifikat.',
  },
  test: {
    title: 'TEST: kein echtes unterzeichnetes Dokument',
    text: 'Diese Datei wurde im Testmodus versiegelt, mit einem Zertifikat für Tests. Sie beweist nichts; bitte verlassen Sie sich nicht auf sie.',
  },
  replaced: {
    title: 'Es gibt eine neuere Fassung',
    text: 'Diese Datei ist unverändert, doch dieser Server hat seither eine neuere Fassung von ihr versiegelt. Bitten Sie die Person, von der Sie die Datei haben, um die neuere.',
  },
  unknown: {
    title: 'Dieser Server kennt diese Datei nicht',
    text: 'Dieser Server hat keine Datei mit genau diesen Bytes versiegelt. Vielleicht wurde sie verändert, ausgedruckt und gescannt oder anderswo versiegelt.',
    hint: 'Auch ein erneutes Speichern in einem PDF-Programm ist eine Veränderung. Prüfen Sie, wenn möglich, die Datei so, wie Sie sie erhalten oder heruntergeladen haben.',
  },
  faults: {
    too_large: 'Diese Datei ist zu groß, um im Browser geprüft zu werden.',
    unreadable: 'Diese Datei kann nicht gelesen werden. Ein Ordner lässt sich nicht prüfen.',
    insecure:
      'Diese Seite wurde nicht über eine sichere Verbindung (https) geöffnet. Der Browser berechnet hier deshalb keine Fingerabdrücke.',
  },
  faultNext: 'Die Wege unten funktionieren auch ohne diese Seite.',
  failures: {
    unreachable:
      'Der Server ist nicht erreichbar; es gibt deshalb noch keine Antwort. Bitte prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.',
    busy: 'Es kamen zu viele Anfragen in kurzer Zeit. Bitte warten Sie eine Minute und versuchen Sie es noch einmal.',
    broken:
      'Bei uns ist etwas schiefgegangen. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  },

  more: {
    title: 'So prüfen Sie mehr',
    reader:
      'Öffnen Sie die Datei in einem PDF-Programm, das Signaturen prüft, zum Beispiel Adobe Acrobat Reader. Es zeigt das Siegel mit Zeit und Zertifikat und ob nach dem Versiegeln etwas verändert wurde.',
    command: 'Mit dem Quelltext dieses Dienstes prüft dieser Befehl das Siegel auf jedem Computer:',
  },
};
