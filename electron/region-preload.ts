/**
 * Exposes `window.regionChooser` to a region window's page, made from its contract, and nothing else.
 * Runs sandboxed before that page. The rule: no call of the app's own contract is within reach here.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { createClient } from './ipc/client.ts';
import { REGION_CHANNEL, type RegionChooser, regionCalls } from './ipc/region.ts';

const chooser: RegionChooser = createClient(regionCalls, (fullName, argument) =>
  ipcRenderer.invoke(REGION_CHANNEL, fullName, argument),
).region;

contextBridge.exposeInMainWorld('regionChooser', chooser);
