import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';

type ModalState = {
  ref: RefObject<HTMLDialogElement | null>;
  open: boolean;
  show(): void;
  close(): void;
  onClose(): void;
};

/** A dialog over the page, which is out of reach meanwhile; the focus goes back where it was. */
export function useModal(): ModalState {
  const ref = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  return {
    ref,
    open,
    show: () => {
      setOpen(true);
      if (!ref.current?.open) ref.current?.showModal();
    },
    close: () => ref.current?.close(),
    onClose: () => setOpen(false),
  };
}

type ModalProps = {
  modal: ModalState;
  /** The id of its heading. */
  labelledBy: string;
  className?: string;
  children: ReactNode;
};

/** What {@link useModal} shows. Escape and `close()` both end in `onClose`. */
export function Modal({ modal, labelledBy, className, children }: ModalProps) {
  return (
    <dialog
      ref={modal.ref}
      className={className}
      aria-labelledby={labelledBy}
      onClose={modal.onClose}
    >
      {modal.open && children}
    </dialog>
  );
}

/** The heading of a dialog, focused when it appears, so that reading begins there. */
export function ModalHeading({ id, children }: { id: string; children: string }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <h2 id={id} ref={ref} tabIndex={-1}>
      {children}
    </h2>
  );
}
