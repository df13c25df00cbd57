import type { Texts } from './en.ts';

export const viewer: Texts['viewer'] = {
  textless:
    'Diese Seite enthält keinen Text, der vorgelesen werden kann: Sie ist ein Bild oder leer. Wenn Sie sie nicht lesen können, bitten Sie den Absender um eine Fassung mit Text.',
  search: {
    open: 'In den Dokumenten suchen',
    label: 'In den Dokumenten suchen',
    previous: 'Vorheriger Treffer',
    next: 'Nächster Treffer',
    close: 'Suche schließen',
    place: (current, count) => `${current} von ${count}`,
    many: (count) => `mehr als ${count}`,
    hit: (current, count, page, filename) =>
      `Treffer ${current} von ${count}, Seite ${page} von ${filename}`,
    searching: 'Suche …',
    none: 'Nichts gefunden',
    textless: (filename) =>
      `${filename} enthält keinen Text zum Durchsuchen: Die Seiten sind Bilder.`,
    unread: (filename) => `${filename} konnte nicht durchsucht werden.`,
  },
};
