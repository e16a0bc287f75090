/** Types of the two build scripts that the page tests use; scripts of build/ are JavaScript with their own type check. */
declare module '*/build/project.mjs' {
  /** The project's folder. */
  export const PROJECT: string;
}
declare module '*/build/vite-page.mjs' {
  export function pageConfig(outDir?: string): import('vite').InlineConfig;
}
