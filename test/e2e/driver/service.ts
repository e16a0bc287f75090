/**
 * A website that turns on two-step sign-in, played by a page of ours in Debian's chromium: it shows the QR code or the
 * setup key as text, on the same screen as the app. End-to-end tests only.
 * The rule: what it shows is all that the app gets; what it accepts is oathtool's word (`verifier.ts`).
 */
import { type OtherWindow, qrDataUrl, showOtherWindow } from './other-window.ts';

export interface ServicePage {
  /** The service's own words. */
  readonly heading: string;
  readonly text: string;
  /** Shown as a QR code. */
  readonly uri?: string;
  /** Shown as text, as the page prints it. */
  readonly key?: string;
}

/** Shows the page beside the app; waits until it is painted. */
export async function showService({ heading, text, uri, key }: ServicePage): Promise<OtherWindow> {
  const picture = uri ? `<img alt="QR code" src="${await qrDataUrl(uri, 5)}">` : '';
  const printed = key ? `<p><code style="font-size:22px">${key}</code></p>` : '';
  return showOtherWindow(
    heading,
    `<body style="font:16px sans-serif;margin:30px"><h1>${heading}</h1><p>${text}</p>${picture}${printed}
     <p><label>6-digit code <input></label> <button>Verify</button></p>`,
    { x: 20, y: 20, width: 800, height: 760 },
  );
}
