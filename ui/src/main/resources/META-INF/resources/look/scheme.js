// Light or dark: as the system says, unless somebody chose. Runs before anything is drawn.
window.casewrightScheme = choice => {
  const root = document.documentElement;
  if (choice === undefined) choice = localStorage.getItem('casewright.scheme') || '';
  else localStorage.setItem('casewright.scheme', choice);
  if (choice) root.setAttribute('theme', choice);
  else root.removeAttribute('theme');
};
window.casewrightScheme();
