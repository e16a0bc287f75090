/**
 * What each key of the table does, in the words that the rest of the app has for it. Runs in the page.
 * The rule: a key without words does not compile.
 */
import type { KeyId, KeyPlace } from '../../electron/ipc/keyboard.ts';
import type { TextKey } from '../locales/text.ts';

export const KEY_WORDS: Readonly<Record<KeyId, TextKey>> = {
  search: 'codes.search',
  'enter-key': 'codes.enterKey',
  'scan-screen': 'codes.scan',
  'scan-region': 'capture.region',
  'choose-picture': 'codes.choosePicture',
  paste: 'codes.pasteHint',
  'back-up': 'codes.backUp',
  settings: 'codes.settings',
  lock: 'codes.lock',
  'zoom-in': 'keyboard.zoomIn',
  'zoom-out': 'keyboard.zoomOut',
  'zoom-reset': 'keyboard.zoomReset',
  'full-screen': 'keyboard.fullScreen',
  'close-window': 'keyboard.closeWindow',
  quit: 'keyboard.quit',
  'page-search': 'codes.search',
  'page-map': 'keyboard.title',
  'row-up': 'keyboard.up',
  'row-down': 'keyboard.down',
  'row-first': 'keyboard.first',
  'row-last': 'keyboard.last',
  'row-copy': 'codes.copyCode',
  'row-next': 'codes.counterNext',
  'row-edit': 'codes.edit',
  'row-pin': 'codes.pin',
  'row-remove': 'codes.remove',
  'row-move-up': 'order.moveUp',
  'row-move-down': 'order.moveDown',
  'search-up': 'keyboard.up',
  'search-down': 'keyboard.down',
  'search-copy': 'codes.copyCode',
  'search-clear': 'codes.searchClear',
  'popup-up': 'keyboard.up',
  'popup-down': 'keyboard.down',
  'popup-page-up': 'keyboard.pageUp',
  'popup-page-down': 'keyboard.pageDown',
  'popup-copy': 'codes.copyCode',
  'popup-mini': 'codes.openMini',
  'popup-hide': 'keyboard.hide',
  'mini-left': 'keyboard.digitBefore',
  'mini-right': 'keyboard.digitAfter',
  'mini-first': 'keyboard.digitFirst',
  'mini-last': 'keyboard.digitLast',
  'mini-unmark': 'keyboard.digitNone',
  'mini-close': 'keyboard.closeWindow',
};

export const PLACE_WORDS: Readonly<Record<KeyPlace, TextKey>> = {
  menu: 'keyboard.place.menu',
  page: 'keyboard.place.page',
  row: 'keyboard.place.row',
  search: 'keyboard.place.search',
  popup: 'keyboard.place.popup',
  mini: 'keyboard.place.mini',
};
