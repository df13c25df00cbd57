import { deNotices } from './de-notices.ts';
import type { Texts } from './en.ts';

const dieses = (count: number): string =>
  count === 1 ? 'das folgende Dokument' : 'die folgenden Dokumente';

/** Every German sentence of the mails. */
export const de: Texts = {
  greeting: (name) => (name === '' ? 'Guten Tag,' : `Guten Tag ${name},`),
  label: {
    title: 'Titel',
    case: 'Akte',
    deadline: 'Frist',
    documents: (count) => (count === 1 ? 'Dokument' : 'Dokumente'),
    completedAt: 'Abgeschlossen',
    declinedBy: 'Abgelehnt von',
    declinedAt: 'Abgelehnt',
    voidedAt: 'Zurückgezogen',
    expiredAt: 'Frist',
    outstanding: 'Noch ausstehend',
    sentTo: 'Gesandt an',
    disownedAt: 'Gemeldet',
    failedAt: 'Gescheitert',
    replacedAt: 'Geändert',
    reason: 'Begründung',
    messageFrom: (sender) => `Nachricht von ${sender}`,
  },
  link: {
    fallback: 'Falls die Schaltfläche nicht funktioniert, öffnen Sie bitte diesen Link:',
    personal: 'Der Link ist persönlich. Bitte leiten Sie diese E-Mail nicht weiter.',
  },
  replies: (sender) =>
    `Haben Sie Fragen? Antworten Sie einfach auf diese E-Mail; Ihre Antwort geht an ${sender}.`,
  footer: {
    party: (sender) =>
      `Sie erhalten diese automatische E-Mail, weil ${sender} Ihre Adresse in einer Signaturanfrage angegeben hat.`,
    sender:
      'Sie erhalten diese automatische E-Mail, weil die Signaturanfrage in Ihrem Namen versandt wurde.',
    owner:
      'Sie erhalten diese automatische E-Mail, weil Ihre Adresse für diesen Arbeitsbereich hinterlegt ist.',
    privacy: 'Datenschutz',
    imprint: 'Impressum',
  },
  signingRequest: {
    subject: {
      signer: (title) => `Bitte unterschreiben: ${title}`,
      approver: (title) => `Bitte freigeben: ${title}`,
    },
    reminderSubject: {
      signer: (title) => `Erinnerung, bitte unterschreiben: ${title}`,
      approver: (title) => `Erinnerung, bitte freigeben: ${title}`,
    },
    preview: {
      signer: (sender, date) => `${sender} bittet um Ihre Unterschrift bis zum ${date}.`,
      approver: (sender, date) => `${sender} bittet um Ihre Freigabe bis zum ${date}.`,
    },
    heading: { signer: 'Bitte um Ihre Unterschrift', approver: 'Bitte um Ihre Freigabe' },
    intro: {
      signer: (sender, count) =>
        `${sender} bittet Sie, ${dieses(count)} elektronisch zu unterschreiben.`,
      approver: (sender, count) =>
        `${sender} bittet Sie, ${dieses(count)} freizugeben. Eine Unterschrift ist dafür nicht nötig.`,
    },
    reminderIntro: {
      signer: (sender, count) =>
        `${sender} hat Sie gebeten, ${dieses(count)} zu unterschreiben, und wartet noch auf Ihre Unterschrift.`,
      approver: (sender, count) =>
        `${sender} hat Sie gebeten, ${dieses(count)} freizugeben, und wartet noch auf Ihre Freigabe.`,
    },
    action: { signer: 'Lesen und unterschreiben', approver: 'Lesen und freigeben' },
    how: 'Sie benötigen kein Benutzerkonto. Wenn Sie nicht einverstanden sind, können Sie auf derselben Seite ablehnen.',
    linkWorks: (date) => `Der Link ist gültig bis zum ${date}.`,
    linkExpires: (date) =>
      `Der Link ist gültig bis zum ${date}. Danach können Sie sich auf derselben Seite einen neuen zusenden lassen.`,
    honest: {
      signer:
        'Sie unterschreiben mit einer einfachen elektronischen Signatur (Art. 3 Nr. 10 eIDAS-VO), zugeordnet über den Zugang zu diesem Link. Eine gesetzlich vorgeschriebene Schriftform (§§ 126, 126a BGB) ersetzt sie nicht.',
      approver: 'Ihre Freigabe wird festgehalten, zugeordnet über den Zugang zu diesem Link.',
    },
  },
  deadlineNear: {
    subject: {
      signer: {
        today: (title) => `Frist endet heute, bitte unterschreiben: ${title}`,
        tomorrow: (title) => `Frist endet morgen, bitte unterschreiben: ${title}`,
      },
      approver: {
        today: (title) => `Frist endet heute, bitte freigeben: ${title}`,
        tomorrow: (title) => `Frist endet morgen, bitte freigeben: ${title}`,
      },
    },
    preview: {
      signer: (sender, date) =>
        `${sender} wartet auf Ihre Unterschrift; die Frist endet am ${date}.`,
      approver: (sender, date) => `${sender} wartet auf Ihre Freigabe; die Frist endet am ${date}.`,
    },
    heading: { today: 'Die Frist endet heute', tomorrow: 'Die Frist endet morgen' },
    intro: {
      signer: {
        today: (sender, count) =>
          `${sender} hat Sie gebeten, ${dieses(count)} zu unterschreiben. Das ist nur noch heute möglich.`,
        tomorrow: (sender, count) =>
          `${sender} hat Sie gebeten, ${dieses(count)} zu unterschreiben. Das ist noch bis morgen möglich.`,
      },
      approver: {
        today: (sender, count) =>
          `${sender} hat Sie gebeten, ${dieses(count)} freizugeben. Das ist nur noch heute möglich.`,
        tomorrow: (sender, count) =>
          `${sender} hat Sie gebeten, ${dieses(count)} freizugeben. Das ist noch bis morgen möglich.`,
      },
    },
    after:
      'Mit Ablauf der Frist endet die Anfrage; danach kann nichts mehr unterschrieben werden. Wenn Sie nicht einverstanden sind, können Sie auf derselben Seite ablehnen.',
  },
  freshLink: {
    subject: (title) => `Ihr neuer Link: ${title}`,
    preview: (date) => `Der Link, um den Sie gebeten haben. Er ist gültig bis zum ${date}.`,
    heading: 'Ihr neuer Link',
    intro: {
      signer: (sender, count) =>
        `hier ist der neue Link, um den Sie gebeten haben. ${sender} bittet Sie, ${dieses(count)} zu unterschreiben.`,
      approver: (sender, count) =>
        `hier ist der neue Link, um den Sie gebeten haben. ${sender} bittet Sie, ${dieses(count)} freizugeben.`,
    },
    acted: {
      preview: {
        signer: (date) =>
          `Sie haben bereits unterschrieben. Der Link zum Lesen ist gültig bis zum ${date}.`,
        approver: (date) =>
          `Sie haben bereits freigegeben. Der Link zum Lesen ist gültig bis zum ${date}.`,
      },
      intro: {
        signer: (count) =>
          `hier ist der neue Link, um den Sie gebeten haben. Sie haben ${dieses(count)} bereits unterschrieben und müssen nichts weiter tun; der Link dient nur zum Lesen. Sobald alle tätig geworden sind, erhalten Sie die unterschriebenen Fassungen per E-Mail.`,
        approver: (count) =>
          `hier ist der neue Link, um den Sie gebeten haben. Sie haben ${dieses(count)} bereits freigegeben und müssen nichts weiter tun; der Link dient nur zum Lesen. Sobald alle tätig geworden sind, erhalten Sie die unterschriebenen Fassungen per E-Mail.`,
      },
      action: (count) => (count === 1 ? 'Dokument lesen' : 'Dokumente lesen'),
    },
    notYou:
      'Sie haben keinen neuen Link angefordert? Dann brauchen Sie diese E-Mail nicht zu beachten.',
  },
  completedCopy: {
    subject: (title) => `Abgeschlossen: ${title}`,
    preview: 'Alle haben unterschrieben.',
    heading: 'Alle haben unterschrieben',
    intro: {
      party: (sender) =>
        `die Signaturanfrage von ${sender} ist abgeschlossen; Sie müssen nichts weiter tun.`,
      cc: (sender) =>
        `alle haben unterschrieben, und ${sender} hat darum gebeten, dass Sie eine Kopie erhalten.`,
      sender: () =>
        'alle haben unterschrieben, was Sie versandt haben. Das Ergebnis liegt wieder in der Akte.',
    },
    attached: (count) =>
      count === 1
        ? 'Das unterschriebene Dokument und das Abschlusszertifikat finden Sie im Anhang.'
        : 'Die unterschriebenen Dokumente und das Abschlusszertifikat finden Sie im Anhang.',
    byLink: (count) =>
      count === 1
        ? 'Das unterschriebene Dokument und das Abschlusszertifikat können Sie über den folgenden Link lesen und herunterladen.'
        : 'Die unterschriebenen Dokumente und das Abschlusszertifikat können Sie über den folgenden Link lesen und herunterladen.',
    action: 'Unterschriebene Fassung öffnen',
    copyLink: (date) => `Der Link dient nur zum Lesen und ist gültig bis zum ${date}.`,
    honest:
      'Die Unterschriften sind einfache elektronische Signaturen (Art. 3 Nr. 10 eIDAS-VO), zugeordnet über den Zugang zu einem Link, der an die jeweilige Adresse gesandt wurde; die Namen sind Angaben des Absenders. Das elektronische Siegel stammt von diesem Dienst, nicht von den Unterzeichnenden. Eine gesetzlich vorgeschriebene Schriftform (§§ 126, 126a BGB) wird nicht ersetzt.',
  },
  ...deNotices,
};
