import type { EndedStatus, Role } from './manifest.ts';

type Texts<T> = { de: T; en: T };

export const HEADING: Texts<[heading: string, envelope: string, inside: string]> = {
  de: [
    'NACHWEISE ZU EINEM UNTERSCHRIFTSVORGANG (English below)\n=======================================================',
    'Vorgang',
    'WAS IN DIESEM ARCHIV LIEGT',
  ],
  en: [
    'EVIDENCE OF A SIGNING PROCESS\n=============================',
    'Envelope',
    'WHAT IS IN HERE',
  ],
};

export const STATUS: Texts<Record<EndedStatus, string>> = {
  de: {
    completed: 'Stand: alle haben unterschrieben oder zugestimmt.',
    declined: 'Stand: abgelehnt. Ein unterschriebenes Dokument wurde nicht ausgegeben.',
    expired: 'Stand: Frist abgelaufen. Ein unterschriebenes Dokument wurde nicht ausgegeben.',
    voided:
      'Stand: vom Absender zurückgezogen. Ein unterschriebenes Dokument wurde nicht ausgegeben.',
  },
  en: {
    completed: 'Status: everybody has signed or approved.',
    declined: 'Status: declined. No signed document was issued.',
    expired: 'Status: the deadline passed. No signed document was issued.',
    voided: 'Status: withdrawn by the sender. No signed document was issued.',
  },
};

type Listed = Texts<string> & { path: string; role: Role | null };

/** Every file a bundle may have; those with a role are named where there is one. */
export const FILES: Listed[] = [
  {
    path: 'signed/',
    role: 'signed',
    de: 'Die unterschriebenen Dokumente: das gezeigte PDF, dahinter die Unterschriftsseite,\ndarüber das Siegel des Dienstes.',
    en: 'The signed documents: the PDF that was shown, the signature page after it, and the\nseal of the service over both.',
  },
  {
    path: 'signed/….v1.pdf, .v2.pdf …',
    role: 'signed_version',
    de: 'Dasselbe, wie es aussah, bevor spätere Zeitstempel hinzukamen.',
    en: 'The same as it was before later time stamps were added.',
  },
  {
    path: 'presented/',
    role: 'presented',
    de: 'Genau die Dateien, die den Unterzeichnern gezeigt wurden.',
    en: 'Exactly the files that were shown to those who signed.',
  },
  {
    path: 'originals/',
    role: 'original',
    de: 'Die Dateien, wie der Absender sie hochgeladen hat. Beim Umwandeln in die gezeigte\nFassung werden aktive Inhalte entfernt und Formularfelder zu festem Text.',
    en: 'The files as the sender uploaded them. To become what was shown, active content was\nremoved and form fields were turned into fixed text.',
  },
  {
    path: 'certificate-sender.pdf',
    role: 'certificate_sender',
    de: 'Das Protokoll in lesbarer Form, mit IP-Adressen: für den Absender bestimmt.',
    en: 'The record in readable form, with IP addresses: meant for the sender.',
  },
  {
    path: 'certificate-parties.pdf',
    role: 'certificate_parties',
    de: 'Dasselbe ohne IP-Adressen: kann an alle Beteiligten gegeben werden.',
    en: 'The same without IP addresses: may be given to all parties.',
  },
  {
    path: 'signatures/',
    role: 'signature_image',
    de: 'Gezeichnete oder hochgeladene Unterschriften als Bilder.',
    en: 'Signatures that were drawn or uploaded, as images.',
  },
  {
    path: 'audit.json',
    role: 'audit',
    de: 'Das Protokoll im Ganzen, mit Namen, E-Mail- und IP-Adressen. Jeder Eintrag enthält die\nPrüfsumme des vorigen: Es lässt sich keiner ändern oder herausnehmen, ohne dass alle\nspäteren nicht mehr passen. Darin auch Zeitstempel anderer Stellen, falls es sie gibt.',
    en: 'The whole record, with names, e-mail and IP addresses. Each entry holds the hash of the\none before: none can be changed or taken out without all later ones failing to fit.\nTime stamps of other authorities are in it too, where there are any.',
  },
  {
    path: 'seal-certificates.pem',
    role: 'seal_certificates',
    de: 'Das Zertifikat, zu dem der Schlüssel des Siegels gehört, und die es ausgestellt haben.',
    en: 'The certificate of the key that seals, and those that issued it.',
  },
  {
    path: 'manifest.json, manifest.p7s',
    role: null,
    de: 'Die Liste aller Dateien mit ihren Prüfsummen, und die Signatur des Dienstes darüber.',
    en: 'The list of all files with their hashes, and the signature of the service over it.',
  },
];

