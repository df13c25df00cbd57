import type { SiteTexts } from './en.ts';

/** Was eine elektronische Signatur hier bedeutet: dieselben Abschnitte wie im Englischen. */
export const signature: SiteTexts['signature'] = {
  title: 'Was eine elektronische Signatur hier bedeutet',
  intro:
    'Sie wurden gebeten, Dokumente zu unterzeichnen oder freizugeben, oder Sie haben solche, die hier unterzeichnet wurden. Diese Seite sagt, was eine solche Unterschrift ist und was nicht.',
  contents: 'Auf dieser Seite',
  sections: [
    {
      id: 'kind',
      title: 'Welche Art von Signatur es ist',
      paragraphs: [
        'Es ist eine einfache elektronische Signatur im Sinne von Artikel 3 Nummer 10 der eIDAS-Verordnung der Europäischen Union. Sie lesen die Dokumente, stimmen einem Text zu, der das sagt, und drücken einen Knopf.',
        'Sie können Ihren Namen tippen, zeichnen oder ein Bild davon hochladen. Für die Art der Signatur macht das keinen Unterschied. Wer freigibt, unterzeichnet nicht.',
      ],
      list: [],
      after: [],
    },
    {
      id: 'identity',
      title: 'Wie Sie identifiziert werden',
      paragraphs: [
        'Der Absender hat Ihren Namen und Ihre E-Mail-Adresse angegeben. An diese Adresse wurde ein Link gesendet. Wer Zugang zu dem Link hat, gilt als Sie.',
        'Niemand prüft einen Ausweis. Geben Sie die E-Mail deshalb bitte nicht weiter: Wer den Link öffnet, könnte in Ihrem Namen unterzeichnen.',
      ],
      list: [],
      after: [],
    },
    {
      id: 'recorded',
      title: 'Was festgehalten wird',
      paragraphs: [
        'Zu jedem Vorgang, also Öffnen, Unterzeichnen, Freigeben oder Ablehnen, bewahrt dieser Server auf:',
      ],
      list: [
        'Ihren Namen und Ihre E-Mail-Adresse, wie der Absender sie angegeben hat',
        'die Zeit nach der Uhr dieses Servers; hat der Betreiber eine Zeitstempelstelle eingerichtet, auch deren Zeitstempel',
        'Ihre IP-Adresse und was Ihr Browser über sich angibt',
        'den Text, dem Sie zugestimmt haben, im Wortlaut',
        'einen Fingerabdruck (Hash) jedes Dokuments, wie es Ihnen gezeigt wurde; er wäre ein anderer, wenn nur ein Zeichen geändert würde',
      ],
      after: [
        '„Geöffnet“ heißt, dass der Knopf zum Öffnen der Dokumente gedrückt wurde. Es zeigt nicht, dass jemand sie gelesen hat.',
        'Der Absender sieht all das. Die anderen Beteiligten sehen weder Ihre IP-Adresse noch Ihren Browser und Ihre E-Mail-Adresse nur zum Teil. Wenn Sie ablehnen, erfährt allein der Absender Ihren Grund.',
      ],
    },
    {
      id: 'seal',
      title: 'Was das Siegel ist',
      paragraphs: [
        'Wenn alle unterzeichnet haben, versieht dieser Server das fertige PDF mit einem elektronischen Siegel. Das Siegel gehört diesem Dienst. Es ist nicht Ihre Unterschrift und auch nicht die eines anderen, der unterzeichnet hat.',
        'Es zeigt, ob die Datei danach verändert wurde. Ein Abschlusszertifikat, ebenfalls versiegelt, sagt, wer wann was getan hat.',
      ],
      list: [],
      after: [],
    },
    {
      id: 'limits',
      title: 'Was sie nicht ersetzt',
      paragraphs: [
        'Für manche Erklärungen verlangt das deutsche Recht die Schriftform: Tinte auf Papier (§ 126 BGB) oder die elektronische Form, die an ihre Stelle treten kann (§ 126a BGB). Eine hier geleistete Unterschrift erfüllt keine der beiden. Ein Beispiel ist die Kündigung eines Arbeitsverhältnisses (§ 623 BGB).',
        'Andere Gesetze haben eigene Regeln. Wenn Sie nicht sicher sind, was Ihr Dokument braucht, fragen Sie, bevor Sie unterzeichnen: den Absender oder jemanden, der Sie berät.',
      ],
      list: [],
      after: [],
    },
    {
      id: 'choices',
      title: 'Was Sie tun können',
      paragraphs: [],
      list: [
        'Sich Zeit nehmen. Bis zu der Frist, die auf der Seite steht, können Sie die Dokumente lesen und herunterladen, bevor Sie sich entscheiden.',
        'Den Absender fragen. Eine Antwort auf die E-Mail erreicht ihn.',
        'Ablehnen. Sie werden nach einem Grund gefragt, und niemand kann diese Dokumente dann noch unterzeichnen.',
        'Eine Kopie behalten. Wenn alle unterzeichnet haben, erhalten Sie eine E-Mail mit den unterzeichneten Dokumenten oder mit einem Link zu ihnen.',
      ],
      after: [],
    },
    {
      id: 'check',
      title: 'Wie Sie eine unterzeichnete Datei später prüfen',
      paragraphs: [
        'Auf diesem Server kann jeder nachsehen, ob eine Datei hier versiegelt wurde. Die Datei bleibt dabei auf dem eigenen Gerät.',
        'Auch ein PDF-Programm, das Signaturen prüft, zum Beispiel Adobe Acrobat Reader, zeigt das Siegel: seine Zeit, sein Zertifikat und ob etwas verändert wurde.',
      ],
      list: [],
      after: [],
    },
  ],
  check: 'Datei prüfen',
};
