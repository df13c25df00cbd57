import type { Texts } from './en.ts';

export const steps: Texts['steps'] = {
  done: (done, all) => `${done} von ${all} erledigt`,
  nothingLeft: 'Es fehlt nichts mehr.',
  missing: (count) => (count === 1 ? '1 Angabe fehlt noch' : `${count} Angaben fehlen noch`),
  missingTitle: 'Bevor es weitergeht',
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
  text: 'Es wurde nichts unterschrieben. Die Dokumente bleiben für Sie bereit.',
  until: (deadline) => `Sie können bis ${deadline} unterschreiben.`,
  next: 'Um weiterzumachen, öffnen Sie den Link aus Ihrer E-Mail noch einmal. Ist er bis dahin abgelaufen, können Sie auf der Seite einen neuen anfordern.',
  entries: 'Zu Ihrem Schutz werden Ihre Angaben erst beim Unterschreiben an uns gesendet.',
  back: 'Zurück zu den Dokumenten',
};

export const notMe: Texts['notMe'] = {
  button: 'Das bin ich nicht',
  title: 'Ist das nicht für Sie bestimmt?',
  text: (name) =>
    `Dieser Link ist für ${name} bestimmt. Sind Sie das nicht, sagen wir es dem Absender. Der Link funktioniert dann nicht mehr, und es wird nichts unterschrieben.`,
  mistake: 'Wenn Sie unsicher sind, gehen Sie zurück und fragen Sie zuerst den Absender.',
  confirm: 'Ja, das bin ich nicht',
  back: 'Zurück',
};
