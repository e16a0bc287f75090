/**
 * Times the KDF inside the vault process that unlocks: the probe in main puts this file in front of the vault's bundle.
 * Runs in the utility process. The KDF is the only WebAssembly there, so its own time is from the first call into
 * WebAssembly to the end of the last. Warming it up is a run of its own, which whoever asks knows
 * by when it began.
 * The rule: calls are passed on as they are, and the time is told once, after the KDF.
 */
const instantiate = WebAssembly.instantiate;
/** Calls follow one another without a pause; the last one is known by no other following. */
const QUIET_MS = 1000;
/** After such a pause a call is the first of another run. */
const PAUSE_MS = 50;

let firstAtMs = Number.NaN;
let lastAtMs = Number.NaN;
/** @type {NodeJS.Timeout | undefined} */
let quiet;

const tell = () =>
  process.parentPort.postMessage({
    kind: 'bench-kdf',
    ms: lastAtMs - firstAtMs,
    beganAtMs: performance.timeOrigin + firstAtMs,
  });

/** @param {Function} call @returns {(...values: unknown[]) => unknown} */
function timed(call) {
  return (...values) => {
    const startedMs = performance.now();
    if (!(startedMs - lastAtMs < PAUSE_MS)) firstAtMs = startedMs;
    const answer = call(...values);
    lastAtMs = performance.now();
    quiet ??= setTimeout(tell, QUIET_MS);
    quiet.refresh();
    return answer;
  };
}

/** @param {WebAssembly.Module} module @param {WebAssembly.Imports} imports */
async function instantiateTimed(module, imports) {
  const { exports } = await instantiate(module, imports);
  const entries = Object.entries(exports).map(([name, value]) => [
    name,
    typeof value === 'function' ? timed(value) : value,
  ]);
  return { exports: Object.fromEntries(entries) };
}
WebAssembly.instantiate = /** @type {typeof WebAssembly.instantiate} */ (instantiateTimed);

require(String(process.argv.at(-1)));
