import { fields, marks } from './de-fields.ts';
import { later, notMe, review, steps } from './de-steps.ts';
import { verify } from './de-verify.ts';
import { viewer } from './de-viewer.ts';
import type { Texts } from './en.ts';

const notices: Texts['notices'] = {
  not_your_turn: {
    title: 'Sie sind noch nicht an der Reihe',
    text: 'Die Beteiligten werden nacheinander gefragt, und vor Ihnen fehlt noch jemand.',
    next: 'Sie müssen jetzt nichts tun. Sobald Sie an der Reihe sind, erhalten Sie von uns eine E-Mail.',
  },
  link_expired: {
    title: 'Dieser Link ist abgelaufen',
    text: 'Zu Ihrem Schutz gelten Links nur einige Tage. Die Dokumente liegen weiter für Sie bereit.',
    next: 'Wir können einen neuen Link an die E-Mail-Adresse schicken, an die dieser ging.',
  },
  copy_expired: {
    title: 'Dieser Link ist abgelaufen',
    text: 'Die unterzeichneten Dokumente standen hier für eine begrenzte Zeit bereit.',
    next: 'Wenn Sie sie noch benötigen, antworten Sie bitte auf die E-Mail, die Sie hierher geführt hat, und bitten Sie um eine Kopie.',
  },
  link_invalid: {
    title: 'Dieser Link funktioniert nicht',
    text: 'Vielleicht ist er unvollständig, oder er wurde durch einen neueren ersetzt.',
    next: 'Bitte öffnen Sie den Link aus der neuesten E-Mail und achten Sie darauf, dass er vollständig kopiert ist. Hilft das nicht, antworten Sie bitte auf diese E-Mail.',
  },
  completed: {
    title: 'Alles ist unterzeichnet',
    text: 'Alle Beteiligten haben unterzeichnet. Hier ist nichts mehr zu tun.',
    next: 'Die unterzeichneten Dokumente finden Sie über den Link in der Bestätigungs-E-Mail. Sie wird verschickt, sobald die Dokumente fertig sind, meist nach wenigen Minuten.',
  },
  declined: {
    title: 'Die Unterzeichnung wurde abgelehnt',
    text: 'Jemand von den Beteiligten hat abgelehnt. Diese Dokumente können nicht mehr unterzeichnet werden.',
    next: 'Sie müssen nichts tun. Wenn Sie Fragen haben, antworten Sie bitte auf die E-Mail, die Sie hierher geführt hat.',
  },
  expired: {
    title: 'Die Frist ist abgelaufen',
    text: 'Diese Dokumente wurden nicht rechtzeitig von allen unterzeichnet und können nicht mehr unterzeichnet werden.',
    next: 'Wenn Sie noch teilnehmen möchten, antworten Sie bitte auf die E-Mail, die Sie hierher geführt hat, und bitten Sie um eine neue Anfrage.',
  },
  voided: {
    title: 'Diese Anfrage wurde zurückgezogen',
    text: 'Der Absender hat sie aufgehoben. Diese Dokumente können nicht mehr unterzeichnet werden.',
    next: 'Sie müssen nichts tun. Wenn Sie Fragen haben, antworten Sie bitte auf die E-Mail, die Sie hierher geführt hat.',
  },
  session_required: {
    title: 'Bitte öffnen Sie den Link aus Ihrer E-Mail',
    text: 'Diese Seite zeigt Ihre Dokumente, wenn Sie über Ihren persönlichen Link hierher kommen.',
    next: 'Öffnen Sie die E-Mail mit der Anfrage und folgen Sie dem Link darin.',
  },
  session_expired: {
    title: 'Ihre Sitzung ist beendet',
    text: 'Zu Ihrem Schutz endet sie, wenn die Seite eine Weile nicht benutzt wird.',
    next: 'Öffnen Sie den Link aus Ihrer E-Mail noch einmal, um fortzufahren.',
  },
  session_mismatch: {
    title: 'In diesem Browser wurde ein anderer Link geöffnet',
    text: 'Ein Browser kann immer nur einen Link bearbeiten. Nach diesem wurde ein anderer geöffnet; von dieser Seite wurde deshalb nichts gesendet.',
    next: 'Um hier fortzufahren, öffnen Sie den Link zu dieser Anfrage noch einmal aus Ihrer E-Mail. Ist die andere Seite noch offen, schließen Sie zuerst dort ab.',
  },
  not_me: {
    title: 'Danke für den Hinweis',
    text: 'Wir haben festgehalten, dass diese E-Mail die falsche Person erreicht hat. Der Link funktioniert nicht mehr, und es wurde nichts unterschrieben.',
    next: 'Sie müssen nichts weiter tun. Bitte löschen Sie die E-Mail.',
  },
  busy: {
    title: 'Einen Moment bitte',
    text: 'Es kamen zu viele Anfragen in kurzer Zeit. Es ist nichts verloren.',
    next: 'Bitte warten Sie eine Minute und versuchen Sie es noch einmal.',
  },
  unreachable: {
    title: 'Der Server ist nicht erreichbar',
    text: 'Ihre Verbindung oder unser Server ist unterbrochen. Es ist nichts verloren.',
    next: 'Bitte prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal.',
  },
  broken: {
    title: 'Bei uns ist etwas schiefgegangen',
    text: 'Das tut uns leid. Es ist nichts verloren.',
    next: 'Bitte versuchen Sie es in einigen Minuten noch einmal. Tritt der Fehler wieder auf, antworten Sie bitte auf die E-Mail, die Sie hierher geführt hat.',
  },
};

