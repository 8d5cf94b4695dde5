// Keys that press what is on the page: an element says its own with data-key ("n", "/", "ctrl+s", "alt+n", "g i",
// "escape"). Single letters count only outside fields, and can be switched off in the list of keys ("?").
// And: leaving with unsaved changes (data-unsaved) asks first.
const OFF = 'casewright.letters-off';
// Where letters mean something else: what is typed, or a letter with which one of several is found.
const CHOOSING = 'vaadin-select, [role=listbox], [role=menu]';
const typing = element => element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName)
  || element.closest?.(CHOOSING);
const shown = element => element.getClientRects().length > 0 && !element.disabled;
const all = (selector, root = document) => [...root.querySelectorAll(selector)].filter(shown);
const lettersOff = () => localStorage.getItem(OFF) !== null;
const said = word =>
  JSON.parse(document.querySelector('[data-key-words]')?.dataset.keyWords || '{}')[word] || word;
let begun = '';

const press = target => {
  target.focus();
  if (typeof target.inputElement !== 'object') (target.shadowRoot?.querySelector('a[href]') || target).click();
};

/** The element of this key that is nearest to the focus: within the innermost list or note that holds both, or that of a desk's lines, or the first. */
const NEAR = '.entries, .notebox';
const find = key => {
  const targets = all(`[data-key="${CSS.escape(key)}"]`);
  for (let near = document.activeElement?.closest(NEAR); near; near = near.parentElement.closest(NEAR)) {
    const target = targets.find(each => each.closest(NEAR) === near);
    if (target) return target;
  }
  return targets.find(each => each.closest('.desk .lines')) || targets[0];
};

/** What is to be mended: fields, sentences above lists, lines whose form is not open, and sections that are not built. */
const nextError = () => {
  const wrong = all('.page [invalid], .page .msg:not(:empty), .entries tr:not(.cur):has(.st.bad), .later:has(.st.bad)')
    .filter(each => !each.parentElement.closest('[invalid]'));
  const here = document.activeElement;
  const next = wrong.find(each => each.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_PRECEDING
    && !each.contains(here)) || wrong[0];
  if (!next) return false;
  next.scrollIntoView({ block: 'center' });
  next.focus();
  if (next.localName === 'tr') next.click();
  return true;
};

/** Another line of the list that holds the focus. */
const otherLine = step => {
  const line = document.activeElement?.closest('.entries')?.querySelector('tr.cur');
  const next = step > 0 ? line?.nextElementSibling : line?.previousElementSibling;
  next?.click();
  return Boolean(next);
};

/** Another section of a wide form; one that is not built takes the focus on to its first field. */
const otherSection = step => {
  const sections = all('.wideform>.stack>.sec');
  const here = sections.findIndex(each => each.contains(document.activeElement));
  const next = sections[Math.max(here, 0) + (here < 0 ? 0 : step)];
  if (!next) return false;
  next.scrollIntoView({ block: 'start' });
  (next.matches('.later') ? next : all('[data-field]', next)[0] || next).focus();
  return true;
};

const words = element => {
  if (element.dataset.words) return element.dataset.words;
  const copy = element.cloneNode(true);
  copy.querySelectorAll('kbd, [slot=tooltip], [slot=suffix], svg').forEach(each => each.remove());
  return copy.textContent.trim() || element.ariaLabel || element.getAttribute('aria-label') || element.placeholder || '';
};

const spoken = { escape: 'Esc', enter: 'Enter', arrowdown: '\u2193', pagedown: 'PgDn', pageup: 'PgUp', delete: 'Del' };
const caps = key => key.split(/[+ ]/).map(each => spoken[each] || each[0].toUpperCase() + each.slice(1));

