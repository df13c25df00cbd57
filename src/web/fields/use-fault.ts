import type { SessionField } from '../api.ts';
import { useSignForm } from '../form/use-sign-form.ts';

/** What is wrong with a field, once somebody tried to sign. */
export function useFault(field: SessionField): 'missing' | 'refused' | null {
  const { fields, checked } = useSignForm();
  if (fields.isRefused(field)) return 'refused';
  return checked && fields.open.includes(field) ? 'missing' : null;
}
