/**
 * What every opened screen needs: time, live codes, settings, and one place where failures are told.
 * Runs in the page. The rule: `report` is the only way a failure of a call reaches the person outside its own form.
 */
import { createContext, useContext } from 'react';
import type { AppInfo, FailureCode, Settings } from '../electron/ipc/contract.ts';
import type { Clock, SecondTicker } from './clock.ts';
import type { LiveCodes } from './live-codes.ts';

export interface Page {
  readonly clock: Clock;
  readonly ticker: SecondTicker;
  readonly liveCodes: LiveCodes;
  readonly info: AppInfo;
  readonly settings: Settings;
  readonly changeSettings: (change: Partial<Settings>) => void;
  /** Says what went wrong; a vault that is no longer open leads back to the unlock screen. */
  readonly report: (code: FailureCode) => void;
}

const PageContext = createContext<Page | null>(null);
export const PageProvider = PageContext.Provider;

export function usePage(): Page {
  const page = useContext(PageContext);
  if (!page) throw new Error('usePage is called outside PageProvider');
  return page;
}
