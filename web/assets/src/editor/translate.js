// bpmn-js and its panels ask this for every word they show.
import vi from '../vi.json';

/** Return bpmn-js's translate service for a language, and the set of words it had no translation for. */
export function translator(language) {
  const missing = new Set();
  const words = language === 'vi' ? vi : {};
  function translate(template, places = {}) {
    const found = words[template];
    if (language === 'vi' && found === undefined) missing.add(template);
    return (found ?? template).replace(/{([^}]+)}/g, (whole, name) => places[name] ?? whole);
  }
  return { module: { translate: ['value', translate] }, translate, missing };
}
