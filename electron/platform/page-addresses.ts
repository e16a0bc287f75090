/**
 * The addresses of our pages: in an app those of app://, under `npm run dev` a development server's. Runs in main.
 * The rule: a packaged app knows app:// alone.
 */
import { app } from 'electron';
import {
  MANUAL_ORIGIN,
  MANUAL_PATH,
  MINI_ORIGINS,
  PAGE_ORIGINS,
  POPUP_ORIGINS,
  REGION_ORIGIN,
  REGION_PATH,
} from './app-protocol.ts';

/** `npm run dev` serves the page with hot reload; a packaged app does not know the variable. */
export const developmentUrl = app.isPackaged ? undefined : process.env.HALFMINUTE_DEV_SERVER;
export const pageOrigins = developmentUrl ? [new URL(developmentUrl).origin] : PAGE_ORIGINS;
export const popupOrigins = developmentUrl ? pageOrigins : POPUP_ORIGINS;
export const miniOrigins = developmentUrl ? pageOrigins : MINI_ORIGINS;
const isAt = (origins: readonly string[]) => (url: string) =>
  origins.some((origin) => url.startsWith(`${origin}/`));
export const isPageUrl = isAt(pageOrigins);
export const isPopupUrl = isAt(popupOrigins);
export const isMiniUrl = isAt(miniOrigins);
export const regionUrl = `${developmentUrl ? new URL(developmentUrl).origin : REGION_ORIGIN}${REGION_PATH}`;
export const manualUrl = `${developmentUrl ? new URL(developmentUrl).origin : MANUAL_ORIGIN}${MANUAL_PATH}`;
export const isOurUrl = (url: string) =>
  isAt([...PAGE_ORIGINS, ...POPUP_ORIGINS, ...MINI_ORIGINS, REGION_ORIGIN, MANUAL_ORIGIN])(url) ||
  isPageUrl(url) ||
  (developmentUrl !== undefined && isPageUrl(url.replace(/^ws/, 'http')));