export const de: Texts = {
  languageName: 'Deutsch',
  languageSwitch: 'Sprache',
  switchFailed: 'Die Sprache konnte nicht gewechselt werden. Bitte versuchen Sie es noch einmal.',
  pageTitle: 'Dokumente zur Unterschrift',
  loading: 'Wird geladen …',
  tryAgain: 'Noch einmal versuchen',
  checkAgain: 'Noch einmal nachsehen',
  working: 'Einen Moment …',
  requestId: (id) => `Kennung für Rückfragen: ${id}`,
  privacy: 'Datenschutz',
  imprint: 'Impressum',
  notices,
  fields,
  marks,
  steps,
  review,
  later,
  notMe,
  verify,
  viewer,

  landing: {
    greeting: (name) => `Für ${name}`,
    asks: {
      signer: (sender) => `${sender} bittet Sie um Ihre Unterschrift`,
      approver: (sender) => `${sender} bittet Sie um Ihre Freigabe`,
      copy: (sender) => `${sender} sendet Ihnen unterzeichnete Dokumente`,
    },
    documents: (count) => (count === 1 ? '1 Dokument' : `${count} Dokumente`),
    documentsLabel: 'Zu lesen',
    deadlineLabel: 'Möglich bis',
    messageLabel: 'Nachricht',
    open: 'Dokumente öffnen',
    openNote: 'Das Öffnen wird mit der Uhrzeit festgehalten. Sie unterschreiben damit noch nichts.',
    copyNote: 'Das Öffnen wird mit der Uhrzeit festgehalten.',
    actedTitle: {
      signed: 'Sie haben bereits unterschrieben',
      approved: 'Sie haben bereits freigegeben',
      other: 'Sie haben bereits geantwortet',
    },
    actedText: 'Für Sie ist nichts mehr zu tun. Die Dokumente können Sie weiterhin lesen.',
  },

  documents: {
    from: (sender) => `Von ${sender}`,
    pages: (count) => (count === 1 ? '1 Seite' : `${count} Seiten`),
    page: (page, of) => `Seite ${page} von ${of}`,
    download: 'Herunterladen',
    downloadOf: (name) => `${name} herunterladen`,
    loading: 'Das Dokument wird geladen …',
    failed: 'Dieses Dokument konnte nicht angezeigt werden.',
    pageFailed:
      'Diese Seite konnte nicht angezeigt werden. Bitte laden Sie das Dokument herunter, um sie zu lesen.',
    smaller: 'Seiten verkleinern',
    larger: 'Seiten vergrößern',
    size: (percent) => `${percent} %`,
    toSign: 'Zur Unterschrift',
    toApprove: 'Zur Freigabe',
    document: (index, count) => `Dokument ${index} von ${count}`,
    copyTitle: 'Ihre unterzeichneten Dokumente',
    copyText:
      'Alle haben unterzeichnet. Bitte laden Sie die Dokumente herunter und bewahren Sie sie auf.',
    certificate: 'Abschlusszertifikat',
    certificateText: 'wer wann und wie unterzeichnet hat',
    certificateFile: 'Abschlusszertifikat.pdf',
    notSealed:
      'Die unterzeichnete Fassung wird noch vorbereitet. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  },

  sign: {
    title: 'Ihre Unterschrift',
    approveTitle: 'Ihre Freigabe',
    sign: 'Unterschreiben',
    approve: 'Freigeben',
    decline: 'Ablehnen',
    consentMissing: 'Bitte bestätigen Sie dies zuerst.',
  },

  failures: {
    unreachable:
      'Der Server ist nicht erreichbar; es ist daher nicht sicher, ob dies angekommen ist. Ihre Eingaben sind noch da. Bitte versuchen Sie es noch einmal: Es zählt nur einmal.',
    busy: 'Zu viele Versuche in kurzer Zeit. Ihre Eingaben sind noch da. Bitte warten Sie eine Minute und versuchen Sie es noch einmal.',
    broken:
      'Bei uns ist etwas schiefgegangen. Ihre Eingaben sind noch da. Bitte versuchen Sie es noch einmal.',
    consentOutdated:
      'Der Text, dem Sie zustimmen, hat sich inzwischen geändert. Bitte lesen und bestätigen Sie ihn noch einmal.',
  },

  decline: {
    title: 'Ablehnen',
    intro: 'Wenn Sie ablehnen, endet die Anfrage für alle, und niemand kann mehr unterzeichnen.',
    reasonLabel: 'Ihr Grund',
    reasonHint: 'Nur der Absender sieht ihn.',
    reasonMissing: 'Bitte nennen Sie einen Grund.',
    reasonRefused: 'Dieser Text kann so nicht gesendet werden. Bitte prüfen Sie ihn.',
    goOn: 'Weiter',
    cancel: 'Abbrechen',
    confirmTitle: 'Wirklich ablehnen?',
    confirmText: 'Das lässt sich nicht rückgängig machen. Der Absender erfährt diesen Grund:',
    back: 'Zurück',
    confirm: 'Endgültig ablehnen',
  },

  acted: {
    signedNow: 'Vielen Dank, Sie haben unterschrieben',
    approvedNow: 'Vielen Dank, Sie haben freigegeben',
    declinedNow: 'Sie haben abgelehnt',
    signedBefore: 'Sie haben bereits unterschrieben',
    approvedBefore: 'Sie haben bereits freigegeben',
    at: (time) => `Festgehalten am ${time}, nach der Uhr unseres Servers.`,
    nextCopy: (email) =>
      `Sobald alle unterzeichnet haben, erhalten Sie an ${email} eine E-Mail mit einem Link zu den unterzeichneten Dokumenten.`,
    allDone: (email) =>
      `Jetzt haben alle unterzeichnet. Sobald die Dokumente fertig sind, meist nach wenigen Minuten, erhalten Sie an ${email} eine E-Mail mit einem Link zu den unterzeichneten Dokumenten.`,
    declinedNext:
      'Der Absender wird mit Ihrem Grund benachrichtigt. Niemand kann mehr unterzeichnen.',
    close: 'Sie können diese Seite jetzt schließen.',
    read: 'Dokumente lesen',
  },

  freshLink: {
    send: 'Neuen Link anfordern',
    sent: 'Falls der Link gültig war, ist eine E-Mail mit einem neuen unterwegs.',
    sentNext:
      'Sie geht an die Adresse, an die dieser Link geschickt wurde. Kommt in einigen Minuten nichts an, sehen Sie bitte im Spam-Ordner nach.',
  },
};
