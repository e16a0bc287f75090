/**
 * The page of a region window: a still picture of one display, and a rectangle that is drawn on it by pointer or keys.
 * Runs in a window of its own. The rule: a rectangle, or none, is all that leaves; nothing of the vault is here.
 */
import type { RegionChooser } from '../../electron/ipc/contract.ts';
import { numberText, showLanguage, t } from '../locales/text.ts';
import { SYSTEM_LOOK, showTheme } from '../theme.ts';
import {
  type Box,
  boxBetween,
  moveBox,
  type Point,
  sizeBox,
  startBox,
  stepOf,
  toPixels,
} from './selection.ts';
import '../styles/tokens.css';
import '../styles/base.css';
import '../styles/controls.css';
import './region.css';

declare global {
  interface Window {
    readonly regionChooser: RegionChooser;
  }
}

/** What main hands over, a language and a picture's address; anything else is no picture of ours. */
const FROM_MAIN = /^#([A-Za-z-]*),((?:app:\/\/halfminute)?\/capture\/[0-9a-f-]{36})$/;

function find<Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`region.html has no ${id}`);
  return element;
}

const region = find('region', HTMLElement);
const picture = find('picture', HTMLImageElement);
const shown = find('box', HTMLDivElement);
const said = find('said', HTMLParagraphElement);
const cancel = find('cancel', HTMLButtonElement);

const bounds = () => ({ width: window.innerWidth, height: window.innerHeight });
let box: Box = startBox(bounds());
let dragFrom: Point | null = null;

function draw(): void {
  for (const side of ['left', 'top', 'width', 'height'] as const) shown.style[side] = `${box[side]}px`;
}

const tell = () => {
  const { x, y, width, height } = toPixels(box, bounds(), naturalSize());
  said.textContent = t('region.said', {
    wide: numberText(width),
    high: numberText(height),
    left: numberText(x),
    top: numberText(y),
  });
};

const naturalSize = () => ({ width: picture.naturalWidth, height: picture.naturalHeight });
const giveUp = () => void window.regionChooser.choose(null);
const take = () => void window.regionChooser.choose(toPixels(box, bounds(), naturalSize()));

async function start(): Promise<void> {
  const [, language, address] = FROM_MAIN.exec(window.location.hash) ?? [];
  await showLanguage(language || null);
  document.title = t('region.title');
  region.setAttribute('aria-label', t('region.title'));
  find('hint', HTMLParagraphElement).textContent = t('region.hint');
  cancel.textContent = t('action.cancel');
  cancel.addEventListener('click', giveUp);
  draw();
  if (!address) {
    giveUp();
    return;
  }
  picture.addEventListener('error', giveUp);
  picture.src = address;
}

/** The display with the keyboard shows the box from the start; on the others it would only be in the way. */
const showBox = () => {
  shown.hidden = !document.hasFocus() && dragFrom === null;
};
window.addEventListener('focus', showBox);
window.addEventListener('blur', showBox);
window.addEventListener('resize', () => {
  box = startBox(bounds());
  draw();
});

region.addEventListener('pointerdown', (event) => {
  if (event.button !== 0 || (event.target instanceof Element && event.target.closest('#bar'))) return;
  dragFrom = { x: event.clientX, y: event.clientY };
  region.setPointerCapture(event.pointerId);
  region.dataset.dragging = '';
  showBox();
});
region.addEventListener('pointermove', (event) => {
  if (!dragFrom) return;
  const drawn = boxBetween(dragFrom, { x: event.clientX, y: event.clientY }, bounds());
  if (!drawn) return;
  box = drawn;
  draw();
});
region.addEventListener('pointerup', (event) => {
  const from = dragFrom;
  dragFrom = null;
  delete region.dataset.dragging;
  const drawn = from && boxBetween(from, { x: event.clientX, y: event.clientY }, bounds());
  if (!drawn) return;
  box = drawn;
  take();
});
region.addEventListener('pointercancel', () => {
  dragFrom = null;
  delete region.dataset.dragging;
});

window.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') return giveUp();
  if (event.key === 'Enter' && event.target !== cancel) return take();
  const step = stepOf(event.key, event.ctrlKey || event.metaKey);
  if (!step) return;
  event.preventDefault();
  box = event.shiftKey ? sizeBox(box, step, bounds()) : moveBox(box, step, bounds());
  draw();
  tell();
});

showTheme(SYSTEM_LOOK);
showBox();
void start();
