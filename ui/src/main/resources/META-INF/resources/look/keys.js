// Keys that press what is on the page: an element says its own with data-key ("n", "/", "ctrl+s", "escape").
// Single letters count only outside fields. And: leaving with unsaved changes (data-unsaved) asks first.
const typing = element => element.isContentEditable || /^(input|textarea|select)$/i.test(element.tagName);
const shown = element => element.getClientRects().length > 0 && !element.disabled;

document.addEventListener('keydown', event => {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  const control = event.ctrlKey || event.metaKey;
  const key = (control ? 'ctrl+' : '') + event.key.toLowerCase();
  const plain = !control && key.length === 1;
  if (plain && typing(event.composedPath()[0])) return;
  if (document.querySelector('vaadin-dialog[opened], vaadin-confirm-dialog[opened]')) return;
  const target = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(shown);
  if (!target) return;
  event.preventDefault();
  if (typeof target.inputElement === 'object') target.focus(); else { target.focus(); target.click(); }
});

addEventListener('beforeunload', event => {
  if (document.querySelector('[data-unsaved]')) event.preventDefault();
});
