/** pdf.js's worker has no types; it is imported for what it does to the worker's global scope. */
declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs';
