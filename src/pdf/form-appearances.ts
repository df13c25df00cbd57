import { type PDF, PdfBool, PdfDict, PdfNumber } from '@libpdf/core';
import { documentFonts } from './canvas.ts';
import { drawValue, needsOwnFonts } from './field-appearance.ts';
import { follow, resolver } from './objects.ts';

type Form = NonNullable<ReturnType<PDF['getForm']>>;
type ValueField = ReturnType<Form['getTextFields' | 'getDropdowns' | 'getListBoxes']>[number];

/** Field flags (ISO 32000-2, tables 227 and 231). */
const READ_ONLY = 1;
const MULTILINE = 1 << 12;

/**
 * Gives each field that shows a value an appearance to be flattened: where there is none, and
 * where the file says that its appearances are out of date (ISO 32000-2, 12.7.3, NeedAppearances).
 * Others stay as their author drew them.
 */
export function completeAppearances(pdf: PDF): void {
  const form = pdf.getForm();
  if (!form) return;
  const outdated = appearancesAreOutdated(pdf);
  const fonts = documentFonts(pdf);
  for (const field of [...form.getTextFields(), ...form.getDropdowns(), ...form.getListBoxes()]) {
    const value = shownValue(field);
    const due = value !== '' && (outdated || lacksAppearance(field));
    field.needsAppearanceUpdate = due && !needsOwnFonts(value);
    if (!due) continue;
    const multiline = field.type === 'text' && (field.flags & MULTILINE) !== 0;
    for (const { dict } of field.getWidgets()) {
      dict.delete('AP');
      if (needsOwnFonts(value)) drawValue(pdf, fonts, dict, value, multiline);
    }
    // The library skips read-only fields; their values count like all others.
    field.acroField().set('Ff', PdfNumber.of(field.flags & ~READ_ONLY));
  }
  for (const button of [...form.getCheckboxes(), ...form.getRadioGroups()]) {
    button.needsAppearanceUpdate = button.getWidgets().some(({ dict }) => !dict.has('AP'));
  }
  form.updateAppearances();
}

function appearancesAreOutdated(pdf: PDF): boolean {
  const resolve = resolver(pdf);
  const form = follow(pdf.getCatalog().get('AcroForm'), resolve);
  const flag = form instanceof PdfDict ? follow(form.get('NeedAppearances'), resolve) : null;
  return flag instanceof PdfBool && flag.value;
}

function lacksAppearance(field: ValueField): boolean {
  return field.getWidgets().some((widget) => !widget.hasNormalAppearance());
}

function shownValue(field: ValueField): string {
  const value = field.getValue();
  return Array.isArray(value) ? value.join('\n') : (value ?? '');
}
