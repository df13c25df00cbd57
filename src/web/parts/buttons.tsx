import type { ReactNode } from 'react';
import { useLanguage } from './language-context.ts';
import { useOnce } from './use-once.ts';

type ActionButtonProps = {
  onPress(): Promise<unknown>;
  kind?: 'primary' | 'secondary' | 'danger';
  children: ReactNode;
};

/** A button that shows its call's progress and makes it once at a time. */
export function ActionButton({ onPress, kind = 'primary', children }: ActionButtonProps) {
  const [busy, run] = useOnce();
  return (
    <ProgressButton type="button" kind={kind} busy={busy} onClick={() => void run(onPress)}>
      {children}
    </ProgressButton>
  );
}

type ProgressButtonProps = {
  type: 'button' | 'submit';
  kind: 'primary' | 'secondary' | 'danger';
  busy: boolean;
  onClick?: () => void;
  children: ReactNode;
};

/** `aria-disabled` and not `disabled`: the button keeps the focus while it works. */
export function ProgressButton({ type, kind, busy, onClick, children }: ProgressButtonProps) {
  const { t } = useLanguage();
  return (
    <button
      type={type}
      className={`button ${kind}`}
      aria-disabled={busy}
      aria-busy={busy}
      onClick={onClick}
    >
      {busy ? t.working : children}
    </button>
  );
}
