import type { SignaturePage } from './types.ts';

export type Texts = {
  heading: string;
  test: string;
  document: string;
  title: string;
  sender: string;
  envelope: string;
  pages: string;
  completed: string;
  original: string;
  presented: string;
  auditTrail: (events: number) => string;
  signatures: string;
  signaturesAndApprovals: string;
  role: Record<'signer' | 'approver', string>;
  done: Record<'signer' | 'approver', string>;
  approval: string;
  opened: string;
  notRecorded: string;
  identified: string;
  identifiedBy: string;
  caption: (name: string, time: string) => string;
  notes: string[];
  seal: string;
  sealNote: string;
  /** The level at sealing, without and with a time-stamping authority. */
  sealClock: string;
  sealTimeStamp: string;
  sealDevelopment: string;
  sealCertificate: string;
  footer: (page: number, pages: number) => string;
};

/**
 * The words of the page: what was done and how it is known, and no more. Never "qualified",
 * "advanced" or "legally binding" (semantics, "Honest words").
 */
export const TEXTS: Record<SignaturePage['locale'], Texts> = {
  en: {
    heading: 'Signature page',
    test: 'TEST – not valid',
    document: 'Document',
    title: 'Title',
    sender: 'Requested by',
    envelope: 'Envelope ID',
    pages: 'Pages of the document',
    completed: 'Completed',
    original: 'SHA-256 as uploaded',
    presented: 'SHA-256 as presented',
    auditTrail: (events) => `Audit trail, event ${events}`,
    signatures: 'Signatures',
    signaturesAndApprovals: 'Signatures and approvals',
    role: { signer: 'Signer', approver: 'Approver' },
    done: { signer: 'Signed', approver: 'Approved' },
    approval: 'Approved',
    opened: 'Opened',
    notRecorded: 'not recorded',
    identified: 'Identified',
    identifiedBy: 'by access to a link mailed to the address',
    caption: (name, time) => `Signed by ${name} · ${time}`,
    notes: [
      'Each signature on this page is a simple electronic signature (eIDAS Art. 3(10)). It does not replace a statutory written form (§§ 126, 126a BGB).',
      'Signers and approvers were identified by access to a link mailed to the address shown; their names are as stated by the sender. “Opened” means that the button to open the document was pressed. All times are those of the server’s clock.',
      'The file as presented is what was shown and signed: the uploaded file with its form fields and annotations as page content and without scripts or attachments, or the uploaded image as PDF pages.',
    ],
    seal: 'Electronic seal',
    sealNote:
      'The file carries an electronic seal of this service, not of the signers. It shows whether the file was changed after sealing, and which certificate sealed it.',
    sealClock: 'Level at sealing: PAdES B-B. The time of the seal is that of the server’s clock.',
    sealTimeStamp:
      'Level at sealing: PAdES B-T if the seal contains the time stamp of an authority, which was asked for when it was made; otherwise PAdES B-B, and the time of the seal is that of the server’s clock. Signature-checking software shows which.',
    sealDevelopment:
      'This seal was made with a certificate that the service issued to itself for development and tests. Nobody vouches for it.',
    sealCertificate: 'Certificate',
    footer: (page, pages) => `Signature page ${page} of ${pages}`,
  },
  de: {
    heading: 'Signaturseite',
    test: 'TEST – nicht gültig',
    document: 'Dokument',
    title: 'Titel',
    sender: 'Angefordert von',
    envelope: 'Umschlag-ID',
    pages: 'Seiten des Dokuments',
    completed: 'Abgeschlossen',
    original: 'SHA-256 wie hochgeladen',
    presented: 'SHA-256 wie vorgelegt',
    auditTrail: (events) => `Audit-Trail, Ereignis ${events}`,
    signatures: 'Signaturen',
    signaturesAndApprovals: 'Signaturen und Freigaben',
    role: { signer: 'Unterzeichnende Person', approver: 'Freigebende Person' },
    done: { signer: 'Signiert', approver: 'Freigegeben' },
    approval: 'Freigegeben',
    opened: 'Geöffnet',
    notRecorded: 'nicht erfasst',
    identified: 'Identifiziert',
    identifiedBy: 'durch Zugriff auf einen Link, der an die Adresse gesandt wurde',
    caption: (name, time) => `Signiert von ${name} · ${time}`,
    notes: [
      'Jede Signatur auf dieser Seite ist eine einfache elektronische Signatur (Art. 3 Nr. 10 eIDAS-Verordnung). Eine gesetzlich vorgeschriebene Schriftform (§§ 126, 126a BGB) ersetzt sie nicht.',
      'Die genannten Personen wurden durch den Zugriff auf einen Link identifiziert, der an die angegebene Adresse gesandt wurde; ihre Namen hat der Absender angegeben. „Geöffnet“ heißt, dass die Schaltfläche zum Öffnen des Dokuments gedrückt wurde. Alle Zeiten sind die der Serveruhr.',
      'Die vorgelegte Datei ist das, was gezeigt und signiert wurde: die hochgeladene Datei mit Formularfeldern und Anmerkungen als Seiteninhalt und ohne Skripte oder Anhänge, oder das hochgeladene Bild als PDF-Seiten.',
    ],
    seal: 'Elektronisches Siegel',
    sealNote:
      'Die Datei trägt ein elektronisches Siegel dieses Dienstes, nicht der Unterzeichnenden. Es zeigt, ob die Datei nach dem Versiegeln verändert wurde und mit welchem Zertifikat sie versiegelt ist.',
    sealClock: 'Stufe beim Versiegeln: PAdES B-B. Die Zeit des Siegels ist die der Serveruhr.',
    sealTimeStamp:
      'Stufe beim Versiegeln: PAdES B-T, wenn das Siegel den Zeitstempel einer Zeitstempelstelle enthält, der dabei angefragt wurde; sonst PAdES B-B, und die Zeit des Siegels ist die der Serveruhr. Software zur Signaturprüfung zeigt, welche Stufe vorliegt.',
    sealDevelopment:
      'Dieses Siegel wurde mit einem Zertifikat erzeugt, das der Dienst sich für Entwicklung und Tests selbst ausgestellt hat. Niemand bürgt dafür.',
    sealCertificate: 'Zertifikat',
    footer: (page, pages) => `Signaturseite ${page} von ${pages}`,
  },
};
