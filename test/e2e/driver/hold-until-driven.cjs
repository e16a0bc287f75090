/**
 * Keeps the app from being ready until the driver is attached. Loaded by Electron before the app's main, in tests only.
 * The rule: nothing else of the app differs. Playwright's own loader does this where it chooses the executable itself; a
 * window that it attaches to before that has an address hangs it (https://github.com/microsoft/playwright/issues/29386).
 */
const { app } = require('electron');

const readyForReal = app.whenReady();
const emit = app.emit.bind(app);
/** @type {readonly unknown[]} */
let readyArguments = [];
let isDriven = false;
/** @type {() => void} */
let release = () => {};
const driven = new Promise((resolve) => {
  release = () => resolve(undefined);
});

app.emit = (/** @type {string} */ event, /** @type {unknown[]} */ ...given) => {
  if (event !== 'ready' || isDriven) return emit(event, ...given);
  readyArguments = given;
  return app.listenerCount('ready') > 0;
};
app.isReady = () => isDriven;
app.whenReady = () => driven.then(() => undefined);

/** The name by which the driver calls it, once it is attached. */
Reflect.set(globalThis, '__playwright_run', async () => {
  await readyForReal;
  isDriven = true;
  release();
  emit('ready', ...readyArguments);
});
