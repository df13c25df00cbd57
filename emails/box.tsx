import type { CSSProperties, ReactNode } from 'react';

type BoxProps = {
  /** The class of the table; its cell has the same with `-inside`. */
  name: string;
  table?: CSSProperties;
  cell?: CSSProperties;
  /** As wide as what is in it, where nothing else is said. */
  narrow?: boolean;
  /** Left out of the text part. */
  notInText?: boolean;
  children: ReactNode;
};

/** One cell with room around it: a table, as there is nothing else that every client lays out alike. */
export function Box({ name, table, cell, narrow, notInText, children }: BoxProps) {
  return (
    <table
      role="presentation"
      className={name}
      width={narrow ? undefined : '100%'}
      align={narrow ? 'left' : 'center'}
      border={0}
      cellPadding={0}
      cellSpacing={0}
      style={table}
      data-skip-in-text={notInText}
    >
      <tbody>
        <tr>
          <td className={`${name}-inside`} style={cell}>
            {children}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
