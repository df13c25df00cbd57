/** What the viewer of the documents says beside what is in the documents themselves. */
export const viewer = {
  textless:
    'This page has no text that can be read out: it is a picture, or empty. If you cannot read it, please ask the sender for a version with text.',
  search: {
    open: 'Find in the documents',
    label: 'Find in the documents',
    previous: 'Previous hit',
    next: 'Next hit',
    close: 'Close the search',
    place: (current: number, count: string) => `${current} of ${count}`,
    many: (count: number) => `more than ${count}`,
    hit: (current: number, count: string, page: number, filename: string) =>
      `Hit ${current} of ${count}, page ${page} of ${filename}`,
    searching: 'Searching …',
    none: 'Nothing found',
    textless: (filename: string) => `${filename} has no text to search in: its pages are pictures.`,
    unread: (filename: string) => `${filename} could not be searched.`,
  },
};
