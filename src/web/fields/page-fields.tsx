import type { SessionField } from '../api.ts';
import { useSignForm } from '../form/use-sign-form.ts';
import { CheckboxField } from './checkbox-field.tsx';
import { KnownField } from './known-field.tsx';
import { MarkPlace } from './mark-place.tsx';
import { TextField } from './text-field.tsx';

type PageFieldsProps = { documentId: string; page: number };

/** This signer's fields over the page they belong to. */
export function PageFields({ documentId, page }: PageFieldsProps) {
  const { fields } = useSignForm();
  return fields.all
    .filter((field) => field.document_id === documentId && field.page === page)
    .map((field) => <PlacedField key={field.id} field={field} />);
}

function PlacedField({ field }: { field: SessionField }) {
  switch (field.type) {
    case 'text':
      return <TextField field={field} />;
    case 'checkbox':
      return <CheckboxField field={field} />;
    case 'signature':
      return <MarkPlace field={field} name="signature" />;
    case 'initials':
      return <MarkPlace field={field} name="initials" />;
    case 'date':
    case 'name':
    case 'email':
      return <KnownField field={field} type={field.type} />;
  }
}
