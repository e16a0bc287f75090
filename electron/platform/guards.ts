/**
 * Refuses everything that a page could ask of Chromium beyond drawing itself. Runs in main.
 * The rule: deny all; each guard is one short function and has a test beside what it still allows.
 */
import { app, type Session, type WebContents } from 'electron';

/** Switches that make Chromium look nothing up and call nobody; must be set before the app is ready. */
export function refuseBackgroundNetwork(developmentHost: string | null): void {
  const allowed = developmentHost === null ? '' : `, EXCLUDE ${developmentHost}`;
  app.commandLine.appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${allowed}`);
  app.commandLine.appendSwitch('dns-prefetch-disable');
  app.commandLine.appendSwitch('disable-background-networking');
  app.commandLine.appendSwitch('disable-component-update');
}

/** Arguments and variables that would open a packaged app to a debugger; the fuses refuse their Node half. */
const DEBUGGING_SWITCHES = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'js-flags',
];

/** Whether this start was asked to let a debugger in. A packaged build then ends at once. */
export function asksForDebugging(hasSwitch: (name: string) => boolean): boolean {
  return DEBUGGING_SWITCHES.some(hasSwitch);
}

/** Refuses permissions (but for the camera in its moment), devices, downloads and every request that does not stay inside the app. */
export function guardSession(
  session: Session,
  isOurUrl: (url: string) => boolean,
  allowsCamera: (contents: WebContents | null, permission: string, mediaTypes: readonly string[]) => boolean,
): void {
  session.setPermissionRequestHandler((contents, permission, answer, details) => {
    const { isMainFrame, requestingUrl } = details;
    const mediaTypes = ('mediaTypes' in details ? details.mediaTypes : undefined) ?? [];
    answer(isMainFrame && isOurUrl(requestingUrl) && allowsCamera(contents, permission, mediaTypes));
  });
  session.setPermissionCheckHandler((contents, permission, origin, { isMainFrame, mediaType }) => {
    return (
      isMainFrame &&
      isOurUrl(`${origin.replace(/\/$/, '')}/`) &&
      allowsCamera(contents, permission, [mediaType ?? ''])
    );
  });
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  session.webRequest.onBeforeRequest((details, answer) => {
    const isLocal = /^(?:blob|data|devtools):/.test(details.url);
    answer({ cancel: !isLocal && !isOurUrl(details.url) });
  });
}

/** Refuses navigation, new windows and webviews on every page that ever comes to be. */
export function guardContents(isPageUrl: (url: string) => boolean): void {
  const refuseForeign = (event: { preventDefault(): void }, url: string) => {
    if (!isPageUrl(url)) event.preventDefault();
  };
  app.on('web-contents-created', (_event, contents: WebContents) => {
    // No socket, and no name told to the local network, for a connection that the page could only make to leak.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', refuseForeign);
    contents.on('will-redirect', refuseForeign);
    contents.on('will-frame-navigate', (details) => refuseForeign(details, details.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}
