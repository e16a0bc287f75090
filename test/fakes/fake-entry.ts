/** Puts the fake on the page before the page's own script runs. Bundled for tests and run by the browser first. */
import { createFake, type Fake, type FakeOptions } from './fake-authenticator.ts';

declare global {
  interface Window {
    fakeOptions?: FakeOptions;
    fake?: Fake;
  }
}

const fake = createFake(window.fakeOptions);
Object.assign(window, { fake, authenticator: fake.authenticator });
