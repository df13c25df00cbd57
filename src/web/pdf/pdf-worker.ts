// In this order: pdf.js uses them while it is being loaded.
import './newer-features.ts';
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
