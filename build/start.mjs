/**
 * `npm start`: from a fresh clone to the open app. Runs under Node with nothing installed.
 * The rule: each step does nothing when there is nothing to do, and a step that fails says what to do about it.
 */
import { installNpmPackages } from './npm-packages.mjs';
import { PROJECT, run, runScript, say } from './project.mjs';
import { ensureSystemPackages } from './system-packages.mjs';
import { hasDisplay } from './virtual-screen.mjs';

await runScript(async () => {
  const isShown = hasDisplay();
  await installNpmPackages();
  await ensureSystemPackages(isShown ? 'app' : 'demo');
  // These need what was installed just now, so they are loaded only here.
  const { buildApp } = await import('./build.mjs');
  const { findElectron } = await import('./electron-runtime.mjs');
  const { launch } = await import('./launch.mjs');
  if (await buildApp({ ifChanged: true })) say('Built out/.');
  if (!isShown) {
    say(
      'There is no display (DISPLAY and WAYLAND_DISPLAY are empty): running the demo tour on a virtual screen.',
    );
    return run(process.execPath, ['build/demo.mjs', ...process.argv.slice(2)], { cwd: PROJECT });
  }
  return launch(await findElectron(), process.argv.slice(2));
});
