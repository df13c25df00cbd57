import type { SessionField } from '../api.ts';

/** The id of the control that stands for a field on its page. */
export function controlId(field: SessionField): string {
  return `field-${field.id}`;
}

/** Scrolls to a field and focuses it; to its document where that could not be shown. */
export function goToField(field: SessionField): void {
  const control = document.getElementById(controlId(field));
  if (control) goTo(control);
  else document.getElementById(`name-${field.document_id}`)?.scrollIntoView();
}

/** Scrolls to a field, above the control that is shown for it at the foot. */
export function showField(field: SessionField, block: 'start' | 'nearest'): void {
  const control = document.getElementById(controlId(field));
  if (control) control.scrollIntoView({ block, inline: 'nearest' });
  else goToField(field);
}

/** Goes to where a signature or initials are made. */
export function goToMark(name: 'signature' | 'initials'): void {
  const place = document.getElementById(`mark-${name}`);
  const control =
    place?.querySelector<HTMLElement>('input[type="text"]') ??
    place?.querySelector<HTMLElement>('input:checked');
  if (control) goTo(control);
}

function goTo(control: HTMLElement): void {
  control.scrollIntoView({ block: 'center', inline: 'center' });
  control.focus({ preventScroll: true });
}
