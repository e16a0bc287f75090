/**
 * `Promise.withResolvers` for Chromium before 119; pdf.js uses it and its legacy build leaves it out.
 * Imported before pdf.js, in the scan worker only. Ends when the oldest Electron that we run on has it.
 */
export interface Resolvers<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value | PromiseLike<Value>) => void;
  readonly reject: (reason?: unknown) => void;
}

/** https://tc39.es/ecma262/#sec-promise.withResolvers */
export function withResolvers<Value>(): Resolvers<Value> {
  let resolve: Resolvers<Value>['resolve'] = () => {};
  let reject: Resolvers<Value>['reject'] = () => {};
  const promise = new Promise<Value>((fulfil, refuse) => {
    resolve = fulfil;
    reject = refuse;
  });
  return { promise, resolve, reject };
}

const known = Promise as unknown as { withResolvers?: typeof withResolvers };
known.withResolvers ??= withResolvers;
