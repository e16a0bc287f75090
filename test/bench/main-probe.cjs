/**
 * What the bench sees from inside: loaded with `-r` into main before either app's own code, the bare one's and ours
 * alike, and asked over the IPC channel of the process.
 * The rule: both apps get the same probe, and it does nothing between its moments but wait for the page to answer.
 */
const path = require('node:path');
const { app, BrowserWindow, utilityProcess } = require('electron');

/** Chromium's own lower bound for repeated timers. */
const LOOK_EVERY_MS = 4;

/**
 * These run in the page; they are sent there as text. What watches for an event is in place before the event is sent,
 * since scripts and input reach the page by different ways; what it saw is asked for afterwards.
 */
const inPage = {
  /** Watches for the first key; resolves when one would go into a field: it has the focus, in a window that has it. */
  untilFieldHasFocus: (/** @type {number} */ lookEveryMs) => {
    globalThis.benchSaw = new Promise((resolve) => {
      document.addEventListener(
        'input',
        ({ target }) => {
          if (target instanceof HTMLInputElement && target.value.length === 1)
            resolve(performance.timeOrigin + performance.now());
        },
        { capture: true, once: true },
      );
    });
    return new Promise((resolve) => {
      const look = () => {
        if (document.activeElement instanceof HTMLInputElement && document.hasFocus()) resolve(null);
        else setTimeout(look, lookEveryMs);
      };
      look();
    });
  },
  /** Watches for the first code, from the Enter key to the frame that shows it, in milliseconds. */
  watchForCode: () => {
    let pressedAtMs = Number.NaN;
    document.addEventListener(
      'keydown',
      (event) => {
        if (event.key === 'Enter') pressedAtMs = event.timeStamp;
      },
      { capture: true },
    );
    globalThis.benchSaw = new Promise((resolve) => {
      const watch = new MutationObserver(() => {
        if (!document.querySelector('.code:not(.code-missing)')) return;
        watch.disconnect();
        requestAnimationFrame(() => {
          const afterPaint = new MessageChannel();
          afterPaint.port1.onmessage = () => resolve(performance.now() - pressedAtMs);
          afterPaint.port2.postMessage(null);
        });
      });
      watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  },
  /**
   * Watches for the next key that changes the search field, in milliseconds: `totalMs` from the key to the frame with the
   * list, `workMs` of that without the wait for the screen's next refresh.
   */
  watchForSearch: () => {
    const afterwards = (/** @type {() => void} */ run) => {
      const channel = new MessageChannel();
      channel.port1.onmessage = run;
      channel.port2.postMessage(null);
    };
    let pressedAtMs = Number.NaN;
    const onKey = (/** @type {KeyboardEvent} */ event) => {
      pressedAtMs = event.timeStamp;
    };
    window.addEventListener('keydown', onKey, { capture: true, once: true });
    globalThis.benchSaw = new Promise((resolve) => {
      const onInput = () => {
        const beganMs = performance.now();
        let drawnMs = Number.NaN;
        const drawn = () => {
          if (Number.isNaN(drawnMs)) drawnMs = performance.now();
        };
        // React has drawn by the end of the event's task.
        afterwards(drawn);
        requestAnimationFrame(() => {
          drawn();
          const frameMs = performance.now();
          afterwards(() => {
            const paintedMs = performance.now();
            resolve({ totalMs: paintedMs - pressedAtMs, workMs: drawnMs - beganMs + paintedMs - frameMs });
          });
        });
      };
      window.addEventListener('input', onInput, { capture: true, once: true });
    });
  },
  /** Scrolls by as many pixels in each frame; resolves with the milliseconds between frames. */
  scroll: (/** @type {{frames: number, pixels: number}} */ { frames, pixels }) =>
    new Promise((resolve) => {
      /** @type {number[]} */
      const times = [];
      const step = (/** @type {number} */ atMs) => {
        times.push(atMs);
        if (times.length > frames)
          return resolve(times.slice(1).map((each, at) => each - (times[at] ?? each)));
        window.scrollBy(0, pixels);
        requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
    }),
  focusSearch: () => document.querySelector('input[type="search"]')?.focus(),
  /** Resolves with what was watched for last. */
  whatWasSeen: () => globalThis.benchSaw,
};

/**
 * Runs a function of `inPage` there. The frame's own call is used because the window's waits for the page to load.
 * @param {Electron.BrowserWindow} window
 * @param {keyof typeof inPage} name
 * @param {unknown} [argument]
 */
const runInPage = (window, name, argument) =>
  window.webContents.mainFrame.executeJavaScript(`(${inPage[name]})(${JSON.stringify(argument)})`);

/** @param {Electron.BrowserWindow} window @param {string} keyCode @param {string} character */
function pressKey(window, keyCode, character) {
  window.webContents.sendInputEvent({ type: 'keyDown', keyCode });
  window.webContents.sendInputEvent({ type: 'char', keyCode: character });
  window.webContents.sendInputEvent({ type: 'keyUp', keyCode });
}

/** @param {Electron.BrowserWindow} window @param {string} text */
function typeText(window, text) {
  for (const character of text) window.webContents.sendInputEvent({ type: 'char', keyCode: character });
}

/** @param {Electron.BrowserWindow} window */
const untilShown = (window) =>
  window.isVisible() ? undefined : new Promise((resolve) => window.once('show', () => resolve(undefined)));

/** @param {Electron.BrowserWindow} window @returns {Promise<number>} Unix milliseconds */
async function firstKey(window) {
  await Promise.all([untilShown(window), runInPage(window, 'untilFieldHasFocus', LOOK_EVERY_MS)]);
  pressKey(window, 'P', 'p');
  return runInPage(window, 'whatWasSeen');
}

/** @type {(run: {ms: number, beganAtMs: number}) => void} */
let onKdf = () => {};
/** Puts vault-probe.cjs in front of every utility process's own code. */
const { fork } = utilityProcess;
utilityProcess.fork = (entry, args = [], options) => {
  const child = fork(path.join(__dirname, 'vault-probe.cjs'), [...args, entry], options);
  child.on('message', (message) => message.kind === 'bench-kdf' && onKdf(message));
  return child;
};

/** @param {string} password its first letter is in the field already, from `firstKey`. Both answers in milliseconds. */
async function unlock(password) {
  const [window] = BrowserWindow.getAllWindows();
  typeText(window, password.slice(1));
  await runInPage(window, 'watchForCode');
  const pressedAtMs = performance.timeOrigin + performance.now();
  const kdfMs = new Promise((resolve) => {
    onKdf = ({ ms, beganAtMs }) => beganAtMs >= pressedAtMs && resolve(ms);
  });
  pressKey(window, 'Enter', '\r');
  return { totalMs: await runInPage(window, 'whatWasSeen'), kdfMs: await kdfMs };
}

/** Types `text` into the search field, key by key, each after the frame of the one before. */
async function search(/** @type {string} */ text) {
  const [window] = BrowserWindow.getAllWindows();
  await runInPage(window, 'focusSearch');
  const seen = [];
  for (const character of text) {
    await runInPage(window, 'watchForSearch');
    if (character === '<') pressKey(window, 'Backspace', '\b');
    else pressKey(window, character.toUpperCase(), character);
    seen.push(await runInPage(window, 'whatWasSeen'));
  }
  return seen;
}

/** @type {Record<string, (argument: any) => unknown>} */
const requests = {
  unlock,
  search,
  scroll: (motion) => runInPage(BrowserWindow.getAllWindows()[0], 'scroll', motion),
  hide: () => {
    for (const window of BrowserWindow.getAllWindows()) window.hide();
  },
  quit: () => app.quit(),
};

process.on('message', async (message) => {
  const { id, request, argument } = /** @type {any} */ (message);
  try {
    process.send?.({ id, answer: (await requests[request]?.(argument)) ?? null });
  } catch (error) {
    process.send?.({ id, error: String(error) });
  }
});
process.on('disconnect', () => app.exit(1));

app.once('browser-window-created', (_event, window) => {
  window.webContents.once('did-navigate', async () => {
    process.send?.({ id: 'first-key', answer: await firstKey(window) });
  });
});