/** The keys of this page, as it says them itself. */
const list = () => {
  const dialog = document.createElement('dialog');
  dialog.className = 'keylist';
  dialog.setAttribute('aria-label', said('Keys'));
  const rows = new Map(all('[data-key]').map(each => [each.dataset.key, words(each)]));
  if (all('vaadin-grid').length) rows.set('arrowdown', said('Into the list')).set('enter', said('Open the line'));
  if (find('/')) rows.set('ctrl+k', rows.get('/'));
  if (all('.formview [data-field]').length) rows.set('f8', said('Next field to mend'));
  if (all('.wideform').length) rows.set('alt+pageup', said('Section before')).set('alt+pagedown', said('Next section'));
  if (all('.entries tr.cur').length) rows.set('alt+pageup', said('Line before')).set('alt+pagedown', said('Next line'));
  const table = document.createElement('dl');
  rows.forEach((text, key) => {
    const term = document.createElement('dt');
    caps(key).forEach(cap => term.appendChild(document.createElement('kbd')).textContent = cap);
    const meaning = document.createElement('dd');
    meaning.textContent = text;
    table.append(term, meaning);
  });
  const title = document.createElement('h2');
  title.textContent = said('Keys');
  const choice = document.createElement('label');
  const box = document.createElement('input');
  box.type = 'checkbox';
  box.checked = !lettersOff();
  box.onchange = () => box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, '');
  choice.append(box, said('Single letters work'));
  dialog.append(title, table, choice);
  dialog.onclose = () => dialog.remove();
  dialog.onclick = event => event.target === dialog && dialog.close();
  document.body.append(dialog);
  dialog.showModal();
  return true;
};

/** Into the list, when nothing has the focus. */
const enterGrid = () => {
  const grid = document.activeElement === document.body && all('vaadin-grid')[0];
  if (!grid) return false;
  grid.querySelector('vaadin-grid-cell-content a')?.focus();
  grid.focus();
  return true;
};

/** The outcome of this number, once the choice of outcomes has the focus. */
const choose = key => {
  const target = document.activeElement?.closest('.outs')?.querySelector(`[data-choice="${CSS.escape(key)}"]`);
  if (target) press(target);
  return Boolean(target);
};

/** The search of the top line, also from within a field. */
const search = () => {
  const target = find('/');
  if (target) press(target);
  return Boolean(target);
};

const special = key => ({
  f8: nextError, 'ctrl+k': search, '?': list, arrowdown: enterGrid,
  'alt+pagedown': () => otherLine(1) || otherSection(1), 'alt+pageup': () => otherLine(-1) || otherSection(-1)
}[key] || (/^\d$/.test(key) ? () => choose(key) : undefined));

/** A field of numbers bars all that is no digit, keys that are pressed with Alt among it: they write nothing. */
const isBarred = event =>
  event.altKey && [event.target, event.target.parentElement].some(each => each?.allowedCharPattern);

document.addEventListener('keydown', event => {
  if ((event.defaultPrevented && !isBarred(event)) || event.isComposing || event.key.length > 12) return;
  const control = event.ctrlKey || event.metaKey;
  const letter = event.altKey && /^Key[A-Z]$/.test(event.code) ? event.code[3] : event.key;
  const single = (control ? 'ctrl+' : event.altKey ? 'alt+' : '') + letter.toLowerCase();
  const plain = single.length === 1;
  if (plain && (typing(event.composedPath()[0]) || (lettersOff() && /[a-z]/.test(single)))) return;
  if (document.querySelector('vaadin-dialog[opened], vaadin-confirm-dialog[opened], dialog[open]')) return;
  const key = begun ? begun + ' ' + single : single;
  begun = '';
  if (key === 'g') {
    begun = key;
    return;
  }
  const target = find(key);
  if (target) {
    event.preventDefault();
    press(target);
  } else if (special(key)?.()) event.preventDefault();
});

// What components tell readers that their role does not know: a scrolling part that takes the focus, and what is required of a
// button or a group (their labels say so too).
const plain = () => {
  document.querySelectorAll('vaadin-tabs').forEach(each =>
    each.shadowRoot?.getElementById('scroll')?.removeAttribute('tabindex'));
  document.querySelectorAll('vaadin-select-value-button[aria-required], vaadin-date-time-picker[aria-required]')
    .forEach(each => each.removeAttribute('aria-required'));
};
new MutationObserver(plain).observe(document.documentElement,
  { subtree: true, childList: true, attributeFilter: ['aria-required'] });

addEventListener('beforeunload', event => {
  if (document.querySelector('[data-unsaved]')) event.preventDefault();
});
