/** Where pdf.js finds its character maps, fonts and decoders; see vite.config.ts. */
declare const __PDFJS_DATA__: string;
