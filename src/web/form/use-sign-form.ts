import { createContext, useContext, useEffect, useState } from 'react';
import type { Session } from '../api.ts';
import type { Failure } from '../api-error.ts';
import { hasActed } from '../flow.ts';
import { EMPTY_MARK, initialsOf, type MarkDraft, markOf } from '../marks/mark-draft.ts';
import type { Entries } from '../signer-calls.ts';
import { keepDraft, readDraft } from './draft-store.ts';
import { useFieldValues } from './use-field-values.ts';

export type SignForm = ReturnType<typeof useSignFormState>;

/** Everything a signer enters. It lives above pages and panel, which both show parts of it. */
export function useSignFormState(session: Session) {
  const { id, email } = session.signer;
  const [typed] = useState(() => readDraft({ id, email }));
  const [signature, setSignature] = useState({
    ...EMPTY_MARK,
    text: typed.signature,
    font: typed.font,
  });
  const [ownInitials, setInitials] = useState(() =>
    typed.initials === null ? null : { ...EMPTY_MARK, text: typed.initials },
  );
  // Consent is to one text: another version or language has to be confirmed anew.
  const [agreedTo, setAgreedTo] = useState<string | null>(null);
  const [checked, setChecked] = useState(false);
  const fields = useFieldValues(session, typed.values, () => setChecked(true));
  const initials = {
    ...(ownInitials ?? { ...EMPTY_MARK, text: initialsOf(signature.text) }),
    // One person, one hand.
    font: signature.font,
  };
  const agreed = agreedTo === session.consent.text;
  const needs = needsOf(session);
  const faults = {
    signature: checked && needs.signature && markOf(signature) === null,
    initials: checked && needs.initials === 'required' && markOf(initials) === null,
  };

  const ownInitialsText = ownInitials?.text ?? null;
  const acted = hasActed(session);
  useEffect(() => {
    if (acted) return;
    keepDraft(
      { id, email },
      {
        values: [...fields.values],
        signature: signature.text,
        font: signature.font,
        initials: ownInitialsText,
      },
    );
  }, [acted, id, email, fields.values, signature.text, signature.font, ownInitialsText]);

  function entries(): Entries {
    const sent = fields.toSend();
    return {
      ...(needs.signature && { signature: markOf(signature) ?? undefined }),
      ...(needs.initials !== 'none' && { initials: markOf(initials) ?? undefined }),
      ...(sent.length > 0 && { fields: sent }),
    };
  }

  return {
    fields,
    signature,
    changeSignature: (change: Partial<MarkDraft>) => {
      setSignature((before) => ({ ...before, ...change }));
    },
    initials,
    changeInitials: (change: Partial<MarkDraft>) => {
      setInitials((before) => ({ ...(before ?? initials), ...change }));
    },
    needs,
    agreed,
    setAgreed: (yes: boolean) => setAgreedTo(yes ? session.consent.text : null),
    checked,
    /** From now on what is missing is marked as a fault. */
    showFaults: () => setChecked(true),
    faults,
    entries,
    /** Marks the fields that the server refused, of those that were sent. */
    showRefused: (failure: Failure | null, sent: Entries) => {
      fields.refuse(failure ? refusedIds(failure, sent) : []);
    },
  };
}

function needsOf({ signer, fields }: Session) {
  const signature = signer.role !== 'approver';
  const places = fields.filter(({ type }) => type === 'initials');
  const initials: 'none' | 'optional' | 'required' = places.some(({ required }) => required)
    ? 'required'
    : places.length > 0
      ? 'optional'
      : 'none';
  return { signature, initials: signature ? initials : 'none' };
}

function refusedIds({ code, paths }: Failure, { fields = [] }: Entries): string[] {
  if (code !== 'VALIDATION_FAILED') return [];
  return paths.flatMap((path) => {
    const [, place] = /^fields\.(\d+)(?:\.|$)/.exec(path) ?? [];
    const field = place === undefined ? undefined : fields[Number(place)];
    return field ? [field.id] : [];
  });
}

const SignFormContext = createContext<SignForm | null>(null);
export const SignFormProvider = SignFormContext.Provider;

/** The form of the page; only below {@link SignFormProvider}. */
export function useSignForm(): SignForm {
  const form = useContext(SignFormContext);
  if (!form) throw new Error('useSignForm is called outside its provider');
  return form;
}
