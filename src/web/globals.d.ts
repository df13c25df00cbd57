import 'react';

declare global {
  /** Where pdf.js finds its character maps, fonts and decoders; see vite.config.ts. */
  const __PDFJS_DATA__: string;
}

declare module 'react' {
  // Custom properties carry measures into the style sheets.
  interface CSSProperties {
    [name: `--${string}`]: string | number | undefined;
  }
}
