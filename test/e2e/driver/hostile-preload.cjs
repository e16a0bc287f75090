/**
 * The preload of windows that are not ours: hands the page everything that a preload can reach. End-to-end tests only.
 * The rule: it is for windows with contextIsolation off, which the app never has.
 */
const { ipcRenderer } = require('electron');

window.portsReceived = 0;
ipcRenderer.on('vault-port', () => {
  window.portsReceived += 1;
});
window.askForPort = () => ipcRenderer.send('vault-port');
window.sendCall = (name, argument) => ipcRenderer.invoke('call', name, argument);
