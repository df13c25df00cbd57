import type { SessionField } from '../api.ts';
import { useLanguage } from '../parts/language-context.ts';
import { FieldBox } from './field-box.tsx';

type KnownFieldProps = { field: SessionField; type: 'date' | 'name' | 'email' };

/** What the server fills in. The day of signing is not known before. */
export function KnownField({ field, type }: KnownFieldProps) {
  const { t } = useLanguage();
  return (
    <FieldBox field={field} state="known">
      <p className="known">{field.value ?? t.fields.atSigning[type]}</p>
    </FieldBox>
  );
}
