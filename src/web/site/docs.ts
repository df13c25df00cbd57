/**
 * What the reference of the API gains by a script: the contents stand open where they have a column
 * of their own, and can be filtered. Without it everything is there, folded and whole.
 */
function start(): void {
  const nav = document.querySelector('.contents');
  const details = nav?.querySelector('details');
  const filter = nav?.querySelector('.filter');
  const input = filter?.querySelector('input');
  const count = filter?.querySelector('[role="status"]');
  if (!nav || !details || !filter || !input || !count) return;

  const column = matchMedia('(min-width: 64rem)');
  details.open = column.matches;
  column.addEventListener('change', () => {
    details.open = column.matches;
  });
  // On a phone the list covers what was chosen in it.
  details.addEventListener('click', ({ target }) => {
    if (!column.matches && target instanceof Element && target.closest('a')) details.open = false;
  });

  filter.removeAttribute('hidden');
  input.addEventListener('input', () => {
    const found = show(nav, input.value);
    count.textContent = input.value.trim() === '' ? '' : `${found} found`;
  });
}

/** Leaves the operations that hold every word; says how many. */
function show(nav: Element, wanted: string): number {
  const words = wanted.toLowerCase().split(/\s+/);
  let found = 0;
  for (const group of nav.querySelectorAll('.operations')) {
    let inGroup = 0;
    for (const item of group.querySelectorAll('li')) {
      const text = (item.textContent ?? '').toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      if (!item.hidden) inGroup++;
    }
    group.toggleAttribute('hidden', inGroup === 0);
    found += inGroup;
  }
  return found;
}

start();
