import type { Notices } from './en-notices.ts';

/** What German notices say: of what has ended, and of what went wrong. */
export const deNotices: Notices = {
  declinedNotice: {
    subject: (title) => `Abgelehnt: ${title}`,
    preview: 'Die Signaturanfrage ist beendet.',
    heading: 'Die Anfrage wurde abgelehnt',
    party: (sender) =>
      `eine der angefragten Personen hat abgelehnt; die Signaturanfrage von ${sender} ist damit beendet. Sie müssen nichts weiter tun, Ihr Link ist nicht mehr gültig.`,
    sender: (name) => `${name} hat abgelehnt; Ihre Signaturanfrage ist damit beendet.`,
    noDocument:
      'Ein unterschriebenes Dokument wird nicht ausgestellt. Zuvor geleistete Unterschriften bleiben im Protokoll festgehalten.',
  },
  replacedNotice: {
    subject: (title) => `Nicht mehr für Sie: ${title}`,
    preview: 'Sie müssen nichts weiter tun.',
    heading: 'Diese Anfrage richtet sich nicht mehr an Sie',
    what: (sender) =>
      `${sender} hat geändert, an wen sich diese Signaturanfrage richtet. Sie müssen nichts weiter tun, Ihr Link ist nicht mehr gültig.`,
  },
  voidedNotice: {
    subject: (title) => `Zurückgezogen: ${title}`,
    preview: 'Die Signaturanfrage wurde zurückgezogen.',
    heading: 'Die Anfrage wurde zurückgezogen',
    party: (sender) =>
      `${sender} hat diese Signaturanfrage zurückgezogen. Sie müssen nichts weiter tun, Ihr Link ist nicht mehr gültig.`,
    sender:
      'hiermit bestätigen wir, dass Ihre Signaturanfrage zurückgezogen wurde. Alle bereits Eingeladenen werden per E-Mail darüber und über die Begründung informiert.',
  },
  expiredNotice: {
    subject: (title) => `Frist abgelaufen: ${title}`,
    preview: 'Die Signaturanfrage ist abgelaufen.',
    heading: 'Die Frist ist abgelaufen',
    party: (sender) =>
      `die Frist der Signaturanfrage von ${sender} ist abgelaufen, bevor alle tätig geworden sind. Ihr Link ist nicht mehr gültig. Falls sich die Sache nicht erledigt hat, wenden Sie sich bitte an ${sender}.`,
    sender:
      'die Frist ist abgelaufen, bevor alle tätig geworden sind; Ihre Signaturanfrage ist damit beendet. Sie können eine neue versenden.',
  },
  disownedNotice: {
    subject: (title) => `Falscher Empfänger gemeldet: ${title}`,
    preview: (name) => `Jemand mit dem Link für ${name} gibt an, nicht ${name} zu sein.`,
    heading: 'Falscher Empfänger gemeldet',
    what: (name) =>
      `jemand, der den Link für ${name} hatte, hat auf der Signaturseite „Das bin ich nicht“ gedrückt. Wer das war, wissen wir nicht.`,
    ended:
      'Dieser Link ist nicht mehr gültig, ebenso jeder andere, der dieser Person zuvor gesandt wurde. Unterschrieben oder freigegeben wurde damit nichts; die übrigen Beteiligten sind nicht betroffen.',
    opened:
      'Zuvor waren die Dokumente mit einem Link geöffnet worden, der dieser Person gesandt wurde.',
    notOpened:
      'Die Dokumente waren nicht geöffnet worden. Die Seite zeigt Ihren Namen, den Titel und, falls vorhanden, Ihre Nachricht.',
    correct:
      'Falls Name oder Adresse nicht stimmen, berichtigen Sie sie in Ihrer Anwendung (in der API: PATCH dieses Unterzeichners). Die richtige Person wird dann mit einem eigenen Link eingeladen.',
    again:
      'Falls beides stimmt und die Schaltfläche versehentlich gedrückt wurde, bestätigen Sie die Person in Ihrer Anwendung (in der API: PATCH dieses Unterzeichners mit demselben Namen). Dann geht ein neuer Link an sie. Bis dahin kann diese Person nicht unterschreiben.',
  },
  undeliverableNotice: {
    subject: (title) => `Nicht zustellbar: ${title}`,
    preview: (name) => `${name} ist per E-Mail nicht erreichbar.`,
    heading: 'Eine E-Mail ist nicht zustellbar',
    what: {
      refused: (name) =>
        `der Mailserver von ${name} hat die E-Mail mit dem Signaturlink endgültig abgewiesen. Häufig ist eine solche Adresse falsch geschrieben oder nicht mehr in Gebrauch.`,
      not_delivered: (name) =>
        `zwei Tage lang haben wir vergeblich versucht, ${name} die E-Mail mit dem Signaturlink zuzustellen.`,
    },
    correct:
      'Bitte prüfen Sie die Adresse und berichtigen Sie sie in Ihrer Anwendung (in der API: PATCH dieses Unterzeichners). Die Person wird dann mit einem neuen Link eingeladen.',
    again:
      'Falls die Adresse stimmt, senden Sie dieser Person eine Erinnerung, sobald das Postfach wieder erreichbar ist. Die übrigen Beteiligten sind nicht betroffen.',
  },
  webhookDisabled: {
    subject: (host) => `Webhook abgeschaltet: ${host}`,
    heading: 'Ein Webhook wurde abgeschaltet',
    preview: 'An diese Adresse werden keine Ereignisse mehr gesendet.',
    because: {
      gone: 'die unten genannte Adresse hat geantwortet, dass es sie nicht mehr gibt. An sie werden keine Ereignisse mehr gesendet.',
      failing:
        'fünf Tage lang konnten der unten genannten Adresse keine Ereignisse zugestellt werden. An sie wird nichts mehr gesendet.',
    },
    address: 'Adresse',
    since: 'Gestört seit',
    disabledAt: 'Abgeschaltet',
    next: 'Kein Ereignis ist verloren: Sobald die Adresse wieder erreichbar ist, schalten Sie den Webhook ein und lassen die Ereignisse seit der Störung erneut senden, oder Sie lesen sie aus der Liste der Ereignisse.',
  },
  sealingDelayed: {
    subject: (title) => `Siegelung verzögert sich: ${title}`,
    preview: 'Alle haben unterschrieben; die fertige Fassung dauert länger als üblich.',
    heading: 'Die fertige Fassung verzögert sich',
    body: 'alle haben unterschrieben, die Dokumente konnten aber noch nicht gesiegelt werden. Alle Unterschriften sind sicher gespeichert, und die Siegelung wird selbsttätig wiederholt. Sobald sie gelingt, werden die unterschriebenen Fassungen versandt; Sie müssen nichts tun.',
  },
};
