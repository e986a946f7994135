// Builds one SVG sprite from the Tabler icons named in icons.txt.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const OUTLINE = 'node_modules/@tabler/icons/icons/outline';
const FILLED = 'node_modules/@tabler/icons/icons/filled';

/** Write the sprite; a name that Tabler does not have stops the build. */
export function buildIcons(list, target) {
  const symbols = readNames(list).map(toSymbol);
  writeFileSync(target, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('')}</svg>\n`);
}

function readNames(list) {
  const lines = readFileSync(list, 'utf8').split('\n').map(line => line.trim());
  return [...new Set(lines.filter(line => line && !line.startsWith('#')))];
}

// `star:filled` names the filled drawing; the symbol is then called star-filled.
function toSymbol(line) {
  const [name, style] = line.split(':');
  const file = `${style === 'filled' ? FILLED : OUTLINE}/${name}.svg`;
  if (!/^[a-z0-9-]+$/.test(name) || !existsSync(file)) throw new Error(`icons.txt: Tabler has no icon "${line}"`);
  const paths = readFileSync(file, 'utf8')
    .replace(/^[\s\S]*?<svg[\s\S]*?>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" ?\/>/, '')
    .replace(/\s+/g, ' ')
    .trim();
  return style === 'filled'
    ? `<symbol id="${name}-filled" viewBox="0 0 24 24" fill="currentColor">${paths}</symbol>`
    : `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" `
      + `stroke-linecap="round" stroke-linejoin="round">${paths}</symbol>`;
}
