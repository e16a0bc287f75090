/** What the bundler makes of a .wasm file that is imported to be carried inside the bundle. */
declare module '*.wasm?url&inline' {
  const dataUrl: string;
  export default dataUrl;
}