const OPENSSL = `       openssl cms -verify -binary -inform DER -in manifest.p7s \\
         -content manifest.json -CAfile seal-certificates.pem \\
         -partial_chain -purpose any -no_check_time -out /dev/null`;
const SUBJECT = `       openssl x509 -in seal-certificates.pem -noout -subject -fingerprint -sha256`;
const SUMS = `       sha256sum -c README.txt`;
const EVENT = `       jq -cjS '.events[0] | del(.hash)' audit.json | sha256sum`;
const OURS = `       npm run verify -- FILE.zip --trust CERTIFICATE.pem`;

export const CHECKS: Texts<string> = {
  de: `SO PRÜFEN SIE

  1. Mit einem PDF-Programm: signed/ öffnen und die Signatur ansehen. Sie nennt den Dienst als
     Unterzeichner, und dass danach nichts geändert wurde. Ob Ihr Programm dem Zertifikat
     vertraut, ist eine andere Frage: dazu Punkt 3.
  2. Mit sha256sum (Windows: certutil -hashfile DATEI SHA256) die Prüfsummen am Ende dieser
     Datei; sha256sum warnt dabei vor den Zeilen, die Text sind:
${SUMS}
  3. Mit OpenSSL die Signatur über die Liste, und wem das Zertifikat gehört. Den Fingerabdruck
     lassen Sie sich vom Betreiber des Dienstes auf anderem Wege bestätigen:
${OPENSSL}
${SUBJECT}
  4. Einen Eintrag des Protokolls: Die Ausgabe muss sein "hash" sein und im nächsten Eintrag
     als "prev_hash" stehen:
${EVENT}
  5. Alles auf einmal und noch strenger, ohne Netz, mit dem Programm des Dienstes:
${OURS}`,
  en: `HOW TO CHECK

  1. With a PDF reader: open signed/ and look at the signature. It names the service as the
     signer, and says that nothing was changed since. Whether your reader trusts the
     certificate is another question: see 3.
  2. With sha256sum (Windows: certutil -hashfile FILE SHA256) the hashes at the end of this
     file; sha256sum warns of the lines that are text:
${SUMS}
  3. With OpenSSL the signature over the list, and whose the certificate is. Have the operator
     of the service confirm the fingerprint to you in another way:
${OPENSSL}
${SUBJECT}
  4. An entry of the record: what is printed must be its "hash", and be in the next entry as
     "prev_hash":
${EVENT}
  5. All of it at once and more strictly, without a network, with the program of the service:
${OURS}`,
};

export const PROOF: Texts<string> = {
  de: `WAS DAMIT BEWIESEN IST, UND WAS NICHT

  Bewiesen ist, soweit Sie dem Schlüssel des Dienstes vertrauen: Diese Dateien sind seit dem
  Siegeln unverändert, und sie gehören zu den Einträgen des Protokolls, auf deren letzten das
  Siegel verweist. Ein Zeitstempel einer anderen Stelle beweist, dass es die Datei zu dieser
  Zeit gab. Ohne Zeitstempel ist die Zeit die der Uhr des Servers.

  Es sind einfache elektronische Signaturen (Art. 3 Nr. 10 eIDAS-Verordnung). Wer
  unterschrieben hat, wurde daran erkannt, dass er Zugang zu einem Link hatte, der an die
  genannte E-Mail-Adresse ging. Die Namen sind die, die der Absender angegeben hat. Das Siegel
  ist das des Dienstes, nicht das der Unterzeichner. "Geöffnet" heißt, dass jemand auf der
  Seite den Knopf gedrückt hat. Eine gesetzliche Schriftform (§§ 126, 126a BGB) ersetzt das
  nicht.`,
  en: `WHAT THIS PROVES, AND WHAT IT DOES NOT

  Proven, as far as you trust the key of the service: these files are unchanged since they
  were sealed, and they belong to the entries of the record up to the one that the seal names.
  A time stamp of another authority proves that the file existed at that time. Without one,
  the time is that of the server's clock.

  These are simple electronic signatures (eIDAS Regulation, Art. 3(10)). Whoever signed was
  identified by access to a link that was mailed to the address given. The names are those
  that the sender stated. The seal is the service's, not the signers'. "Opened" means that
  somebody pressed the button on the page. It does not replace a statutory written form
  (§§ 126, 126a BGB).`,
};

export const HASHES = 'SHA-256\n-------';
