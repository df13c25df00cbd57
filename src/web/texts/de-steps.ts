import type { Texts } from './en.ts';

export const steps: Texts['steps'] = {
  done: (done, all) => `${done} von ${all} erledigt`,
  nothingLeft: 'Es fehlt nichts mehr.',
  missing: (count) => (count === 1 ? '1 Angabe fehlt noch' : `${count} Angaben fehlen noch`),
  onPage: (page) => `Seite ${page}`,
  inDocument: (filename, page) => `${filename}, Seite ${page}`,
  documentsTitle: 'Dokumente',
  openFields: (count) => (count === 1 ? '1 Angabe fehlt' : `${count} Angaben fehlen`),
  complete: 'vollständig',
};

export const review: Texts['review'] = {
  toSign: 'Prüfen und unterschreiben',
  toApprove: 'Prüfen und freigeben',
  titleSign: 'Prüfen, dann unterschreiben',
  titleApprove: 'Prüfen, dann freigeben',
  asSigner: (name, email) => `Sie unterschreiben als ${name} (${email}).`,
  asApprover: (name, email) => `Sie geben frei als ${name} (${email}).`,
  documents: (count) =>
    count === 1 ? 'Dieses Dokument' : `Diese ${count} Dokumente, alle auf einmal`,
  entries: 'Ihre Angaben',
  signature: 'Ihre Unterschrift',
  initials: 'Ihre Initialen',
  ticked: 'angekreuzt',
  notTicked: 'nicht angekreuzt',
  leftEmpty: 'leer gelassen',
  consentTitle: 'Ihre Zustimmung',
  consentVersion: (version) => `Fassung ${version}`,
  meaning: 'Was eine elektronische Signatur hier bedeutet',
  newTab: '(öffnet sich in einem neuen Tab)',
  back: 'Zurück',
};

export const later: Texts['later'] = {
  button: 'Nicht jetzt',
  title: 'Nehmen Sie sich Zeit',
  text: {
    signer: 'Es wurde nichts unterschrieben. Die Dokumente bleiben für Sie bereit.',
    approver: 'Es wurde nichts freigegeben. Die Dokumente bleiben für Sie bereit.',
  },
  until: {
    signer: (deadline) => `Sie können bis zum ${deadline} unterschreiben.`,
    approver: (deadline) => `Sie können bis zum ${deadline} freigeben.`,
  },
  next: 'Um weiterzumachen, öffnen Sie den Link aus Ihrer E-Mail noch einmal. Ist er bis dahin abgelaufen, können Sie auf der Seite einen neuen anfordern.',
  entries:
    'Ihre Angaben wurden nicht an uns gesendet. Sie gehen verloren, wenn Sie diese Seite schließen.',
  back: 'Zurück zu den Dokumenten',
};

export const notMe: Texts['notMe'] = {
  button: 'Das bin ich nicht',
  title: 'Ist das nicht für Sie bestimmt?',
  text: (name) =>
    `Dieser Link ist für ${name} bestimmt. Sind Sie das nicht, funktioniert er danach nicht mehr. Es wird dadurch nichts unterschrieben oder freigegeben.`,
  told: 'Wir teilen es dem Absender per E-Mail mit.',
  mistake: 'Wenn Sie unsicher sind, gehen Sie zurück und fragen Sie zuerst den Absender.',
  confirm: 'Ja, das bin ich nicht',
  back: 'Zurück',
};
